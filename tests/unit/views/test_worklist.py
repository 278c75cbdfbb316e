"""Whom to call: in the stated order, each owner up to the capacity, with a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from scoring.live.frame import Frame
from scoring.live.kernel import UNPINNED
from scoring.spec.model import Card
from scoring.spec.parts import Playbook
from scoring.views.holdout import arm_of, draw_of
from scoring.views.worklist import Worklist, due_on, worklist
from tests.unit.hand_made import NAN, frame, month, scores, texts
from tests.unit.spec.samples import card

CARD = card()  # Good from 75, Fair from 50, Poor flags
JULY = month("2026-07")


def book(names: str, owners: dict[str, str] | None = None, **facts: Any) -> Frame:
    """One row each in July."""
    made = frame([(n, "2026-07") for n in names], arr={"b": 400.0}, **facts)
    owned = texts([(owners or {}).get(n) for n in names])
    return replace(made, accounts=replace(made.accounts, owners=owned))


def listed(made: Frame, values: list[float], judged: Card = CARD, capacity: int = 2) -> Worklist:
    return worklist(made, scores(judged, values), judged, JULY, capacity)


def names(found: Worklist) -> str:
    return "".join("abcdefgh"[task.account] for task in found.tasks)


def test_the_order_is_the_stated_one() -> None:
    """Red before Fair; a renewal within 3 months on top, the soonest first; then ARR × missing.

    a 40: 35 × 100, b 45: 30 × 400, c 60, d 20 renews in October, e 74, f 10 renews in August,
    g 80 is Good, h 49 renews in November, which is not soon: 26 × 100.
    """
    made = book("abcdefgh", renewal={"d": "2026-10", "f": "2026-08", "h": "2026-11"})
    found = listed(made, [40, 45, 60, 20, 74, 10, 80, 49])
    assert names(found) == "fdbahce"
    assert [task.missing for task in found.tasks] == [65, 55, 30, 35, 26, 15, 1]
    assert [task.red for task in found.tasks] == [True] * 5 + [False] * 2


def test_each_owner_has_a_list() -> None:
    """Two now and the rest later, accounts without an owner last."""
    made = book("abcdef", {"a": "Zoe", "b": "Al", "c": "Zoe", "d": "Zoe", "e": "Zoe"})
    found = listed(made, [10, 20, 30, 40, 80, 20])
    assert [(t.owner, t.place, t.now) for t in found.tasks] == [
        ("Al", 1, True),
        ("Zoe", 1, True),
        ("Zoe", 2, True),
        ("Zoe", 3, False),
        ("", 1, True),
    ]
    assert found.owners == ("Al", "Zoe", "")
    assert [len(found.of(owner)) for owner in (None, "Zoe", "")] == [5, 3, 1]


def test_who_has_no_score_is_counted_apart() -> None:
    """Nobody can say where to put such an account."""
    found = listed(book("abc"), [10, NAN, 90])
    assert (names(found), found.unscored) == ("a", 1)


def test_who_is_marked_as_lost_is_not_called() -> None:
    """A snapshot holds its lost customers, who are counted apart, while a date is no mark."""
    made = frame([(n, "2026-07") for n in "abc"], lost=["b"], churn="flagged")
    found = listed(made, [10, 20, 30])
    assert (names(found), found.gone) == ("ac", 1)
    dated = frame([(n, "2026-07") for n in "abc"], ended={"b": "2026-09"})
    found = listed(dated, [10, 20, 30])
    assert (names(found), found.gone) == ("abc", 0)


def test_a_pin_is_what_is_shown() -> None:
    """A Good score pinned to Poor is on the list and lacks nothing; Poor pinned to Good is off."""
    made = book("ab")
    ranks = scores(CARD, [90, 10])
    pinned = np.array([2, 0], dtype=np.int8)
    found = worklist(made, replace(ranks, pinned=pinned), CARD, JULY, 2)
    [task] = found.tasks
    assert (task.account, task.red, task.missing) == (0, True, 0)
    assert task.reason.startswith("a pulse sets its band; ")
    calm = np.full(2, UNPINNED, dtype=np.int8)
    assert names(worklist(made, replace(ranks, pinned=calm), CARD, JULY, 2)) == "b"


def test_without_revenue_the_points_alone_count() -> None:
    """b has four times the ARR, but these data are said to have none."""
    made = book("ab")
    bare = replace(made, catalogue=replace(made.catalogue, has_arr=False))
    assert names(listed(made, [30, 40])) == "ba"
    assert names(listed(bare, [30, 40])) == "ab"


@pytest.mark.parametrize(
    ("hours", "red", "day"),
    [
        (48, True, dt.date(2026, 8, 2)),
        (None, True, dt.date(2026, 8, 2)),
        (None, False, None),
        (4, False, dt.date(2026, 8, 1)),
        (25, True, dt.date(2026, 8, 2)),
        (24, True, dt.date(2026, 8, 1)),
    ],
)
def test_the_day_by_which_to_call(hours: int | None, red: bool, day: dt.date | None) -> None:
    """Whole days from the end of July: 48 hours are the 2nd of August, 25 hours too."""
    assert due_on(Playbook(title="Call", within_hours=hours), JULY, red) == day


def test_a_band_without_a_playbook() -> None:
    """Red is due within 48 hours all the same; nothing else is."""
    assert due_on(None, JULY, True) == dt.date(2026, 8, 2)
    assert due_on(None, JULY, False) is None


def test_draws_are_even_and_keep() -> None:
    """Of 20,000 accounts a tenth is held out, give or take 4 standard deviations of 42."""
    arms = [arm_of(3, f"A-{i}") for i in range(20_000)]
    assert abs(arms.count("hold out") - 2000) < 4 * 42.5
    assert arms == [arm_of(3, f"A-{i}") for i in range(20_000)]
    assert draw_of(3, "A-1") != draw_of(4, "A-1")
