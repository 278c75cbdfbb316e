"""Red flags and adjustments come, go and are turned, both in the same way."""

from __future__ import annotations

import math
from typing import Any

import pytest

from scoring.errors import CardError
from scoring.kinds.condition import Condition
from scoring.spec.edit_facts import (
    Section,
    facts_of,
    limits,
    with_fact,
    with_limit,
    with_new_fact,
    without_fact,
)
from scoring.spec.model import Card, authored
from scoring.spec.parse import check_document
from scoring.spec.strict_yaml import Document
from tests.unit.spec.samples import card

LATE = {"measure": "days_overdue", "at_least": 30}
DEEP = {
    "any": [
        LATE,
        {"all": [{"dimension": "plan", "is": "Free"}, {"not": {"metric": "m0", "less_than": 5}}]},
    ]
}
BOTH: list[tuple[Section, str]] = [("red_flags", "cap"), ("adjustments", "points")]


def flagged(when: dict[str, Any] = LATE) -> Card:
    """A card with the same condition as a red flag and as an adjustment."""
    return card(
        red_flags=[{"id": "f", "when": when, "cap": 39}],
        adjustments=[{"id": "f", "when": when, "points": -5}],
    )


def still_sound(one: Card) -> bool:
    return check_document(Document(authored(one))).card == one


@pytest.mark.parametrize(("section", "field"), BOTH)
def test_one_comes_last_and_goes_again(section: Section, field: str) -> None:
    """A second one beside the first; without it the card is as it was."""
    raw = {"id": "g", "label": "Silent", "when": {"measure": "calls", "at_most": 0}, field: 20.0}
    after = with_new_fact(flagged(), section, raw)
    assert [f.title for f in facts_of(after, section)] == ["Days overdue at least 30", "Silent"]
    assert still_sound(after)
    assert without_fact(after, section, "g") == flagged()


@pytest.mark.parametrize(("section", "field"), BOTH)
def test_one_is_turned(section: Section, field: str) -> None:
    """Its number, its name and whether it counts; nothing else changes."""
    after = with_fact(flagged(), section, "f", **{field: 12.5}, label="Late", enabled=False)
    fact = facts_of(after, section)[0]
    assert (getattr(fact, field), fact.title, fact.enabled) == (12.5, "Late", False)
    assert fact.when == facts_of(flagged(), section)[0].when
    assert still_sound(after)


@pytest.mark.parametrize(("section", "field"), BOTH)
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": 101.0}, "101 is too large"),
        ({"number": math.nan}, "not a finite number"),
        ({"label": "two\nlines"}, "not allowed here"),
        ({"when": {"measure": "x"}}, "one subject and one test"),
        ({"when": {"metric": "nobody", "at_least": 1}}, "the card has no metric 'nobody'"),
    ],
)
def test_what_cannot_stand_is_refused(
    section: Section, field: str, change: dict[str, Any], words: str
) -> None:
    """In the words of a card's report, whether it is new or changed."""
    change = {field if k == "number" else k: v for k, v in change.items()}
    with pytest.raises(CardError, match=words):
        with_fact(flagged(), section, "f", **change)
    raw = {"id": "g", "when": LATE, field: 10.0}
    with pytest.raises(CardError, match=words):
        with_new_fact(flagged(), section, raw | change)


@pytest.mark.parametrize("section", ["red_flags", "adjustments"])
def test_one_id_stands_once(section: Section) -> None:
    """A second one of the same id is refused."""
    field = {"red_flags": "cap", "adjustments": "points"}[section]
    with pytest.raises(CardError, match="'f' is already used"):
        with_new_fact(flagged(), section, {"id": "f", "when": LATE, field: 1.0})


def test_every_number_of_a_condition_is_found() -> None:
    """Two of the three comparisons have a number, at the ways 0 and 1, 1, 0."""
    found = list(limits(Condition.model_validate(DEEP)))
    assert [(way, part.limit) for way, part in found] == [
        ((0,), ("at_least", 30)),
        ((1, 1, 0), ("less_than", 5)),
    ]


def test_a_number_deep_in_a_condition_is_turned() -> None:
    """Each of them alone; the words around it stay."""
    when = "days overdue at least {} or (plan is Free and not (m0 less than {}))"
    for way, words in (((0,), when.format(7, 5)), ((1, 1, 0), when.format(30, 7))):
        after = with_limit(flagged(DEEP), "red_flags", "f", way, 7)
        assert after.red_flags[0].when.in_words() == words
        assert after.adjustments == flagged(DEEP).adjustments
        assert still_sound(after)
    alone = with_limit(flagged(), "adjustments", "f", (), 14)
    assert alone.adjustments[0].when.in_words() == "days overdue at least 14"


def test_a_limit_is_a_finite_number() -> None:
    """Infinity is refused, and the card stays."""
    with pytest.raises(CardError, match="not a finite number"):
        with_limit(flagged(), "red_flags", "f", (), math.inf)


@pytest.mark.parametrize("way", [(1,), (0, 0), (1, 0), (7,), (1, 1)])
def test_a_way_to_no_number(way: tuple[int, ...]) -> None:
    """Where there is no comparison with a number, nothing can be turned."""
    with pytest.raises(KeyError, match=r"\("):
        with_limit(flagged(DEEP), "red_flags", "f", way, 7)


def test_one_that_is_not_there() -> None:
    """An edit of an unknown one is refused, not silently dropped."""
    for edit in (
        lambda: with_fact(flagged(), "red_flags", "nobody", cap=3.0),
        lambda: without_fact(flagged(), "adjustments", "nobody"),
        lambda: with_limit(flagged(), "red_flags", "nobody", (), 3),
    ):
        with pytest.raises(KeyError, match="nobody"):
            edit()
