"""Every published band scheme can be written as a card, and bands its border scores as printed."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.spec.model import Card
from tests.reference.seeds import GIVEN, bands_of, from_ten, one, preset, proves


def written(*bands: tuple[str, float]) -> Card:
    """A card of one score with these bands."""
    tones = ("good", "watch", "bad")
    rows = [{"name": n, "from": f, "tone": t} for (n, f), t in zip(bands, tones, strict=True)]
    return Card.model_validate({"version": 1, "name": "B", "metrics": [GIVEN], "bands": rows})


# A strict upper border is written one step of 0.1 higher.
SENTENCE = written(("good", 75.1), ("unnamed", 50), ("low", 0))
ANSWER = written(("healthy", 80.1), ("may need attention", 50), ("churn risk", 0))

CARDS = {
    "s0_table": preset("weighted_starter"),
    "s0_sentence": SENTENCE,
    "s2_colors": preset("binary_cohort"),
    "s4_ranges": preset("hundred_points"),
    "s4_faq": ANSWER,
}

OURS = {
    ("s0_table", 74.5): "Neutral",
    ("s0_table", 49.9): "At risk",
    ("s4_ranges", 79.5): "Needs attention",
    ("s4_ranges", 49.9): "At risk",
    ("s4_faq", 80): "may need attention",
    ("s4_faq", 79.5): "may need attention",
}
"""Where nothing is printed: the gaps close downwards."""

BORDERS = (100, 80, 79.5, 79, 77, 75, 74.5, 74, 70, 60, 50, 49.9, 49, 40, 39.9, 0)


def spelled(name: str) -> str:
    """A band's name as it is printed here and there: At-risk, At risk."""
    return name.split(" (")[0].replace("-", " ")


@proves(*(f"border {score}" for score in BORDERS))
@pytest.mark.parametrize("score", BORDERS)
def test_a_border_score_falls_as_printed(score: float, seeds: dict[str, Any]) -> None:
    """In five schemes the score has the printed band, or ours where none is printed."""
    wanted = seeds[f"border {score}"]
    for scheme, card in CARDS.items():
        expected = wanted[scheme] or OURS[(scheme, score)]
        assert [spelled(b) for b in bands_of(card, [score])] == [spelled(expected)], scheme


@proves("s0_table")
@pytest.mark.parametrize("name", ["weighted_starter", "usage_sentiment_support"])
def test_the_table_of_75_and_50(name: str, seeds: dict[str, Any]) -> None:
    """Every whole score from 0 to 100 has the printed band."""
    card, bands = preset(name), seeds["s0_table"]["bands"]
    assert [(spelled(b.name), b.start) for b in card.bands] == [
        (spelled(b["name"]), b["from"]) for b in bands
    ]
    for band in bands:
        scores = range(band["from"], band["to"] + 1)
        assert {spelled(b) for b in bands_of(card, list(scores))} == {spelled(band["name"])}


@proves("s0_sentence")
def test_the_sentence_above_75(seeds: dict[str, Any]) -> None:
    """Above 75 good, below 50 low, and what lies between has no name."""
    assert [b["rule"] for b in seeds["s0_sentence"]["bands"]] == [
        "score > 75",
        "50 <= score <= 75",
        "score < 50",
    ]
    found = bands_of(SENTENCE, [75.1, 75, 50, 49.9])
    assert found == ["good", "unnamed", "unnamed", "low"]


@proves("s2_colors")
def test_green_is_above_70(seeds: dict[str, Any]) -> None:
    """70 and 40 are both yellow; the names are those of the card."""
    card = preset("binary_cohort")
    names = [spelled(b["name"]) for b in seeds["s2_colors"]["bands"]]
    assert [b.name for b in card.bands] == names
    found = bands_of(card, [70.1, 70, 40, 39.9])
    assert found == ["Green", "Yellow", "Yellow", "Red"]


@proves("s3_traffic_light")
def test_the_traffic_light(seeds: dict[str, Any]) -> None:
    """Every whole score from 1 to 10 has the printed band on the scale of the card."""
    for name in ("traffic_light_ten", "simple_average"):
        card = preset(name)
        for band in seeds["s3_traffic_light"]["bands"]:
            scores = [from_ten(score) for score in range(band["from"], band["to"] + 1)]
            assert set(bands_of(card, scores)) == {band["name"]}


@proves("s4_ranges")
def test_the_ranges_of_80_and_50(seeds: dict[str, Any]) -> None:
    """Every whole score from 0 to 100 has the printed band."""
    card = preset("hundred_points")
    for band in seeds["s4_ranges"]["bands"]:
        scores = range(band["from"], band["to"] + 1)
        assert set(bands_of(card, list(scores))) == {band["name"]}


@proves("s4_faq")
def test_the_answer_above_80(seeds: dict[str, Any]) -> None:
    """Above 80, from 50 to 79, below 50; between 79 and 80 nothing is printed: the middle one."""
    names = [b["name"] for b in seeds["s4_faq"]["bands"]]
    assert [b.name for b in ANSWER.bands] == names
    assert bands_of(ANSWER, [81, 79, 50, 49]) == [names[0], names[1], names[1], names[2]]
    assert bands_of(ANSWER, [80, 79.5]) == [names[1]] * 2


@proves("s1_two_colours")
def test_two_colours(seeds: dict[str, Any]) -> None:
    """Green and red, and no number between them: the cut of 60 is ours, and red flags."""
    wanted, card = seeds["s1_two_colours"], preset("pulse")
    assert [b.name.lower() for b in card.bands] == [b["name"] for b in wanted["bands"]]
    assert wanted["thresholds"] is None
    assert bands_of(card, [60, 59.9]) == ["Green", "Red"]
    assert card.alarms == (False, True)


@proves("s4_grades")
def test_grades(seeds: dict[str, Any]) -> None:
    """From A, excellent, to F, poor; the cuts 90, 80, 70 and 60 are ours."""
    assert seeds["s4_grades"]["scale"] == ["A", "F"]
    card = preset("grades")
    best = {"licence_use": 1, "key_actions": 90, "nps": 10}
    best |= {"escalations": 0, "days_overdue": 0, "exec_meeting_days": 0}
    worst = {"licence_use": 0, "key_actions": 0, "nps": 0}
    worst |= {"escalations": 9, "days_overdue": 99, "exec_meeting_days": 999}
    shown = []
    for lost in range(len(card.metrics) + 1):
        gone = {m.measure for m in card.metrics[:lost]}
        row = one(card, {m: worst[m] if m in gone else best[m] for m in best})
        shown.append((row["score"], row["shown"]))
    # Six signals of equal weight: 6/6, 5/6, 4/6 and so on of 100.
    assert [letter for _, letter in shown] == ["A", "B", "D", "F", "F", "F", "F"]
    assert shown[1][0] == pytest.approx(500 / 6, abs=1e-9)
