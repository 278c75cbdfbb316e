"""The change ledger adds up for every account, whatever the cards, and says what moved it."""

from __future__ import annotations

import datetime as dt
import json
import math
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.live.blend import Blend, Moved
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.values import Month
from scoring.views.explain import contributions, extras
from scoring.views.ledger import CAUSES, Ledger, ledger, shared_out
from scoring.views.won import won_by_line
from scoring.workbench import DataSet, fits, open_source, preset_texts, source_paths
from tests.truth.plain_places import Account, Rows
from tests.truth.random_cards import books, cards, points_cards
from tests.truth.small_data import data_set

TODAY = dt.date(2026, 11, 1)


@pytest.fixture(scope="module")
def demo() -> Iterator[DataSet]:
    """The demo book."""
    data = open_source(source_paths()["demo"], today=TODAY)
    yield data
    data.loaded.session.close()


def adds_up(found: Ledger) -> None:
    """In billionths of a point, which are whole numbers, nothing is left over."""
    whole = [[round(cell * 1e9) for cell in line] for line in found.parts.tolist()]
    for at, (was, now) in enumerate(zip(found.before, found.after, strict=True)):
        assert sum(line[at] for line in whole) == round(now * 1e9) - round(was * 1e9)


def holds_together(data: DataSet, one: Card, other: Card, first: Month, second: Month) -> None:
    """What is true of any two sides."""
    there = ledger(data.book, (one, first), (other, second))
    back = ledger(data.book, (other, second), (one, first))
    adds_up(there)
    assert np.array_equal(there.account, back.account)
    assert np.abs(there.parts + back.parts).max(initial=0.0) <= 4e-9  # each is rounded for itself
    if first == second:
        assert not there.parts[[0, 2, 3]].any()
    if one.digest == other.digest:
        assert not there.parts[1].any()
    for card, month in ((one, first), (other, second)):
        scored = np.flatnonzero(~np.isnan(data.book.scored(card).score))
        rows = scored[data.book.frame.month[scored] == month.number]
        blend = Blend(data.book, card, rows, rows)
        for moved in (Moved(False, False, False), Moved(True, True, True)):
            assert np.array_equal(blend.scored(moved), data.book.scored(card).score[rows])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(book=books(), some=st.lists(cards() | cards() | points_cards(), min_size=2, max_size=2))
def test_any_ledger_adds_up(
    book: tuple[Rows, dict[str, Account]], some: list[dict[str, Any]]
) -> None:
    """Random cards with variants, caps, pulses and policies, between any two months."""
    with tempfile.TemporaryDirectory() as folder:
        data = data_set(Path(folder), book[0], ("mood",), book[1])
    pair = [parse_card(json.dumps(raw)) for raw in some]
    for card in pair:
        lines_are_those_of_each_row(data, card)
    months = data.book.frame.months
    for first, second in ((months[0], months[-1]), (months[-1], months[-1])):
        holds_together(data, pair[0], pair[1], first, second)
        holds_together(data, pair[0], pair[0], first, second)
    data.loaded.session.close()


LAYERS = """
version: 1
name: All layers
metrics:
  - {id: use, measure: licence_use, normaliser: {kind: linear, worst: 0.4, best: 0.9}, weight: 50,
     missing: refuse}
  - {id: survey, measure: nps, normaliser: {kind: linear, worst: 4, best: 9}, weight: 20}
  - {id: bugs, measure: escalations, normaliser: {kind: linear, worst: 2, best: 0}, weight: 30,
     missing: worst}
red_flags:
  - {id: late, when: {measure: days_overdue, at_least: 20}, cap: 40}
adjustments:
  - {id: keen, when: {measure: features_used, at_least: 12}, points: 7}
pulse: {measure: csm_pulse, mode: nudge, max_points: 12}
rules: {min_coverage: 0.5, min_tenure_months: 3}
bands: [{name: Up, from: 60, tone: good}, {name: Down, from: 0, tone: bad}]
variants:
  - name: Busy
    when: {measure: active_days, at_least: 15}
    metrics: {use: {weight: 10}, survey: {weight: 60, missing: neutral}}
"""


def lines_are_those_of_each_row(data: DataSet, card: Card) -> None:
    """What every line gives to all rows is what it gives to each."""
    scores = data.book.scored(card)
    rows = np.flatnonzero(~np.isnan(scores.score))
    won = won_by_line(card, scores, rows)
    assert np.abs(sum(won.values()) - scores.score[rows]).max(initial=0.0) < 1e-8
    for place, row in list(enumerate(rows.tolist()))[:: max(1, len(rows) // 200)]:
        one: dict[str, float] = {}
        for part in contributions(card, scores, row):
            one[part.label] = one.get(part.label, 0.0) + part.won
        for extra in extras(card, scores, row):
            one[extra.label] = one.get(extra.label, 0.0) + extra.points
        many = {label: points[place] for label, points in won.items() if points[place]}
        assert many == pytest.approx({k: v for k, v in one.items() if v}, abs=1e-9)


def test_the_ledger_of_the_demo_adds_up(demo: DataSet) -> None:
    """Presets and a card of every layer in a ring, half a year apart and in one month."""
    found = [parse_card(text) for text in (LAYERS, *preset_texts().values())]
    fitting = [card for card in found if fits(card, demo)]
    assert fitting[0].name == "All layers"
    assert len(fitting) >= 6
    for card in fitting:
        lines_are_those_of_each_row(demo, card)
    months = demo.book.frame.months
    for one, other in zip(fitting, [*fitting[1:], fitting[0]], strict=True):
        holds_together(demo, one, other, months[-7], months[-1])
        holds_together(demo, one, other, months[-1], months[-1])
    within = np.arange(len(demo.book.frame.accounts.ids)) % 2 == 0
    sides = (fitting[0], months[-7]), (fitting[0], months[-1])
    whole, half = ledger(demo.book, *sides), ledger(demo.book, *sides, within)
    assert np.array_equal(half.parts, whole.parts[:, within[whole.account]])
    assert all(np.abs(whole.parts[cause]).max() > 1 for cause in (0, 2, 3))


@given(st.lists(st.integers(0, 1000), min_size=16, max_size=16))
def test_the_parts_are_shapley_values(cells: list[int]) -> None:
    """By the formula: the sum over all sets without the cause of |S|! (3 - |S|)! / 4! · gain."""
    worth = {
        tuple(bool(number >> place & 1) for place in range(4)): cells[number] / 10
        for number in range(16)
    }
    none, every = (np.array([worth[(side,) * 4]]) for side in (False, True))
    parts = shared_out(lambda s: np.array([worth[s]]), none, every)[:, 0]
    for cause in range(4):
        others, value = [c for c in range(4) if c != cause], Fraction(0)
        for size in range(4):
            share = Fraction(math.factorial(size) * math.factorial(3 - size), 24)
            for held in combinations(others, size):
                without = tuple(c in held for c in range(4))
                with_it = tuple(c in held or c == cause for c in range(4))
                value += share * (Fraction(worth[with_it]) - Fraction(worth[without]))
        assert abs(Fraction(parts[cause]) - value) < Fraction(4, 10**9)


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
