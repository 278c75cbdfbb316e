"""Entries into red and what became of them, by hand; the worked beside the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from scoring.backtest.entries import Entries, entries_into_red
from scoring.backtest.proportions import wilson_bounds
from scoring.backtest.saves import SaveRate, save_rate_of
from scoring.live.frame import Touches
from scoring.live.kernel import UNPINNED
from tests.unit.hand_made import NAN, frame, month, scores
from tests.unit.spec.samples import card

CARD = card()  # Good from 75, Fair from 50, Poor flags
YEAR = [f"2026-{m:02}" for m in range(1, 13)]


def entries(lines: Mapping[str, list[float | None]], window: int = 3, **facts: Any) -> Entries:
    """Accounts by their scores from January on; None is a month without a row."""
    rows = [
        (n, m) for n, v in lines.items() for m, s in zip(YEAR, v, strict=False) if s is not None
    ]
    touches = facts.pop("touches", None)
    made = frame([*rows, ("z", "2026-12")], **facts)
    ids = made.accounts.ids
    values = [
        90.0 if ids[a] == "z" else lines[ids[a]][int(n) - month("2026-01").number]
        for a, n in zip(made.account, made.month, strict=True)
    ]
    ranks = scores(CARD, [float(v) for v in values if v is not None])
    told = None
    if touches is not None:
        at = np.array([ids.index(n) for n, _ in touches], dtype=np.int64)
        told = Touches(at, np.array([month(m).number for _, m in touches], dtype=np.int64))
    return entries_into_red(made, CARD, ranks, window, told)[0]


def months(found: Entries) -> list[int]:
    return [int(n) - month("2025-12").number for n in found.month]


def test_an_entry_is_the_first_red_month_of_a_run() -> None:
    """Red in January counts, the month after does not; after a gap or without a score it does."""
    assert months(entries({"a": [20, 20, 60, 20]})) == [1, 4]
    assert months(entries({"a": [60, 20, None, 20, NAN, 20]})) == [2, 4, 6]


def test_an_entry_whose_window_is_open_is_in_no_figure() -> None:
    """Twelve months and a window of three: September is the last that can be judged."""
    late: list[float | None] = [60.0] * 8 + [20, 60, 20, 20]
    assert months(entries({"a": late})) == [9]
    assert months(entries({"a": late}, window=1)) == [9, 11]


def test_what_became_of_it() -> None:
    """Within three months: good, fair, still red, good too late, lost, fair and then lost."""
    lines: dict[str, list[float | None]] = {
        "a": [20, 60, 80, 20],
        "b": [20, 20, 20, 50],
        "c": [20] * 4,
        "d": [20, 20, 20, 20, 80],
        "e": [20, 20],
        "f": [20, 55],
    }
    found = entries(lines, ended={"e": "2026-03", "f": "2026-04"})
    first = found.at(found.month == month("2026-01").number)
    assert first.saved.tolist() == [True, False, False, False, False, False]
    assert first.calmer.tolist() == [True, True, False, False, False, True]
    assert first.lost.tolist() == [False, False, False, False, True, True]


def test_the_month_of_the_loss_knows_of_it() -> None:
    """A row of the month in which it left is none of the book: neither an entry nor a save."""
    found = entries({"a": [20, 90, 90]}, ended={"a": "2026-02"})
    assert (found.saved.tolist(), found.lost.tolist()) == ([False], [True])
    assert months(entries({"a": [90, 20]}, ended={"a": "2026-02"})) == []


def test_depth_is_counted_from_the_cut() -> None:
    """Below 50 by less than 10, by 10, by 20."""
    found = entries({"a": [40.1] * 4, "b": [40.0] * 4, "c": [30.0] * 4})
    assert found.depth.tolist() == [0, 1, 2]


def test_only_work_after_the_month_and_within_the_window_counts() -> None:
    """Red in January: February to April count, January and May do not."""
    lines: dict[str, list[float | None]] = {n: [20, 20, 20, 20] for n in "abcd"}
    told = [("a", "2026-01"), ("b", "2026-02"), ("c", "2026-04"), ("d", "2026-05")]
    found = entries(lines, touches=told)
    assert found.worked is not None
    assert found.worked.tolist() == [False, True, True, False]


def test_a_pin_makes_no_entry() -> None:
    """What a pulse sets is judgement, and is left out of every look back."""
    made = frame([("a", m) for m in YEAR])
    ranks = scores(CARD, [60] * 12)
    pinned = replace(ranks, pinned=np.array([2] + [UNPINNED] * 11, dtype=np.int8))
    assert len(entries_into_red(made, CARD, pinned, 3, None)[0]) == 0


def made(worked: list[bool] | None, lost: list[bool], group: list[int], **changes: Any) -> SaveRate:
    """Entries of as many accounts, none saved, all shallow."""
    n = len(lost)
    no, zero = np.zeros(n, dtype=np.bool_), np.zeros(n, dtype=np.int64)
    told = None if worked is None else np.array(worked)
    found = Entries(np.arange(n), zero, zero, no, no, np.array(lost, dtype=np.bool_), told)
    found = replace(found, **changes)
    return save_rate_of(found, 0, 3, "Good", "segment", np.array(group))


def test_the_sides_are_counted_apart() -> None:
    """20 worked, 5 lost; 20 others, 10 lost: 25% and 50%, each with Wilson's interval."""
    worked = [True] * 20 + [False] * 20
    lost = [i < 5 for i in range(20)] + [i < 10 for i in range(20)]
    found = made(worked, lost, [0] * 40)
    assert found.worked is not None
    assert found.idle is not None
    assert (found.worked.lost.estimate, found.idle.lost.estimate) == (0.25, 0.5)
    assert (found.worked.lost.low, found.worked.lost.high) == wilson_bounds(0.25, 20)
    assert found.all.lost.estimate == 15 / 40
    assert found.contrast is not None
    naive = found.contrast.naive
    assert naive.estimate == pytest.approx(-0.25)
    assert naive.low is not None
    assert naive.high is not None
    assert naive.low < -0.25 < naive.high


