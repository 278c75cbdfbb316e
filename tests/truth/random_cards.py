"""Random books and random cards for them, full of nulls, ties, borders and odd settings."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import strategies as st

from tests.truth.plain_places import Account, Cell, Rows
from tests.truth.random_layers import MOODS, SEGMENTS, actions, layers, percent, variants

FIRST_MONTH = 2024 * 12

whole = st.integers(0, 10).map(float)
eighths = st.integers(-16, 80).map(lambda n: n / 8)
decimals = st.integers(-500, 15_000).map(lambda n: n / 100)
not_finite = st.sampled_from([math.inf, -math.inf, math.nan])

CELLS: dict[str, st.SearchStrategy[Any]] = {
    "whole": whole,
    "eighths": eighths,
    "decimals": decimals | decimals | decimals | not_finite,
    "constant": st.just(7.0),
    "judgement": st.sampled_from([1.0, 1.0, 2.0, 3.0, 4.0, 5.0, 5.0, 7.0]),
    "empty": st.none(),
    "mood": st.sampled_from(MOODS),
}
EXACT = ("whole", "eighths", "constant", "judgement")
"""Measures whose means are exact enough in doubles to meet a border as the fractions do."""

WEIGHTS = [0, 0, 1, 5, 10, 20, 25, 40, 33.3, 0.1, 16.666666666666668, 1_000_000]
FLOORS = [0, 0.25, 0.3333333333333333, 0.5, 0.6666666666666666, 0.8, 1]


@st.composite
def books(draw: st.DrawFn) -> tuple[Rows, dict[str, Account]]:
    """One to six accounts over one to four months, some left out, and facts of the accounts."""
    accounts = [f"A-{n}" for n in range(draw(st.integers(1, 6)))]
    months = range(FIRST_MONTH, FIRST_MONTH + draw(st.integers(1, 4)))
    keys = [(account, month) for account in accounts for month in months]
    left_out = draw(st.sets(st.sampled_from(keys), max_size=len(keys) // 3))
    starts = st.none() | st.integers(FIRST_MONTH - 3, FIRST_MONTH)
    facts = {
        account: Account(draw(st.none() | st.sampled_from(SEGMENTS)), draw(starts))
        for account in accounts
    }
    return {key: draw(_cells()) for key in keys if key not in left_out}, facts


@st.composite
def _cells(draw: st.DrawFn) -> dict[str, Cell]:
    return {
        name: None if draw(st.integers(0, 3)) == 0 else draw(cells) for name, cells in CELLS.items()
    }


def _linear(_: str) -> st.SearchStrategy[dict[str, Any]]:
    ends = st.lists(eighths | decimals, min_size=2, max_size=2, unique=True)
    return ends.map(lambda e: {"kind": "linear", "worst": e[0], "best": e[1]})


@st.composite
def _curve(draw: st.DrawFn, measure: str) -> dict[str, Any]:
    at = sorted(draw(st.lists(_limits(measure), min_size=2, max_size=4, unique=True)))
    corners = [[value, draw(percent)] for value in at]
    rule = {"kind": "curve", "points": corners}
    return rule | draw(st.sampled_from([{}, {"outside": "missing"}]))


def _limits(measure: str) -> st.SearchStrategy[float]:
    return whole | eighths if measure in EXACT else whole | decimals


def _steps(measure: str) -> st.SearchStrategy[dict[str, Any]]:
    starts = st.lists(_limits(measure), min_size=2, max_size=5, unique=True).map(sorted)
    return starts.flatmap(
        lambda found: st.lists(percent, min_size=len(found), max_size=len(found)).map(
            lambda points: {
                "kind": "steps",
                "steps": [{"from": f, "points": p} for f, p in zip(found, points, strict=True)],
            }
        )
    )


@st.composite
def _threshold(draw: st.DrawFn, measure: str) -> dict[str, Any]:
    test = draw(st.sampled_from(["at_least", "at_most", "more_than", "less_than"]))
    rule = {"kind": "threshold", test: draw(_limits(measure))}
    return rule | draw(st.just({}) | st.fixed_dictionaries({"pass": percent, "fail": percent}))


@st.composite
def _categories(draw: st.DrawFn, measure: str) -> dict[str, Any]:
    names = st.sampled_from(MOODS) if measure == "mood" else whole.map(lambda n: f"{n:g}")
    rule = {"kind": "categories", "map": draw(st.dictionaries(names, percent, min_size=1))}
    return rule | draw(st.just({}) | st.fixed_dictionaries({"other": percent}))


@st.composite
def _metric(draw: st.DrawFn, number: int) -> dict[str, Any]:
    measure = draw(st.sampled_from(list(CELLS)))
    kinds = [_linear, _curve, _steps, _threshold, lambda _: st.just({"kind": "points"})]
    kinds = [_categories] if measure == "mood" else kinds
    if measure == "whole":
        kinds = [*kinds, _categories]
    metric = {
        "id": f"m{number}",
        "measure": measure,
        "normaliser": draw(draw(st.sampled_from(kinds))(measure)),
        "weight": draw(st.sampled_from(WEIGHTS)),
        "missing": draw(
            st.sampled_from(["skip", "skip", "neutral", "worst", "refuse"])
            | percent.map(lambda p: {"points": p})
        ),
        "max_age_months": draw(st.integers(0, 3)),
        "enabled": draw(st.sampled_from([True, True, True, False])),
    }
    if measure in EXACT and metric["normaliser"]["kind"] != "categories" and draw(st.booleans()):
        metric["transform"] = {"kind": "mean", "months": draw(st.integers(1, 4))}
    return metric


@st.composite
def points_cards(draw: st.DrawFn) -> dict[str, Any]:
    """A sound points card, with flags, adjustments and at times a pulse."""
    floor = draw(st.integers(-50, 20))
    card = {"version": 1, "name": "Random", "kind": "points", "actions": draw(actions())}
    card |= {"base": draw(st.integers(-10, 10)), "floor": floor}
    card["ceiling"] = floor + draw(st.integers(1, 64))
    bands = [{"name": "Up", "from": 60, "tone": "good"}, {"name": "Down", "from": 0, "tone": "bad"}]
    return card | {"bands": bands} | draw(layers([]))


@st.composite
def cards(draw: st.DrawFn) -> dict[str, Any]:
    """A card that is sound: something counts, and its bands fall to the bottom."""
    metrics = [draw(_metric(number)) for number in range(draw(st.integers(1, 6)))]
    if not any(m["weight"] and m["enabled"] for m in metrics):
        metrics[0] |= {"weight": draw(st.sampled_from(WEIGHTS[2:])), "enabled": True}
    display = draw(st.sampled_from(["percent", "ten", "grade"]))
    bottom, top = (10, 100) if display == "ten" else (0, 1000)
    tenths = st.integers(bottom + 1, top) | st.sampled_from([bottom + 50, (bottom + top) // 2, top])
    cuts = sorted(draw(st.sets(tenths, max_size=5)), reverse=True)
    tones = st.sampled_from(["good", "watch", "bad"])
    bands = [
        {"name": f"Band {i}", "from": cut / 10, "tone": draw(tones)}
        for i, cut in enumerate([*cuts, bottom])
    ]
    card = {"version": 1, "name": "Random", "display": display, "metrics": metrics, "bands": bands}
    ids = [m["id"] for m in metrics if m["measure"] != "mood" and m["enabled"]]
    card |= draw(st.just({"rules": {"min_coverage": draw(st.sampled_from(FLOORS))}}) | layers(ids))
    card["variants"] = draw(st.just([]) | variants(card))
    if not card["variants"]:
        del card["variants"]
    if display == "grade" and draw(st.booleans()):
        card["grades"] = {"A": 87.5, "B+": 62.5, "C-": 50, "F": 0}
    return card
