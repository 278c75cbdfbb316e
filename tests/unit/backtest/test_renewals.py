"""ARR due is multiplied by the rate its band was seen to renew at, or by none."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binomtest

from scoring.backtest.renewals import Forecast, forecast
from tests.unit.hand_made import frame, month, scores
from tests.unit.spec.samples import card

CARD = card()  # Good from 75, Fair from 50, Poor (flags)
JUNE, LOOK, NOW = "2026-06", "2026-03", "2026-12"
SCORE = {"g": 90.0, "f": 60.0, "p": 10.0}


def made(good: tuple[int, int], poor: tuple[int, int], due: dict[str, str]) -> Forecast:
    """Contracts due in June 2026 as (how many, how many lost) by band, and some due next year.

    Each account has a row in March and one in December 2026, and 100 of ARR; those in `due`
    renew after December, in the month given.
    """
    names = [f"g{i:02d}" for i in range(good[0])] + [f"p{i:02d}" for i in range(poor[0])]
    lost = {f"g{i:02d}": JUNE for i in range(good[1])} | {f"p{i:02d}": JUNE for i in range(poor[1])}
    everyone = sorted([*names, *due])
    rows = [(a, m) for m in (LOOK, NOW) for a in everyone]
    book = frame(rows, renewal=dict.fromkeys(names, JUNE) | due, ended=lost)
    points = [SCORE[book.accounts.ids[i][0]] for i in book.account]
    return forecast(book, scores(CARD, points), CARD, month(NOW), 3)


def test_the_sum_is_due_times_rate() -> None:
    """Good 18 of 20, poor 10 of 20 went on: 200 × 0.9 + 100 × 0.5 = 230 within two months."""
    found = made((20, 2), (20, 10), {"ga": "2027-01", "gb": "2027-02", "pa": "2027-01"})
    good, poor = found.bands
    assert (good.band, good.rate.estimate, good.rate.n) == ("Good", 0.9, 20)
    assert (poor.band, poor.rate.estimate, poor.rate.n) == ("Poor", 0.5, 20)
    first, second, third = found.due
    assert (first.contracts, first.arr, first.expected) == (2, 200, pytest.approx(90 + 50))
    assert (second.contracts, second.arr, second.expected) == (3, 300, pytest.approx(230))
    assert third == second.__class__(3, *(getattr(second, f) for f in second.__slots__[1:]))
    assert len(found.ahead) == 3


def test_the_interval_joins_those_of_the_rates() -> None:
    """Wilson as scipy has it, joined by MOVER: 230 − √((200·Δ₁)² + (100·Δ₂)²), and above."""
    found = made((20, 2), (20, 10), {"ga": "2027-01", "gb": "2027-02", "pa": "2027-01"})
    (l1, u1), (l2, u2) = (binomtest(k, 20).proportion_ci(method="wilson") for k in (18, 10))
    due = found.due[1]
    assert due.low == pytest.approx(230 - math.hypot(200 * (0.9 - l1), 100 * (0.5 - l2)))
    assert due.high == pytest.approx(230 + math.hypot(200 * (u1 - 0.9), 100 * (u2 - 0.5)))


def test_a_band_below_the_floor_borrows_the_rate_of_all() -> None:
    """Seven good contracts are too few: (6 + 10) of 27 went on, and 100 × 16/27 is expected."""
    found = made((7, 1), (20, 10), {"ga": "2027-01"})
    good = found.bands[0]
    assert (good.rate.estimate, good.rate.n, good.pooled) == (None, 7, True)
    assert good.rate.why == "7 of 8 renewals that a rate needs."
    assert found.due[0].expected == pytest.approx(100 * 16 / 27)
    assert good.due[0].expected == found.due[0].expected


def test_below_eight_losses_there_is_no_forecast() -> None:
    """Seven accounts lost: what is due is said, what of it stays is not."""
    found = made((20, 2), (20, 5), {"ga": "2027-01"})
    assert not found.gate.shares
    assert [one.rate.estimate for one in found.bands] == [None, None]
    assert (found.due[0].arr, found.due[0].expected) == (100, None)
    assert "7 losses" in found.gate.words


def test_a_band_never_seen_borrows_too() -> None:
    """A fair account is due, but no fair contract ever ran out: the rate of all, 28 of 40."""
    found = made((20, 2), (20, 10), {"fa": "2027-01"})
    fair = next(one for one in found.bands if one.band == "Fair")
    assert (fair.rate.n, fair.pooled) == (0, True)
    assert found.due[0].expected == pytest.approx(100 * 28 / 40)


def test_without_a_renewal_there_is_nothing() -> None:
    """No date, no contract: nothing is known."""
    book = frame([("a", NOW)])
    found = forecast(book, scores(CARD, [50.0]), CARD, month(NOW), 3)
    assert not found.known
    assert [due.contracts for due in found.due] == [0, 0, 0]
    assert isinstance(found.ahead, np.ndarray)
