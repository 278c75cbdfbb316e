"""Contracts run out when their dates say, and nothing after the month looked at is known."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from scoring.live.contracts import due_after, past_contracts, terms
from scoring.live.frame import NEVER, Frame
from tests.unit.hand_made import frame, month

LAST = month("2026-04")
LONGER = {f"y{i}": f"2026-{i + 1:02d}" for i in range(5, 11)} | {"y3": "2027-01", "y4": "2027-02"}
"""Eight yearly customers whose renewals are more than a month away."""


def book(
    renewal: Mapping[str, str],
    started: Mapping[str, str],
    ended: Mapping[str, str] | None = None,
    months: int = 16,
) -> Frame:
    """The accounts with a row in each of the months up to April 2026."""
    rows = [(a, str(LAST.plus(-i))) for a in renewal for i in range(months)]
    return frame(rows, renewal=renewal, started=started, ended=ended)


def yearly() -> tuple[dict[str, str], dict[str, str]]:
    """Renewals and starts of the eight: each began three years before its renewal."""
    return dict(LONGER), {a: str(month(m).plus(-36)) for a, m in LONGER.items()}


def test_a_contract_of_whole_years_is_yearly_and_another_monthly() -> None:
    """m renews in May 2026 and began in February 2025: 15 months are no whole years."""
    renewal, started = yearly()
    found = book({**renewal, "m": "2026-05"}, {**started, "m": "2025-02"})
    got = dict(zip(found.accounts.ids, terms(found.accounts, LAST).tolist(), strict=True))
    assert got == {**dict.fromkeys(renewal, 12), "m": 1}


def test_dates_that_tell_nothing_make_no_monthly_plan() -> None:
    """Where sure longer contracts began at odd months, start dates are no contract dates: all 12.

    The same where fewer than eight surely longer contracts are there to tell.
    """
    renewal, started = yearly()
    odd = {a: str(month(m).plus(-35)) for a, m in renewal.items()}
    for some in (odd, dict(list(started.items())[:5])):
        found = book({**renewal, "m": "2026-05"}, {**some, "m": "2025-02"})
        assert terms(found.accounts, LAST).tolist() == [12] * 9


def test_the_next_renewal_after_an_earlier_month_is_reckoned_back() -> None:
    """y5 renews in June 2026: after March 2025 in June 2025; after the last month as on record.

    m, monthly and renewing in May 2026, is due in the month after any month. y9 has no
    contract that runs out before November 2025.
    """
    renewal, started = yearly()
    found = book({**renewal, "m": "2026-05"}, {**started, "m": "2025-02"})
    place = {a: i for i, a in enumerate(found.accounts.ids)}
    then = due_after(found, month("2025-03"))
    assert then[place["y5"]] == month("2025-06").number
    assert then[place["m"]] == month("2025-04").number
    assert then[place["y10"]] == month("2025-11").number
    assert due_after(found, LAST)[place["y5"]] == month("2026-06").number
    past = due_after(book({"a": "2025-01"}, {"a": "2020-01"}), LAST)
    assert past.tolist() == [month("2025-01").number]


@pytest.mark.parametrize(
    ("ended", "kept"),
    [(None, True), ("2025-08", True), ("2025-07", False), ("2025-06", False)],
)
def test_who_left_within_the_lead_did_not_renew(ended: str | None, kept: bool) -> None:
    """Due in July 2025, looked at in April: lost from May to July is lost, in August is kept."""
    found = book({"a": "2026-07"}, {"a": "2020-07"}, {"a": ended} if ended else None)
    past = past_contracts(found, LAST, lead=3)
    assert past.month.tolist() == [month("2025-07").number]
    assert found.month[past.row].tolist() == [month("2025-04").number]
    assert past.kept.tolist() == [kept]


def test_who_had_left_before_the_look_had_no_contract() -> None:
    """Gone in April 2025, a is no customer at the end of April: nothing ran out in July."""
    found = book({"a": "2026-07"}, {"a": "2020-07"}, {"a": "2025-04"})
    assert len(past_contracts(found, LAST, lead=3)) == 0


def test_nothing_later_than_the_month_is_looked_at() -> None:
    """Seen from June 2025 the renewal of July 2025 is not over; without a date there is none."""
    found = book({"a": "2026-07"}, {"a": "2020-07"})
    assert len(past_contracts(found, month("2025-06"), lead=3)) == 0
    assert len(past_contracts(frame([("a", "2026-01")]), LAST, lead=0)) == 0
    alone = frame([("a", "2026-01")])
    assert due_after(alone, LAST).tolist() == [NEVER]


def test_a_monthly_plan_runs_out_every_month() -> None:
    """Rows from January 2025 on, looked at three months before: due April 2025 to April 2026."""
    renewal, started = yearly()
    found = book({**renewal, "m": "2026-05"}, {**started, "m": "2024-02"})
    past = past_contracts(found, LAST, lead=3)
    own = past.account == found.accounts.ids.index("m")
    first = month("2025-04").number
    assert sorted(past.month[own].tolist()) == list(range(first, first + 13))
    assert np.all(past.term[own] == 1)
    some = np.array([name != "m" for name in found.accounts.ids])
    assert not np.isin(found.accounts.ids.index("m"), past_contracts(found, LAST, 3, some).account)
