"""A card with a copied CRM field is told so, by how much, and what it is worth without."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache

import pandas as pd
import pytest

from scoring.demo import Book, make_book
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.question import Question
from scoring.workbench import (
    DataSet,
    leak_report,
    leaks_data,
    leaks_text,
    preset_texts,
    quality,
    starting_card,
    trial_of,
    without_leaks,
)
from scoring.workbench.leaking import fall_without_leaks, leak_lights, leaky_lines
from tests.bundled import opened
from tests.truth.loaded_books import loaded

QUESTION = Question(cohort="calendar")
STARTER: Card = parse_card(preset_texts()["b2b_saas_starter"])
FORECAST = """
  - id: forecast
    label: Renewal forecast
    measure: renewal_forecast
    normaliser: {kind: linear, worst: 20, best: 90}
    weight: 100
"""


@cache
def leaking() -> DataSet:
    """The made-up book with today's forecast copied over the past."""
    return loaded(make_book(400, 36, 7, leak=True))


@cache
def believer() -> Card:
    """The starter card, half of whose weight is on the forecast."""
    text = preset_texts()["b2b_saas_starter"]
    return parse_card(text.replace("metrics:", f"metrics:{FORECAST}", 1))


def test_the_planted_field_alone_is_red() -> None:
    """It ranks too well, never moves, and its name speaks of the loss."""
    red = [light for light in leak_lights(leaking(), QUESTION) if light.level == "red"]
    assert [(light.name, light.codes) for light in red] == [("renewal_forecast", ("W11", "W13"))]


def test_a_card_is_told_what_it_is_worth_without_the_leak() -> None:
    """The card without is that of a metric less, and the trial of that one."""
    data, card = leaking(), believer()
    trial = trial_of(data, card, QUESTION)
    found = fall_without_leaks(data, card, trial)
    rest = without_leaks(card, leak_lights(data, QUESTION))
    assert found is not None
    assert [m.id for m in rest.active] == [m.id for m in STARTER.active]
    assert found.full == trial.ranking
    assert found.without == trial_of(data, rest, QUESTION).ranking
    full, without = found.full.estimate or 0, found.without.estimate or 0
    assert full > 0.9 > without
    assert found.words == (
        "Without the leaky metric 'Renewal forecast' ranking power falls from"
        f" {full:.0%} to {without:.0%}."
    )
    assert found.flagged == trial.counts.flagged
    assert found.caught > found.caught_without
    # The difference leaves out the few cases that only the forecast gives a score.
    assert found.contest.ranking.estimate == pytest.approx(full - without, abs=0.005)


def test_a_card_without_a_leak_is_left_alone() -> None:
    """No red line, no fall, the very same card."""
    data = leaking()
    assert without_leaks(STARTER, leak_lights(data, QUESTION)) is STARTER
    assert fall_without_leaks(data, STARTER, trial_of(data, STARTER, QUESTION)) is None


def test_the_pulse_of_the_demo_turns_once_they_have_told() -> None:
    """Amber on the card that reads it; nothing is switched off for that."""
    data = opened("demo")
    lights = leak_lights(data, QUESTION)
    assert [(line.id, line.level) for line in leaky_lines(STARTER, lights)] == [("pulse", "amber")]
    assert "W12" in leaky_lines(STARTER, lights)[0].lights[0].codes


def test_the_report_and_the_first_card_go_by_the_same_lights() -> None:
    """Whatever the report names has that sign, and what is red or named is on no first card."""
    data = leaking()
    kinds = {"too_good": "W11", "cliffs": "W12", "leaking_names": "W13", "blanks_that_tell": "W14"}
    told = {
        (f.place, kinds[f.kind])
        for f in quality(data, today=dt.date(2026, 11, 15))
        if f.kind in kinds
    }
    lights = leak_lights(data)
    codes = {(f"measure '{one.name}'", code) for one in lights for code in one.codes}
    assert told == {pair for pair in codes if pair[1] != "W10"}
    assert len(told) >= 2
    assert "renewal_forecast" not in {m.measure for m in starting_card(data).metrics}


def test_as_data_and_as_text() -> None:
    """JSON without NaN, a light for each measure; the text says the fall in words."""
    data, card = leaking(), believer()
    report = leak_report(data, card, trial_of(data, card, QUESTION))
    told = json.loads(json.dumps(leaks_data(report), allow_nan=False))
    assert [m["name"] for m in told["measures"]] == [m.name for m in data.catalogue.measures]
    assert told["without"]["words"] in leaks_text(report)
    assert told["rows"]["used"] == 0
    assert {"sort", "id", "title", "level", "measures"} == set(told["card"][0])
    assert "  red, on this card: Renewal forecast: 3 months ahead it ranks" in leaks_text(report)


def test_rows_after_an_end_are_told_and_change_no_light() -> None:
    """Left out while loading or kept in the data: the same lights, other counts."""
    book = make_book(400, 36, 7, leak=True)
    kept = loaded(book, after_churn="keep")
    late = rows_after_an_end(book)
    report = leak_report(kept, STARTER, trial_of(kept, STARTER, QUESTION))
    without = leak_report(leaking(), STARTER, trial_of(leaking(), STARTER, QUESTION))
    assert (report.leaks.rows.after, report.dropped) == (late, 0)
    assert (without.leaks.rows.after, without.dropped) == (0, late)
    assert report.leaks.lights == without.leaks.lights


def rows_after_an_end(book: Book) -> int:
    """How many rows are of a later month than that in which their account left."""
    ends = book.snapshots["account_id"].map(book.accounts.set_index("account_id")["churned_on"])
    return int((book.snapshots["as_of"] > ends + pd.offsets.MonthEnd(0)).sum())
