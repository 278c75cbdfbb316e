"""The rows of a rule are typed as a table, and give a sound rule or a refusal."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import CardError
from scoring.spec.edit_metrics import (
    Row,
    rows_of,
    with_normaliser,
    with_rows,
)
from scoring.spec.model import Card, authored
from scoring.spec.parse import check_document
from scoring.spec.strict_yaml import Document
from tests.unit.spec.samples import card

CURVE = {"kind": "curve", "points": [[0, 40], [3, 100], [9, 0]]}
STEPS = {"kind": "steps", "steps": [[1, 0], [2, 50], [3, 100]]}
PLANS = {"kind": "categories", "map": {"Free": 0, "Pro": 60, "Max": 100}, "other": 20}


def ruled(rule: dict[str, Any]) -> Card:
    return card(metrics=[{"id": "m", "measure": "x", "normaliser": rule, "weight": 1}])


def still_sound(one: Card) -> bool:
    return check_document(Document(authored(one))).card == one


def test_a_rule_that_cannot_be() -> None:
    """A line from 4 to 4 is none, and an infinite end is no number."""
    with pytest.raises(CardError, match="worst and best are both 4"):
        with_normaliser(card(), "m0", {"kind": "linear", "worst": 4.0, "best": 4.0})
    with pytest.raises(CardError, match="not a finite number"):
        with_normaliser(card(), "m0", {"kind": "linear", "worst": 4.0, "best": float("inf")})


@pytest.mark.parametrize(
    ("rule", "rows"),
    [
        (CURVE, ((0, 40), (3, 100), (9, 0))),
        (STEPS, ((1, 0), (2, 50), (3, 100))),
        (PLANS, (("Free", 0), ("Pro", 60), ("Max", 100))),
        ({"kind": "points"}, ()),
    ],
)
def test_a_rule_is_a_table(rule: dict[str, Any], rows: tuple[Row, ...]) -> None:
    """Corners, steps and categories as rows; writing them back changes nothing."""
    one = ruled(rule)
    assert rows_of(one.metric("m").normaliser) == rows
    if rows:
        assert with_rows(one, "m", rows) == one


def test_rows_are_sorted_and_empty_ones_left_out() -> None:
    """Typed from 9 down to 0 with an empty row between, the corners rise from 0 to 9."""
    rows: list[Row] = [(9.0, 10.0), (None, None), (5, 90), (0.0, 40.0)]
    after = with_rows(ruled(CURVE), "m", rows).metric("m").normaliser
    assert rows_of(after) == ((0, 40), (5, 90), (9, 10))


def test_categories_keep_their_order_and_the_rest_of_the_rule() -> None:
    """A new category comes last, and any other value still counts 20."""
    after = with_rows(ruled(PLANS), "m", [("Pro", 60.0), ("Free", 0.0), ("Team", 80.0)])
    rule = after.metric("m").normaliser
    assert rows_of(rule) == (("Pro", 60), ("Free", 0), ("Team", 80))
    assert rule.in_words().endswith("any other 20 points")


@pytest.mark.parametrize(
    ("rule", "rows", "words"),
    [
        (CURVE, [(0.0, 10.0), (5.0, None)], "row 2 has a value but no points"),
        (CURVE, [(0.0, 10.0), (None, 3.0)], "row 2 has points but no value"),
        (CURVE, [(0.0, 10.0), (float("nan"), 3.0)], "row 2 has points but no value"),
        (CURVE, [(0.0, 10.0), (0.0, 30.0)], "'0' stands in two rows"),
        (CURVE, [(0.0, 10.0), (5.0, 101.0)], "101 is too large"),
        (CURVE, [(0.0, 10.0), (float("inf"), 1.0)], "not a finite number"),
        (CURVE, [(0.0, 10.0)], "too few entries"),
        (STEPS, [(0.0, -1.0), (1.0, 1.0)], "-1 is too small"),
        (PLANS, [("Free", 1.0), ("Free", 2.0)], "'Free' stands in two rows"),
        (PLANS, [("", 1.0), ("Free", 2.0)], "row 1 has points but no value"),
        (PLANS, [], "too few entries"),
    ],
)
def test_rows_that_cannot_be(rule: dict[str, Any], rows: list[Row], words: str) -> None:
    """Each fault is said, and the card stays as it was."""
    with pytest.raises(CardError, match=words):
        with_rows(ruled(rule), "m", rows)


def test_a_line_has_no_rows() -> None:
    """What is no table cannot be written as one."""
    with pytest.raises(ValueError, match="'points' has no rows"):
        with_rows(ruled({"kind": "points"}), "m", [(1.0, 2.0)])


cells = st.none() | st.floats() | st.integers(-5, 105).map(float)


@given(st.lists(st.tuples(cells, cells), max_size=6), st.sampled_from([CURVE, STEPS]))
def test_any_rows_are_sound_or_refused(rows: list[Row], rule: dict[str, Any]) -> None:
    """Whatever is typed into a table, the card is sound or stays as it was."""
    try:
        after = with_rows(ruled(rule), "m", rows)
    except CardError:
        return
    assert still_sound(after)
