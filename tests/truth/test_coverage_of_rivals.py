"""Intervals of comparisons and of the worst few hold the truth about as often as they say."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.backtest.bootstrap import draw_accounts
from scoring.backtest.equal_workload import caught_difference
from scoring.backtest.further import Judged
from scoring.backtest.gates import gate
from scoring.backtest.order import worst_first
from scoring.backtest.precision_at import Scope, precision_of_books
from scoring.backtest.workload import worst_shares
from scoring.values import Bools, Floats, Ints

pytestmark = pytest.mark.slow

BOOKS = 200
"""A share near .95 of 200 books has an error of .015: three of them are allowed."""


def ruled(rng: np.random.Generator, cases: int) -> tuple[Floats, Bools, Bools]:
    """A card of AUC .80, losses of 8%, and a rule that holds for 30% of them and 5% of others."""
    lost = rng.random(cases) < 0.08
    holds = rng.random(cases) < np.where(lost, 0.30, 0.05)
    return rng.normal(0, 1, cases) - 1.19 * lost, lost, holds


@pytest.mark.parametrize("cases", [400, 800])
def test_a_rule_and_a_card_differ_as_they_do(cases: int) -> None:
    """The difference at the rule's own number of flags, against that of a million cases."""
    rng = np.random.default_rng(5)
    score, lost, holds = ruled(rng, 1_000_000)
    truth = float((worst_shares(score, holds.sum()) - holds)[lost].mean())
    held = 0
    for seed in range(BOOKS):
        score, lost, holds = ruled(rng, cases)
        orders = worst_first(score, lost), worst_first(np.where(holds, 0.0, 1.0), lost)
        draws = draw_accounts(cases, seed)
        found = caught_difference(draws, *orders, lost, np.arange(cases), None)
        assert found.low is not None
        assert found.high is not None
        held += found.low <= truth <= found.high
    assert held / BOOKS == pytest.approx(0.95, abs=0.045)


def looks(rng: np.random.Generator) -> tuple[Floats, Bools, Ints, Ints]:
    """270 accounts at five looks, alike by .6, each lost at most once and then gone."""
    own = rng.normal(0, 1, (270, 1)) * 0.6**0.5
    score = own + rng.normal(0, 1, (270, 5)) * 0.4**0.5
    lost = rng.random((270, 5)) < 1 / (1 + np.exp(3.6 + 1.4 * score))
    lost &= np.cumsum(lost, axis=1) == 1
    here = np.cumsum(lost, axis=1) - lost == 0
    account, look = np.nonzero(here)
    return score[here], lost[here], account, look


@pytest.mark.parametrize(("scope", "k", "owners"), [("book", 30, 1), ("owner", 6, 5)])
def test_the_worst_few_hold_as_many_losses(scope: Scope, k: int, owners: int) -> None:
    """Precision and share of the worst, against their means over all these books."""
    rng = np.random.default_rng(5)
    seen = []
    for seed in range(BOOKS):
        score, lost, account, look = looks(rng)
        book = look * owners + account % owners
        judged, draws = Judged(score, lost, account), draw_accounts(270, seed)
        found = precision_of_books(scope, k, judged, book, draws, gate(40))
        seen.append([(f.estimate, f.low, f.high) for f in (found.precision, found.share)])
    figures = np.array(seen, float)  # (books, figures, ends)
    truth = figures[:, :, 0].mean(axis=0)
    held = (figures[:, :, 1] <= truth) & (truth <= figures[:, :, 2])
    assert held.mean(axis=0) == pytest.approx([0.95, 0.95], abs=0.045)
