"""A pulse nudges, weighs and pins in both engines as a person would do it on paper."""

from __future__ import annotations

from pathlib import Path

from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.views.bands import band_shares
from scoring.views.portfolio import standings
from scoring.workbench import Asked, explain, picture
from tests.truth.test_layers_by_hand import BANDS, METRICS, opened, scored


def pulse(settings: str) -> Card:
    """A card whose metrics average 60, with a pulse."""
    return parse_card(
        f"version: 1\nname: Pulse\n{METRICS}pulse: {{measure: judged, {settings}}}{BANDS}"
    )


JUDGED = {
    "five@2026-08": "2020-01-01|60,,60,,,,,5,good talk",
    "five@2026-10": "2020-01-01|60,,60,,,,,,",
    "one@2026-10": "2020-01-01|60,,60,,,,,1,sponsor left",
    "mute@2026-10": "2020-01-01|60,,60,,,,,1,",
    "four@2026-10": "2020-01-01|60,,60,,,,,4,fine",
    "wild@2026-10": "2020-01-01|60,,60,,,,,9,typo",
}


def test_a_nudge_adds_what_is_left_of_it(tmp_path: Path) -> None:
    """(judged − 3) / 2 · 10: a 5 adds 10, a 4 adds 5, a 1 takes 10, a 9 adds no more than 10.

    August's 5 holds for three months, so until October; with an expiry of two it is gone.
    """
    data = opened(tmp_path, JUDGED)
    nudged = scored(data, pulse("mode: nudge"), "score")
    assert nudged == {
        "five@2026-08": (70.0,),
        "five@2026-10": (70.0,),
        "one@2026-10": (50.0,),
        "mute@2026-10": (50.0,),
        "four@2026-10": (65.0,),
        "wild@2026-10": (70.0,),
    }
    short = scored(data, pulse("mode: nudge, expires_months: 2, max_points: 30"), "score")
    assert (short["five@2026-08"], short["five@2026-10"]) == ((90.0,), (60.0,))
    assert short["one@2026-10"] == (30.0,)


def test_a_pulse_as_a_metric_weighs(tmp_path: Path) -> None:
    """With weight 4 beside 3 and 1: (60·4 + 100·4) / 8 = 80, a 4 is 75 points, (60+75)/2."""
    found = scored(opened(tmp_path, JUDGED), pulse("mode: metric, weight: 4"), "score")
    assert found["five@2026-10"] == (80.0,)
    assert found["four@2026-10"] == (67.5,)
    assert found["one@2026-10"] == (30.0,)


PIN = "mode: pin, reason: why, expires_months: 3"


def test_a_pin_sets_the_band_and_nothing_else(tmp_path: Path) -> None:
    """5 and 1 with a reason set the outer bands; a 4, a 9 and a 1 without a reason do not."""
    found = scored(
        opened(tmp_path, JUDGED), pulse(PIN), "score", "band", "band_of_score", "pulse_reason"
    )
    assert found == {
        "five@2026-08": (60.0, "Healthy", "Neutral", "good talk"),
        "five@2026-10": (60.0, "Healthy", "Neutral", "good talk"),
        "one@2026-10": (60.0, "At risk", "Neutral", "sponsor left"),
        "mute@2026-10": (60.0, "Neutral", "Neutral", None),
        "four@2026-10": (60.0, "Neutral", "Neutral", None),
        "wild@2026-10": (60.0, "Neutral", "Neutral", None),
    }


def test_a_pin_is_left_out_of_the_back_test(tmp_path: Path) -> None:
    """Pinned At risk three months before it left, a customer counts as missed all the same.

    Its score said Neutral; the book of that month shows it At risk.
    """
    rows = {
        "gone@2026-04": "2020-01-01|60,,60,,,,,1,they told me",
        "gone@2026-07": "2020-01-01|60,,60,,,,,,",
    }
    data, card = opened(tmp_path, rows, gone="2026-07-31"), pulse(PIN)
    frame, scores = data.book.frame, data.book.scored(card)
    asked = Asked(cohort="renewal", min_tenure=0)
    (lost,) = picture(data, card, card, frame.months[0], asked=asked).board.lost
    assert (lost.verdict, card.bands[lost.band].name) == ("missed", "Neutral")
    shares = {s.name: s.accounts for s in band_shares(frame, scores, card, frame.months[0])}
    assert shares == {"Healthy": 0, "Neutral": 0, "At risk": 1}
    stands = standings(frame, scores, frame.months[0])
    assert [card.bands[band].name for band in stands.band] == ["At risk"]
    assert stands.pinned.tolist() == [True]
    told = explain(data, card, "gone", "2026-04")
    assert (told.band, told.band_of_score, told.pinned) == ("At risk", "Neutral", "they told me")
