"""The sweep of cuts is counted again, account by account, in plain Python."""

from __future__ import annotations

from functools import cache

import pytest

from scoring.live.among import Among
from scoring.spec.edit_cut import with_alarm_cut
from scoring.spec.parse import parse_card
from scoring.workbench import (
    USUAL,
    CutSweep,
    DataSet,
    case_table,
    cut_for_capacity,
    cut_sweep,
    preset_texts,
    score_table,
    trial_now,
)
from tests.bundled import opened

pytestmark = pytest.mark.slow

CARD = parse_card(preset_texts()["b2b_saas_starter"])


@cache
def demo() -> DataSet:
    return opened("demo")


@cache
def swept() -> CutSweep:
    month = demo().book.frame.months[-1]
    return cut_sweep(demo(), CARD, trial_now(demo(), CARD, USUAL), month)


def customers_now() -> list[float]:
    """The scores of today's customers, from the table that leaves the product."""
    data = demo()
    month = data.book.frame.months[-1]
    gone = data.book.frame.accounts.ended <= month.number
    left = {name for name, out in zip(data.book.frame.accounts.ids, gone, strict=True) if out}
    rows = score_table(data, CARD, [month]).to_pylist()
    found = [r["score"] for r in rows if r["account_id"] not in left]
    return [score for score in found if score is not None]


@pytest.mark.parametrize("cut", [0.0, 20.5, 45.0, 72.5, 100.0])
def test_each_cut_counts_what_lies_below_it(cut: float) -> None:
    """Lost and kept cases and today's customers with a score below the cut, one by one."""
    trial = trial_now(demo(), CARD, USUAL)
    rows = case_table(demo(), CARD, trial).to_pylist()
    below = [r["outcome"] for r in rows if r["score"] is not None and r["score"] < cut]
    place = swept().cuts.tolist().index(cut)
    assert swept().caught[place] == below.count("lost")
    assert swept().false_alarms[place] == below.count("kept")
    assert swept().now[place] == sum(score < cut for score in customers_now())
    assert (swept().lost, swept().kept) == (60, 1287)


def test_at_the_cards_own_cut_the_sweep_says_what_the_trial_says() -> None:
    """Below 45 lie the 35 caught and the 192 false alarms of the tiles."""
    counts = trial_now(demo(), CARD, USUAL).counts
    place = swept().cuts.tolist().index(45.0)
    assert swept().caught[place] == counts.caught
    assert swept().false_alarms[place] == counts.false_alarms
    assert swept().border is not None
    assert swept().flagged == sum(score < 45 for score in customers_now())


@pytest.mark.parametrize("capacity", [0, 1, 10, 30, 100])
def test_a_capacity_flags_no_more_than_the_team_can_work(capacity: int) -> None:
    """With a tenth more, more than the capacity would be flagged."""
    month = demo().book.frame.months[-1]
    cut = cut_for_capacity(demo(), CARD, month, capacity)
    now = customers_now()
    assert sum(score < cut for score in now) <= capacity
    assert sum(score < cut + 0.1 for score in now) > capacity
    moved = with_alarm_cut(CARD, cut)
    assert sum(score < moved.cuts[1] for score in now) <= capacity


def test_a_team_that_can_work_everybody_needs_no_cut() -> None:
    """More capacity than customers flags the whole scale."""
    month = demo().book.frame.months[-1]
    assert cut_for_capacity(demo(), CARD, month, 10_000) == 100


def test_a_filter_counts_its_accounts_only() -> None:
    """The segments' books and cases add up to those of all."""
    data, month = demo(), demo().book.frame.months[-1]
    labels = data.book.frame.accounts.dimensions["segment"].labels
    parts = []
    for label in labels:
        only = Among((("segment", label),))
        parts.append(cut_sweep(data, CARD, trial_now(data, CARD, USUAL, only), month, only))
    assert sum(p.book for p in parts) == swept().book
    assert sum(p.lost for p in parts) == swept().lost
    assert sum(p.caught for p in parts).tolist() == swept().caught.tolist()
