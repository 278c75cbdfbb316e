"""What a team can work, and what each cut would find, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scoring.backtest.order import worst_first
from scoring.backtest.workload import Cut, by_chance, cut_for, grid, sweep, worst_shares

BOOK = np.array([40.0, 10.0, 30.0, 30.0, math.nan, 30.0, 20.0])  # 10 20 30 30 30 40


def test_the_cut_falls_into_a_tie() -> None:
    """Room for four: 10 and 20 are sure, the three at 30 get two places, two thirds each."""
    cut = cut_for(BOOK, 4)
    assert cut == Cut(30, 2, 3, pytest.approx(2 / 3))
    assert cut.shares(BOOK).tolist() == pytest.approx([0, 1, 2 / 3, 2 / 3, 0, 2 / 3, 1])
    assert cut.shares(BOOK).sum() == pytest.approx(4)


@pytest.mark.parametrize(
    ("capacity", "cut"),
    [
        (0, Cut(None, 0, 0, 0)),
        (1, Cut(10, 0, 1, 1)),
        (2, Cut(20, 1, 1, 1)),
        (5, Cut(30, 2, 3, 1)),
        (2.5, Cut(30, 2, 3, 0.5 / 3)),
        (6, Cut(40, 5, 1, 1)),
        (99, Cut(40, 5, 1, 1)),
    ],
)
def test_every_capacity_is_spent(capacity: float, cut: Cut) -> None:
    """The flagged add up to the capacity, or to the six that have a score."""
    assert cut_for(BOOK, capacity) == cut
    assert cut.shares(BOOK).sum() == pytest.approx(min(capacity, 6))


def test_an_empty_book_has_no_cut() -> None:
    """Where nobody has a score nobody is flagged."""
    assert cut_for(np.array([math.nan]), 3).score is None


def test_each_book_has_its_own_worst() -> None:
    """The worst two of each CSM: a tie of three shares one place, a small book is worked whole.

    CSM 0 has 10, 30, 30, 30: one sure and a third of each tie. CSM 1 has 20 alone.
    """
    score = np.array([30.0, 20.0, 30.0, 10.0, 30.0, math.nan])
    csm = np.array([0, 1, 0, 0, 0, 1])
    found = worst_shares(score, 2, csm)
    assert found.tolist() == pytest.approx([1 / 3, 1, 1 / 3, 1, 1 / 3, 0])
    assert worst_shares(np.array([math.nan]), 2).tolist() == [0]


def test_one_group_is_the_whole_book() -> None:
    """Without groups the shares are those of the cut."""
    assert worst_shares(BOOK, 4).tolist() == pytest.approx(cut_for(BOOK, 4).shares(BOOK).tolist())


def test_the_border_itself_is_not_flagged() -> None:
    """At a cut of 30 only 10 and 20 are flagged; just above it the three at 30 as well."""
    lost = np.array([False, True, True, False, False, False, False])
    found = sweep(worst_first(BOOK, lost), np.array([0.0, 30.0, 30.1, 100.0]))
    assert found.flagged.tolist() == [0, 2, 5, 6]
    assert found.caught.tolist() == [0, 1, 2, 2]
    assert found.false_alarms.tolist() == [0, 1, 3, 4]


def test_without_cuts_every_distinct_score_is_one() -> None:
    """Cuts at 10, 20, 30, 40 and just beyond flag 0, 1, 2, 5 and 6."""
    found = sweep(worst_first(BOOK, np.zeros(7, bool)))
    assert found.flagged.tolist() == [0, 1, 2, 5, 6]
    assert found.cut[:4].tolist() == [10, 20, 30, 40]
    nobody = sweep(worst_first(np.array([math.nan]), np.zeros(1, bool)))
    assert nobody.flagged.tolist() == []


def test_the_grid_does_not_drift() -> None:
    """The tenths are those a person would type: 0.3 and not 0.30000000000000004."""
    assert len(grid()) == 1001
    assert (grid()[3], grid()[-1]) == (0.3, 100)


def test_blind_picking_by_hand() -> None:
    """Two of four with two lost: 1/6 none, 4/6 one, 1/6 both; the middle 95% is all of it."""
    found = by_chance(4, 2, 2)
    assert (found.mean, found.low, found.high) == (1, 0, 2)


@pytest.mark.parametrize(("flagged", "caught"), [(0, 0), (10, 3)])
def test_nobody_and_everybody_leave_nothing_to_chance(flagged: int, caught: int) -> None:
    """Flagging none catches none, flagging all ten catches all three."""
    found = by_chance(10, 3, flagged)
    assert (found.mean, found.low, found.high) == (caught, caught, caught)


def test_more_flags_than_cases_are_refused() -> None:
    """Eleven cannot be flagged of ten."""
    with pytest.raises(ValueError, match="between 0 and the number"):
        by_chance(10, 3, 11)
