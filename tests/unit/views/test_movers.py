"""What moved a score is told with points, caps and adjustments among them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scoring.live.kernel import Verdicts
from scoring.spec.edit_facts import with_new_fact
from scoring.views.movers import moved, reasons
from scoring.views.portfolio import standings
from tests.unit.hand_made import NAN, frame, month, scores
from tests.unit.spec.samples import card

CARD = card()  # Good from 75, Fair from 50, Poor (flags)
APR = month("2026-04")
BEFORE = {"a": 80.0, "b": 60.0, "c": 76.0, "d": 50.0, "e": NAN}
NOW = {"a": 40.0, "b": 80.0, "c": 70.0, "d": 50.04, "e": 90.0, "f": 10.0}


def test_who_turned_rose_and_fell() -> None:
    """a falls into Poor, c into Fair, b rises to Good; e had no score, f no month before.

    e turns from Not scored to Good. d moved by less than is shown.
    """
    rows = [(n, "2026-03") for n in BEFORE] + [(n, "2026-04") for n in NOW]
    book = frame(rows)
    found = scores(CARD, [*BEFORE.values(), *NOW.values()])
    stands = standings(book, found, APR)
    names = np.array(book.accounts.ids)[stands.account]
    assert names.tolist() == ["f", "a", "d", "c", "b", "e"]
    assert names[moved(stands, found, CARD, "turned")].tolist() == ["a", "c", "e", "b"]
    assert names[moved(stands, found, CARD, "down")].tolist() == ["a", "c"]
    assert names[moved(stands, found, CARD, "up")].tolist() == ["b"]


def test_a_part_says_its_points_and_keeps_its_name() -> None:
    """All weight lies on one share each; only what moved by 0.05 or more is told."""
    found = scores(CARD, [80.0, 40.0, 60.0, 60.0])
    first = CARD.active[0]
    told = reasons(found, CARD, np.array([0, 2]), np.array([1, 3]))
    share = first.weight / sum(m.weight for m in CARD.active)
    assert told[0].startswith(f"{first.title} −{40 * share:.1f}")
    assert told[1] == ""


def test_a_cap_is_a_reason() -> None:
    """The mean stays at 80, a red flag caps the score at 30 now: 50 points by the flag."""
    raw = {"id": "late", "label": "Late-pay", "when": {"measure": "a", "at_least": 1}, "cap": 30}
    capped = with_new_fact(CARD, "red_flags", raw)
    found = scores(capped, [80.0, 80.0])
    held = np.array([False, True])
    found = replace(
        found,
        score=np.array([80.0, 30.0]),
        capped=np.array([-1, 0], dtype=np.int8),
        verdicts=Verdicts({"late": held}, {}),
    )
    assert reasons(found, capped, np.array([0]), np.array([1])) == ["Late-pay −50.0"]
