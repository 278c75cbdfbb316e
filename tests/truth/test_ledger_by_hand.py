"""What moved a score is told by the change ledger as a person would reckon it on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scoring.spec.parse import parse_card
from scoring.values import Month
from scoring.views.ledger import CAUSES, ledger
from tests.truth.ledger_sums import adds_up
from tests.truth.small_data import data_set

CARD = """
version: 1
name: Two lines
metrics:
  - {id: use, measure: use, normaliser: {kind: points}, weight: 60}
  - {id: mood, measure: mood_points, normaliser: {kind: points}, weight: 40}
red_flags:
  - {id: late, when: {measure: late, at_least: 30}, cap: 30}
rules: {min_coverage: 0.5}
bands: [{name: Up, from: 50, tone: good}, {name: Down, from: 0, tone: bad}]
"""

JUNE, JULY = (Month.parse(text).number for text in ("2025-06", "2025-07"))


def row(use: float, mood: float | None, late: float = 0.0) -> dict[str, Any]:
    """One account at one month."""
    return {"use": use, "mood_points": mood, "late": late}


def between(folder: Path, june: Any, july: Any, after: str = CARD) -> dict[str, float]:
    """The parts of one account from June under CARD to July under another card."""
    data = data_set(folder, {("A", JUNE): june, ("A", JULY): july})
    sides = (parse_card(CARD), Month(JUNE)), (parse_card(after), Month(JULY))
    found = ledger(data.book, *sides)
    adds_up(found)
    data.loaded.session.close()
    return dict(zip(CAUSES, found.parts[:, 0].tolist(), strict=True))


def parts(behaviour: float = 0, card: float = 0, data: float = 0, override: float = 0) -> Any:
    """What is expected, in points."""
    told = {"behaviour": behaviour, "card": card, "data": data, "override": override}
    return pytest.approx(told, abs=2e-9)


def test_a_value_that_falls_is_behaviour(tmp_path: Path) -> None:
    """0.6 · 80 + 0.4 · 50 = 68, then 0.6 · 60 + 0.4 · 50 = 56: 12 points less."""
    assert between(tmp_path, row(80, 50), row(60, 50)) == parts(behaviour=-12)


def test_a_value_that_goes_missing_is_data(tmp_path: Path) -> None:
    """68 before; without the mood the use alone counts, 80: 12 points more."""
    assert between(tmp_path, row(80, 50), row(80, None)) == parts(data=12)


def test_a_flag_that_begins_to_hold_is_an_override(tmp_path: Path) -> None:
    """68 before, capped at 30 after."""
    assert between(tmp_path, row(80, 50), row(80, 50, 45)) == parts(override=-38)


def test_another_weight_is_the_card(tmp_path: Path) -> None:
    """68 before; with equal weights (80 + 50) / 2 = 65."""
    other = CARD.replace("weight: 60", "weight: 40")
    assert between(tmp_path, row(80, 50), row(80, 50), other) == parts(card=-3)


def test_another_cap_is_the_card(tmp_path: Path) -> None:
    """The flag holds in both months: 30 before, 45 with the other cap."""
    other = CARD.replace("cap: 30", "cap: 45")
    assert between(tmp_path, row(80, 50, 45), row(80, 50, 45), other) == parts(card=15)


def test_what_happens_together_is_shared_by_halves(tmp_path: Path) -> None:
    """Use 80 → 60 is -12 by the old weights and -10 by the new: -11; the card has the rest.

    The other weights are -3 at 80 and 50, and -1 at 60 and 50: -2. 68 - 11 - 2 = 55.
    """
    other = CARD.replace("weight: 60", "weight: 40")
    found = between(tmp_path, row(80, 50), row(60, 50), other)
    assert found == parts(behaviour=-11, card=-2)


def test_whom_a_ledger_leaves_out_is_counted(tmp_path: Path) -> None:
    """A without a score in July, B in June, C in neither, D not yet and E no longer there."""
    rows = {
        ("A", JUNE): row(80, 50),
        ("A", JULY): row(80, 50) | {"use": None},
        ("B", JUNE): row(80, 50) | {"use": None},
        ("B", JULY): row(80, 50),
        ("C", JUNE): row(80, None) | {"use": None},
        ("C", JULY): row(80, None) | {"use": None},
        ("D", JULY): row(80, 50),
        ("E", JUNE): row(80, 50),
    }
    data = data_set(tmp_path, rows)
    card = parse_card(CARD)
    found = ledger(data.book, (card, Month(JUNE)), (card, Month(JULY)))
    assert len(found) == 0
    assert (found.lost_score, found.gained_score, found.never_scored) == (1, 1, 1)
    assert (found.left, found.joined) == (1, 1)
    data.loaded.session.close()


def test_where_nothing_is_left_to_stand_on_it_is_the_data(tmp_path: Path) -> None:
    """Use alone in June, mood alone in July: any order goes by way of no weight, or of data."""
    other = CARD.replace("min_coverage: 0.5", "min_coverage: 0")
    june, july = row(80, None), row(80, 50) | {"use": None}
    data = data_set(tmp_path, {("A", JUNE): june, ("A", JULY): july})
    card = parse_card(other)
    found = ledger(data.book, (card, Month(JUNE)), (card, Month(JULY)))
    assert found.parts[:, 0].tolist() == [0.0, 0.0, -30.0, 0.0]
    assert found.main.tolist() == [2]
    data.loaded.session.close()
