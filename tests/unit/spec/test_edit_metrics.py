"""Metrics come and go, and are read and scored otherwise: each step gives a sound new card."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import CardError
from scoring.spec.edit import with_metric, with_weight
from scoring.spec.edit_metrics import (
    Row,
    id_for,
    rows_of,
    with_moved,
    with_new_metric,
    with_normaliser,
    with_rows,
    with_transform,
    without_metric,
)
from scoring.spec.model import ID_PATTERN, Card, Metric, authored
from scoring.spec.parse import check_document
from scoring.spec.strict_yaml import Document
from tests.unit.spec.samples import card, weighted

CURVE = {"kind": "curve", "points": [[0, 40], [3, 100], [9, 0]]}
STEPS = {"kind": "steps", "steps": [[1, 0], [2, 50], [3, 100]]}
PLANS = {"kind": "categories", "map": {"Free": 0, "Pro": 60, "Max": 100}, "other": 20}


def new(name: str = "calls", weight: float = 10) -> Metric:
    raw = {"id": name, "measure": name, "normaliser": {"kind": "points"}, "weight": weight}
    return Metric.model_validate(raw | {"weight": float(weight)})


def ids(one: Card) -> list[str]:
    return [m.id for m in one.metrics]


def weights(one: Card) -> list[float]:
    return [m.weight for m in one.metrics]


def ruled(rule: dict[str, Any]) -> Card:
    return card(metrics=[{"id": "m", "measure": "x", "normaliser": rule, "weight": 1}])


def still_sound(one: Card) -> bool:
    return check_document(Document(authored(one))).card == one


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("Days overdue", [], "days_overdue"),
        ("MonthlyCharges", [], "monthly_charges"),
        ("calls", ["calls", "calls_2"], "calls_3"),
        ("2nd line %", [], "m_2nd_line"),
        ("日本", [], "m"),
        ("x" * 60, ["x" * 40], "x" * 38 + "_2"),
    ],
)
def test_an_id_is_made_of_the_name(name: str, taken: list[str], expected: str) -> None:
    """Lower-case, at most 40 characters, a letter first, and unlike those that are taken."""
    assert id_for(name, taken) == expected


@given(st.text(max_size=80), st.lists(st.sampled_from(["m", "m_2", "a", "a_2"]), max_size=4))
def test_any_name_gives_an_id_that_a_card_takes(name: str, taken: list[str]) -> None:
    """Whatever a column is called, its id can stand on a card and is free."""
    made = id_for(name, taken)
    assert re.fullmatch(ID_PATTERN.strip("^$"), made)
    assert made not in taken


def test_a_new_metric_stands_last_with_the_mean_of_the_others() -> None:
    """Weights 50, 30 and 20 have the mean 33.33, in two digits 33; nothing else changes."""
    before = weighted(50, 30, 20)
    after = with_new_metric(before, new())
    assert ids(after) == ["m0", "m1", "m2", "calls"]
    assert weights(after) == [50, 30, 20, 33]
    assert still_sound(after)
    assert weights(before) == [50, 30, 20]


def test_a_new_metric_beside_weights_of_0_brings_its_own() -> None:
    """The mean of nothing but 0 is 0, so the metric's own 10 stays; small ones give a small one."""
    assert weights(with_new_metric(with_weight(weighted(1), "m0", 0), new())) == [0, 10]
    assert weights(with_new_metric(weighted(0.2, 0.3), new())) == [0.2, 0.3, 0.25]


def test_a_new_metric_takes_its_share_of_100() -> None:
    """The fourth of four takes 25; the other 75 stay 5 to 3 to 2: 37.5, 22.5 and 15."""
    after = with_new_metric(weighted(50, 30, 20), new(), keep_total=True)
    assert weights(after) == [37.5, 22.5, 15, 25]


def test_a_new_metric_leaves_locked_weights_alone() -> None:
    """With 50 locked the others give the 25: 25 left, shared 3 to 2."""
    after = with_new_metric(weighted(50, 30, 20), new(), keep_total=True, locked={"m0"})
    assert weights(after) == [50, 15, 10, 25]


