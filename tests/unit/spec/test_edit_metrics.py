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
    id_for,
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


def new(name: str = "calls", weight: float = 10) -> Metric:
    raw = {"id": name, "measure": name, "normaliser": {"kind": "points"}, "weight": weight}
    return Metric.model_validate(raw | {"weight": float(weight)})


def ids(one: Card) -> list[str]:
    return [m.id for m in one.metrics]


def weights(one: Card) -> list[float]:
    return [m.weight for m in one.metrics]


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
