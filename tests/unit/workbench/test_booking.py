"""The settings of the page on the book survive a link, and a rule holds only where it fits."""

from __future__ import annotations

import json

import pytest

from scoring.errors import CommandError
from scoring.spec.link import Linked, decode, encode
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.ui import data as datasets
from scoring.workbench import overview, preset_texts
from scoring.workbench.booking import (
    BOOKED,
    NO_RULE,
    Booked,
    booked_from_link,
    booked_in_link,
    ready_of,
    rule_of,
    rule_text,
)

CARD: Card = parse_card(preset_texts()["b2b_saas_starter"])
LONG = {"any": [{"measure": "licence_use", "at_least": 0.95}] * 12}


@pytest.mark.parametrize(
    "booked",
    [
        BOOKED,
        Booked(margin=80, rise=2.5, over=6, when=NO_RULE),
        Booked(when=rule_text({"dimension": "plan", "is": ['Größe, "M"']})),
        Booked(when=rule_text(LONG)),
    ],
)
def test_settings_come_back_from_a_link(booked: Booked) -> None:
    """Through the link's own text, in pieces where the rule is long."""
    view = booked_in_link(booked)
    assert all(len(text) <= 200 for text in view.values())
    linked = decode(encode(Linked(CARD, "demo", view)))
    assert booked_from_link(linked.view) == booked


def test_what_is_usual_needs_no_word() -> None:
    """A link without them holds the usual settings."""
    assert booked_in_link(BOOKED) == {}
    assert booked_from_link({}) == BOOKED


@pytest.mark.parametrize(
    "view",
    [
        {"pm": "0"},
        {"pm": "eighty"},
        {"pm": "1e9"},
        {"pr": "nan"},
        {"pr": "inf"},
        {"po": "25"},
        {"pw0": "{"},
        {"pw0": '{"measure": "x"}'},
        {"pw0": json.dumps([1])},
        {"pw0": '{"python": "os"}'},
    ],
)
def test_what_is_not_sound_counts_as_usual(view: dict[str, str]) -> None:
    """A number out of range, no number, no condition."""
    assert booked_from_link(view) == BOOKED


def test_a_rule_too_long_for_a_link_is_refused() -> None:
    """Nothing is put on the screen that the address could not hold."""
    whole = rule_text({"any": [{"measure": "m" * 190, "at_least": 1}] * 8})
    with pytest.raises(CommandError, match="too long"):
        Booked(when=whole).checked()
    with pytest.raises(CommandError, match="no condition"):
        rule_text({"measure": "a"})


def test_a_rule_that_does_not_fit_gives_way_to_the_usual_one() -> None:
    """A measure that these data lack, or a text compared by size, is not asked of them."""
    demo = datasets.bundled("demo")
    usual = rule_of(demo, CARD, BOOKED)
    assert usual is not None
    assert usual.in_words() == "licence use at least 0.9"
    for plain in ({"measure": "nobody", "at_least": 1}, {"dimension": "gone", "is": ["x"]}):
        assert rule_of(demo, CARD, Booked(when=rule_text(plain))) == usual
    assert rule_of(demo, CARD, Booked(when=NO_RULE)) is None
    starter = datasets.bundled("starter")
    assert rule_of(starter, parse_card(preset_texts()["weighted_starter"]), BOOKED) is None


def test_a_stricter_rule_lists_some_of_the_same() -> None:
    """Nine tenths of the seats and Enterprise: a part of nine tenths, itself a part of no rule."""
    demo = datasets.bundled("demo")
    seen = overview(demo, CARD, demo.book.frame.months[-1])
    both = rule_text(
        {
            "all": [
                {"measure": "licence_use", "at_least": 0.9},
                {"dimension": "segment", "is": ["Enterprise"]},
            ]
        }
    )
    strict, usual, free = (
        ready_of(demo, CARD, seen, Booked(when=when)) for when in (both, "", NO_RULE)
    )
    assert 0 < strict.sum() < usual.sum() < free.sum()
    assert not (strict & ~usual).any()
    assert not (usual & ~free).any()
    higher = ready_of(demo, CARD, seen, Booked(rise=5.0))
    assert 0 < higher.sum() < usual.sum()