def test_like_is_compared_with_like() -> None:
    """In each segment work changes nothing, but the worked are mostly of the safer one.

    Segment 0: 30 worked and 10 others, a tenth lost; segment 1: 10 and 30, half lost. Together
    (3 + 5)/40 = 20% of the worked are lost and (1 + 15)/40 = 40% of the others: 20 points that
    the segments explain.
    """
    worked = [True] * 30 + [False] * 10 + [True] * 10 + [False] * 30
    lost = [i < 3 for i in range(30)] + [i < 1 for i in range(10)]
    lost += [i < 5 for i in range(10)] + [i < 15 for i in range(30)]
    found = made(worked, lost, [0] * 40 + [1] * 40).contrast
    assert found is not None
    assert found.naive.estimate == pytest.approx(-0.2)
    assert found.stratified.estimate == pytest.approx(0.0)
    assert (found.strata, found.left_out) == (2, 0)


def test_a_group_without_both_has_no_say() -> None:
    """Segment 1 was never worked: its 10 entries are left out and counted."""
    worked = [True] * 10 + [False] * 10 + [False] * 10
    lost = [i < 2 for i in range(10)] + [i < 4 for i in range(10)] + [True] * 10
    found = made(worked, lost, [0] * 20 + [1] * 10).contrast
    assert found is not None
    assert found.naive.estimate == pytest.approx(0.2 - 14 / 20)
    assert found.stratified.estimate == pytest.approx(0.2 - 0.4)
    assert (found.strata, found.left_out) == (1, 10)


def test_too_few_of_either_have_no_difference() -> None:
    """Seven worked: words in place of a number, and none at all where nobody knows who was."""
    found = made([True] * 7 + [False] * 20, [False] * 27, [0] * 27).contrast
    assert found is not None
    assert found.naive.why == "7 worked and 20 not: from 8 of each on."
    assert made(None, [False] * 27, [0] * 27).contrast is None


def test_no_entry_at_all_is_said() -> None:
    """Nobody turned red: no rate, and words."""
    found = made(None, [], []).all
    assert (found.entries, found.saved.why) == (0, "Nobody turned red.")
