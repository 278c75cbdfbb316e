"""A judgement stands on a page as it counts in a score, and a card says whether it hears it."""

from __future__ import annotations

import datetime as dt

from hypothesis import given as supposing
from hypothesis import strategies as st

from scoring.live.given import given
from scoring.spec.catalogue import Catalogue, Measure
from scoring.spec.model import Card
from scoring.spec.records import PulseRecord
from scoring.values import Month
from scoring.workbench.judging import (
    GIVEN,
    GIVEN_REASON,
    given_measures,
    heard_by,
    how_they_stand,
    pulse_measure,
    usual_pulse,
)
from tests.unit.hand_made import frame
from tests.unit.spec.samples import POINTS, card

MONTHS = [Month.parse("2026-01").plus(i) for i in range(8)]
START = dt.date(2026, 1, 1)

LIVES = st.tuples(st.integers(0, 240), st.integers(1, 120), st.integers(1, 5)).map(
    lambda drawn: PulseRecord(
        "a",
        drawn[2],
        "so",
        "Dana",
        START + dt.timedelta(days=drawn[0]),
        START + dt.timedelta(days=drawn[0] + drawn[1]),
    )
)


@supposing(st.lists(LIVES, max_size=6))
def test_what_a_page_shows_is_what_a_score_counts(records: list[PulseRecord]) -> None:
    """At every end of a month the one judgement that holds is the one in the row, or none is."""
    rows = frame([("a", str(month)) for month in MONTHS])
    laid = given(rows, "", records)
    counted = dict(zip(laid.rows.tolist(), laid.scores.tolist(), strict=True))
    for row, month in enumerate(MONTHS):
        held = [s.record for s in how_they_stand(records, month.end) if s.stands == "holds"]
        assert len(held) <= 1
        assert counted.get(row) == (held[0].score if held else None)
        # And both are what a person would say: the last word, if it has begun and not ended.
        said = [r for r in records if r.given <= month.end]
        last = max(said, key=lambda r: r.given, default=None)
        same_day = [r for r in said if last is not None and r.given == last.given]
        word = same_day[-1] if same_day else None
        assert held == ([word] if word is not None and month.end < word.expires else [])


def catalogue(*measures: Measure) -> Catalogue:
    return Catalogue("Book", "v", measures, (), (), 1, 1, "unknown", has_arr=False)


NUMBER = Measure("csm_pulse", "csm_pulse", "number", 1.0, 5.0)
WIDE = Measure("pulse_points", "pulse_points", "number", 0.0, 100.0)
TEXT = Measure("csm_pulse", "csm_pulse", "text")
WHY = Measure("pulse_why", "pulse_why", "text")


def test_the_datas_own_judgements_are_known_by_name_and_range() -> None:
    """Numbers from 1 to 5 with pulse in their name; points from 0 to 100 are not guessed at."""
    assert pulse_measure(catalogue(WIDE, NUMBER)) == "csm_pulse"
    assert pulse_measure(catalogue(WIDE)) == ""
    assert pulse_measure(catalogue(TEXT)) == ""


def test_what_is_missing_is_added_under_a_free_name() -> None:
    """A text that is called like a judgement keeps its name."""
    names = [[m.name for m in given_measures(catalogue(*c))] for c in ([], [NUMBER, WHY], [TEXT])]
    assert names == [[GIVEN, GIVEN_REASON], [], [f"{GIVEN}_given"]]


def test_a_new_pulse_reads_the_datas_judgements_where_there_are_any() -> None:
    """And their reasons; otherwise what is given here."""
    assert usual_pulse("nudge", catalogue(NUMBER))["measure"] == "csm_pulse"
    assert usual_pulse("pin", catalogue(NUMBER, WHY))["reason"] == "pulse_why"
    assert usual_pulse("pin", catalogue(NUMBER))["reason"] == GIVEN_REASON
    assert usual_pulse("metric", catalogue(WIDE))["measure"] == GIVEN


def reading(**parts: object) -> Card:
    return card(**parts)


def test_a_card_hears_by_its_pulse_its_lines_and_its_rules() -> None:
    """Whatever reads the judgement of the month; a mean over months, or a line off, does not."""
    low = {"id": "low", "label": "Low", "when": {"measure": "csm_pulse", "at_most": 2}, "cap": 9}
    line = {"id": "mood", "measure": "csm_pulse", "normaliser": POINTS, "weight": 1}
    mean = {**line, "transform": {"kind": "mean", "months": 3}}
    other = {"id": "use", "measure": "use", "normaliser": POINTS, "weight": 1}
    known = catalogue(NUMBER)
    pulse = {"measure": "anything", "mode": "nudge"}
    assert heard_by(reading(metrics=[other]), known) == ()
    assert heard_by(reading(metrics=[other, line]), known) == ("Mood",)
    assert heard_by(reading(metrics=[other, mean]), known) == ()
    assert heard_by(reading(metrics=[other, {**line, "enabled": False}]), known) == ()
    assert heard_by(reading(metrics=[other], red_flags=[low]), known) == ("Low",)
    assert heard_by(reading(metrics=[other], pulse=pulse), known) == ("CSM pulse",)
    assert heard_by(reading(metrics=[other], pulse={**pulse, "enabled": False}), known) == ()
