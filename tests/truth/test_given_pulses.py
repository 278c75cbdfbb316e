"""Pulses given beside the data reach a score as a person would reckon it on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scoring.spec.parse import parse_card
from scoring.workbench import (
    Asked,
    check_against,
    explain,
    fits,
    months_asked,
    picture,
    score_table,
)
from tests.truth.judged_accounts import (
    HELD,
    METRIC,
    MONTHS,
    NUDGE,
    PIN,
    USE,
    card,
    judged,
    opened,
    over,
    scores,
)
from tests.truth.test_layers_by_hand import BANDS

pytestmark = pytest.mark.slow


def test_a_nudge_holds_from_its_day_to_its_end(tmp_path: Path) -> None:
    """A 5 adds (5 − 3) / 2 · 10 = 10 at the ends of July and August, and nothing elsewhere."""
    data = over(opened(tmp_path), card(NUDGE), HELD)
    assert scores(data, card(NUDGE)) == [USE, USE + 10, USE + 10, USE, USE]
    assert scores(data, card(NUDGE), "b") == [USE] * 5


def test_a_metric_weighs_from_its_day_to_its_end(tmp_path: Path) -> None:
    """A 5 is 100 points: (60 · 4 + 100 · 4) / 8 = 80; where none holds use stands alone."""
    data = over(opened(tmp_path), card(METRIC), HELD)
    both = (USE * 4 + 100 * 4) / 8
    assert both == 80
    assert scores(data, card(METRIC)) == [USE, both, both, USE, USE]
    assert scores(data, card(METRIC), column="coverage") == [0.5, 1.0, 1.0, 0.5, 0.5]


def test_a_pin_sets_the_band_from_its_day_to_its_end(tmp_path: Path) -> None:
    """The band is the best one while it holds; the score stays, and the reason is told."""
    data = over(opened(tmp_path), card(PIN), HELD)
    held = ["Neutral", "Healthy", "Healthy", "Neutral", "Neutral"]
    assert scores(data, card(PIN), column="band") == held
    assert scores(data, card(PIN)) == [USE] * 5
    why = [None, "said so", "said so", None, None]
    assert scores(data, card(PIN), column="pulse_reason") == why
    told = explain(data, card(PIN), "a", "2026-08")
    assert (told.band, told.band_of_score, told.pinned) == ("Healthy", "Neutral", "said so")


@pytest.mark.parametrize(
    ("given", "expires", "months"),
    [
        ("2026-07-31", "2026-08-31", ["2026-07"]),
        ("2026-07-31", "2026-09-01", ["2026-07", "2026-08"]),
        ("2026-08-01", "2026-08-31", []),
        ("2026-08-01", "2026-09-01", ["2026-08"]),
        ("2026-01-01", "2026-07-01", ["2026-06"]),
        ("2026-10-31", "2027-01-31", ["2026-10"]),
        ("2026-11-01", "2027-01-31", []),
    ],
)
def test_the_ends_of_months_decide(
    tmp_path: Path, given: str, expires: str, months: list[str]
) -> None:
    """It holds at an end of a month on or after the day it was given, and before it expires."""
    data = over(opened(tmp_path), card(NUDGE), judged(1, given, expires))
    wanted = [USE - 10 if month in months else USE for month in MONTHS]
    assert scores(data, card(NUDGE)) == wanted


def test_the_last_word_counts(tmp_path: Path) -> None:
    """A later judgement takes the place of an earlier one, and does not give it back."""
    first = judged(5, "2026-06-01", "2026-12-01")
    second = judged(1, "2026-07-20", "2026-09-15")
    data = over(opened(tmp_path), card(NUDGE), first, second)
    assert scores(data, card(NUDGE)) == [USE + 10, USE - 10, USE - 10, USE, USE]
    again = replace(first, score=3, given=second.given)
    data = over(opened(tmp_path), card(NUDGE), second, first, again)
    assert scores(data, card(NUDGE)) == [USE + 10, USE, USE, USE, USE]


def test_a_given_pulse_takes_the_place_of_what_the_data_say(tmp_path: Path) -> None:
    """The data say 4 in June and 2 in October, each for 3 months; a 1 is given for July, August.

    Points of a nudge: (4 − 3) / 2 · 10 = 5 in June; −10; −10; nothing in September, when June's
    4 is too old; −5 in October.
    """
    data = opened(tmp_path, {"a@2026-06": "4,fine", "a@2026-10": "2,late"})
    nudge = card("measure: csm_pulse, mode: nudge, expires_months: 3")
    assert scores(data, nudge) == [65, 65, 65, 60, 55]
    assert scores(over(data, nudge, replace(HELD, score=1)), nudge) == [65, 50, 50, 60, 55]


def test_the_datas_own_reasons_stay_beside_given_ones(tmp_path: Path) -> None:
    """June is pinned by the data for their reason, July and August by what was given."""
    data = opened(tmp_path, {"a@2026-06": "1,fine", "b@2026-08": "1,late"})
    pin = card("measure: csm_pulse, mode: pin, reason: pulse_why, expires_months: 1")
    laid = over(data, pin, HELD, judged(5, "2026-06-01", "2026-07-01", "b", "late"))
    bands = ["At risk", "Healthy", "Healthy", "Neutral", "Neutral"]
    assert scores(laid, pin, column="band") == bands
    assert scores(laid, pin, column="pulse_reason") == ["fine", "said so", "said so", None, None]
    assert scores(laid, pin, "b", "pulse_reason") == ["late", None, "late", None, None]


LINE = ", {id: mood, measure: csm_pulse, normaliser: {kind: linear, worst: 1, best: 5}, weight: 4}"


def test_a_line_that_reads_the_datas_judgements_hears_given_ones(tmp_path: Path) -> None:
    """A card without a pulse whose line reads the value of the month: a 5 is 100 points."""
    data = opened(tmp_path, {f"a@{month}": "2," for month in MONTHS})
    line = card("", LINE)
    before = (USE * 4 + 25 * 4) / 8
    assert scores(data, line) == [before] * 5
    laid = over(data, line, HELD)
    assert scores(laid, line) == [before, 80, 80, before, before]
    flag = "\nred_flags: [{id: low, when: {measure: csm_pulse, at_most: 2}, cap: 10}]\n"
    capped = parse_card(f"version: 1\nname: C\nmetrics: [{LINE[2:]}]{flag}{BANDS}")
    assert scores(laid, capped) == [10, 100, 100, 10, 10]
    assert scores(data, capped) == [10] * 5


def test_a_line_over_several_months_reads_the_data(tmp_path: Path) -> None:
    """A mean of three months is about what the data say; a given pulse is no month of theirs."""
    data = opened(tmp_path, {f"a@{month}": "2," for month in MONTHS})
    mean = LINE.replace("weight", "transform: {kind: mean, months: 3}, weight")
    line = card("", mean)
    assert scores(over(data, line, HELD), line) == scores(data, line)


def test_other_scales_are_met(tmp_path: Path) -> None:
    """On a scale of points a 4 is 75 of 100 as a metric, and half of what a nudge may add."""
    data, four = opened(tmp_path), judged(4, "2026-06-01", "2026-07-01")
    metric = card(f"{METRIC}, scale: points")
    assert scores(over(data, metric, four), metric)[0] == (USE * 4 + 75 * 4) / 8
    nudge = card(f"{NUDGE}, scale: points, max_points: 12")
    assert scores(over(data, nudge, four), nudge)[0] == USE + 6


def test_a_card_may_read_what_is_given_here_alone(tmp_path: Path) -> None:
    """Without such a measure in the data the card fits once judgements may lie over them."""
    data = opened(tmp_path)
    for settings in (NUDGE, METRIC, PIN):
        assert not fits(card(settings), data)
        assert fits(card(settings), over(data, card(settings)))
        assert fits(card(settings), over(data, card(settings), HELD))
        assert check_against(card(settings), over(data, card(settings), HELD)) == ()
    assert scores(over(data, card(METRIC)), card(METRIC)) == [USE] * 5
    assert over(data, card("")) is data


def test_files_know_the_pulses_whatever_writes_them(tmp_path: Path) -> None:
    """The database does not know them, so a file asked of it comes from memory."""
    nudge = card("measure: csm_pulse, mode: nudge")
    data = over(opened(tmp_path, {"a@2026-06": "4,"}), nudge, HELD)
    months = months_asked(data, "all")
    assert score_table(data, nudge, months, "plan") == score_table(data, nudge, months, "kernel")
    assert scores(data, nudge) == [65, 70, 70, 60, 60]


@pytest.mark.parametrize(
    ("settings", "given", "verdict"),
    [
        (f"{NUDGE}, max_points: 30", "2026-07-10", "caught"),
        (f"{NUDGE}, max_points: 30", "2026-08-01", "missed"),
        (METRIC, "2026-07-10", "caught"),
        (METRIC, "2026-08-01", "missed"),
        (PIN, "2026-07-10", "missed"),
    ],
)
def test_a_back_test_knows_only_what_was_given_by_then(
    tmp_path: Path, settings: str, given: str, verdict: str
) -> None:
    """Lost in October, looked at in July: 60 − 30 and (60 + 0) / 2 are At risk if given by then.

    A pin is left out of the back-test whenever it was given.
    """
    data = opened(tmp_path, gone="2026-10-31")
    of = card(settings)
    laid = over(data, of, judged(1, given, "2026-12-01"))
    asked = Asked(cohort="renewal", min_tenure=0)
    (lost,) = picture(laid, of, of, laid.book.frame.months[-1], asked=asked).board.lost
    assert lost.verdict == verdict


def test_unknown_accounts_change_nothing(tmp_path: Path) -> None:
    """A judgement of an account that is not in the data is left alone."""
    data = over(opened(tmp_path), card(NUDGE), replace(HELD, account="gone"))
    assert scores(data, card(NUDGE)) == [USE] * 5