def test_a_metric_cannot_come_twice() -> None:
    """A second metric of one id is refused in the words of a card's report."""
    with pytest.raises(CardError, match="'m0' is already used"):
        with_new_metric(weighted(50, 30), new("m0"))


def test_a_card_holds_sixty_metrics() -> None:
    """The 61st is refused."""
    with pytest.raises(CardError, match="too many entries"):
        with_new_metric(weighted(*[1.0] * 60), new())


def test_a_metric_goes() -> None:
    """The others keep their numbers, or share its weight where the total is kept.

    Without 50, the 30 and 20 become 60 and 40 of 100.
    """
    assert weights(without_metric(weighted(50, 30, 20), "m0")) == [30, 20]
    assert weights(without_metric(weighted(50, 30, 20), "m0", keep_total=True)) == [60, 40]


def test_the_last_metric_stays() -> None:
    """A card without metrics is none."""
    with pytest.raises(CardError, match="at least one metric"):
        without_metric(weighted(50), "m0")


def test_a_metric_that_a_red_flag_reads_stays() -> None:
    """Its removal is refused in the words of a card's report; the only weight may go."""
    flag = {"id": "f", "when": {"metric": "m0", "at_most": 3}, "cap": 39}
    with pytest.raises(CardError, match="the card has no metric 'm0'"):
        without_metric(card(red_flags=[flag]), "m0")
    assert [m.weight for m in without_metric(weighted(50, 0), "m0").metrics] == [0]


def test_a_fault_from_before_does_not_stop_a_change() -> None:
    """Where every metric is off already, one of them can still be taken away."""
    off = with_metric(with_metric(weighted(1, 2), "m0", enabled=False), "m1", enabled=False)
    assert ids(without_metric(off, "m0")) == ["m1"]


def test_a_metric_moves_within_the_list() -> None:
    """One place up or down, and no further than the ends."""
    one = weighted(1, 2, 3)
    assert ids(with_moved(one, "m1", -1)) == ["m1", "m0", "m2"]
    assert ids(with_moved(one, "m1", 1)) == ["m0", "m2", "m1"]
    assert ids(with_moved(one, "m0", -1)) == ids(one)
    assert ids(with_moved(one, "m2", 1)) == ids(one)


def test_a_metric_that_is_not_there() -> None:
    """An edit of an unknown metric is refused, not silently dropped."""
    for edit in (
        lambda: without_metric(card(), "nobody"),
        lambda: with_moved(card(), "nobody", 1),
        lambda: with_transform(card(), "nobody", {"kind": "level"}),
        lambda: with_normaliser(card(), "nobody", {"kind": "points"}),
        lambda: with_rows(card(), "nobody", []),
    ):
        with pytest.raises(KeyError, match="nobody"):
            edit()


def test_a_metric_is_read_and_scored_otherwise() -> None:
    """A mean of three months and a line from 2 to 8, everything else as it was."""
    before = weighted(50, 30)
    after = with_transform(before, "m0", {"kind": "mean", "months": 3})
    after = with_normaliser(after, "m0", {"kind": "linear", "worst": 2.0, "best": 8.0})
    assert after.metric("m0").transform.in_words() == "mean of the last 3 months"
    assert after.metric("m0").normaliser.in_words() == "0 points at 2, 100 at 8"
    assert after.metrics[1] == before.metrics[1]
    assert still_sound(after)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"kind": "mean", "months": 0}, "0 is too small"),
        ({"kind": "mean"}, "'months' is missing"),
        ({"kind": "trends", "months": 3}, "no kind is called 'trends'"),
        ({"kind": "level", "months": 3}, "unknown key 'months'"),
    ],
)
def test_a_reading_that_cannot_be(raw: dict[str, Any], words: str) -> None:
    """The words are those of a card's report."""
    with pytest.raises(CardError, match=words):
        with_transform(card(), "m0", raw)


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
