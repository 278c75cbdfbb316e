"""The change ledger adds up for every account, whatever the cards."""

from __future__ import annotations

import datetime as dt
import json
import math
import tempfile
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
from scoring.views.ledger import ledger, shared_out
from scoring.views.won import won_by_line
from scoring.workbench import DataSet, fits, preset_texts
from tests.bundled import opened
from tests.examples import examples
from tests.truth.ledger_sums import adds_up
from tests.truth.plain_places import Account, Rows
from tests.truth.random_cards import books, cards, points_cards
from tests.truth.small_data import data_set

TODAY = dt.date(2026, 11, 1)


@pytest.fixture(scope="module")
def demo() -> DataSet:
    """The demo book."""
    return opened("demo", TODAY)


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


@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
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
