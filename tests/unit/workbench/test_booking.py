"""The settings of the page on the book survive a link, and a rule holds only where it fits."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scoring.errors import CommandError
from scoring.spec.link import Linked, decode, encode
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.ui import data as datasets
from scoring.workbench import DataSet, overview, preset_texts
from scoring.workbench.booking import (
    BOOKED,
    NO_RULE,
    Booked,
    booked_from_link,
    booked_in_link,
    ready_of,
    rule_of,
    rule_text,
    year_of,
)
from tests.own_files import own

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


ANSWERS = b"id,on,nps\na,2025-03-04,10\na,2025-03-20,0\n"


USE = parse_card("""
version: 1
name: House card
metrics: [{id: use, measure: use, normaliser: {kind: linear, worst: 0, best: 9}, weight: 1}]
bands: [{name: Good, from: 50, tone: good}, {name: Bad, from: 0, tone: bad}]
""")


def surveys(data: DataSet) -> list[tuple[float | None, int]]:
    """The survey figures of March, each with its number of answers."""
    judged = named(data)
    seen = overview(data, judged, data.book.frame.months[-1])
    return [(one.value, one.answers) for one in year_of(data, judged, seen, 100).surveys]


def named(data: DataSet) -> Card:
    """The card on the first measure of the data."""
    metric = USE.metrics[0].model_copy(update={"measure": data.catalogue.measures[0].name})
    return USE.model_copy(update={"metrics": (metric,)})


def test_counts_and_means_of_answers_are_no_survey_figure() -> None:
    """Two answers, 10 and 0, are one count of 2 and one mean of 5: neither is an NPS.

    A column of answers by month is: one promoter less one detractor is 0.
    """
    said: dict[str, Any] = {"part": "events", "id": "id", "day": "on", "window": "30"}
    many = own(ANSWERS, "nps survey.csv", **said, means=("nps",), mean_window="30", lasts=())
    assert {m.name for m in many.catalogue.measures} == {"nps_survey_30d", "nps_avg_30d"}
    assert surveys(many) == []
    answers = b"id,month,nps\na,2025-02-28,10\na,2025-03-31,0\n"
    monthly = own(answers, part="accounts", id="id", month="month", measures=("nps",))
    assert surveys(monthly) == [(0.0, 2)]
