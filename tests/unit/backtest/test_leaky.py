"""What of a card reads a leaky measure is found wherever it stands, and can be switched off."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.backtest.bootstrap import draw_accounts
from scoring.backtest.further import Judged
from scoring.backtest.gates import gate
from scoring.backtest.leak_light import LeakLight, Sign
from scoring.backtest.leaky import Fall, LeakyLine, fall, leaky_lines, without_lines
from scoring.spec.model import Card
from scoring.spec.parse import check_document
from scoring.spec.strict_yaml import Document
from tests.unit.spec.samples import POINTS, card, raw_card

RED = LeakLight("x0", (Sign("W11", "it is too good"),))
AMBER = LeakLight("x1", (Sign("W12", "it is a cliff"), Sign("W10", "it is silent")))
CLEAR = LeakLight("x2", (Sign("W10", "it is silent"),))
LIGHTS = (RED, AMBER, CLEAR)
OVER = {"more_than": 5}


def found(made: Card) -> list[tuple[str, str, str]]:
    return [(line.sort, line.id, line.level) for line in leaky_lines(made, LIGHTS)]


def test_metrics_are_as_red_as_what_they_read() -> None:
    """The sample's metrics read x0, x1 and x2."""
    assert found(card()) == [("metric", "m0", "red"), ("metric", "m1", "amber")]


def test_a_clean_card_has_no_leaky_line() -> None:
    """Nothing is found, and nothing is switched off."""
    clean = card(metrics=[{"id": "a", "measure": "x2", "normaliser": POINTS, "weight": 1}])
    assert found(clean) == []
    assert without_lines(clean, leaky_lines(clean, LIGHTS)) == clean


METRICS = [
    {"id": "plain", "measure": "x2", "normaliser": POINTS, "weight": 1},
    {
        "id": "share",
        "measure": "x2",
        "transform": {"kind": "per", "by": "x0"},
        "normaliser": POINTS,
        "weight": 1,
    },
    {"id": "idle", "measure": "x0", "normaliser": POINTS, "weight": 1, "enabled": False},
]
EVERYWHERE = card(
    metrics=METRICS,
    red_flags=[
        {"id": "own", "when": {"measure": "x0", **OVER}, "cap": 10},
        {"id": "deep", "when": {"any": [{"metric": "share", **OVER}]}, "cap": 10},
        {"id": "fine", "when": {"measure": "x2", **OVER}, "cap": 10},
    ],
    adjustments=[{"id": "gift", "when": {"measure": "x1", **OVER}, "points": 5}],
    pulse={"measure": "x0", "mode": "nudge"},
    variants=[
        {"name": "Told", "when": {"measure": "x0", **OVER}},
        {
            "name": "Other",
            "when": {"measure": "x2", **OVER},
            "metrics": {"idle": {"enabled": True}},
        },
    ],
)


def test_every_part_of_a_card_is_looked_at() -> None:
    """What a transform also reads, conditions and what they speak of, the pulse, variants."""
    assert found(EVERYWHERE) == [
        ("metric", "share", "red"),
        ("metric", "idle", "red"),  # a variant switches it on
        ("pulse", "_pulse", "red"),
        ("red flag", "own", "red"),
        ("red flag", "deep", "red"),
        ("adjustment", "gift", "amber"),
        ("variant", "Told", "red"),
    ]


def test_switched_off_nothing_leaks_and_the_card_is_left_alone() -> None:
    """The same card without the lines; what was clean is still in force."""
    before = EVERYWHERE.digest
    rest = without_lines(EVERYWHERE, leaky_lines(EVERYWHERE, LIGHTS))
    assert found(rest) == []
    assert [m.id for m in rest.used] == ["plain"]
    assert [f.id for f in rest.flags] == ["fine"]
    assert [v.name for v in rest.variants] == ["Other"]
    assert (rest.pulse is not None, rest.pushes) == (True, None)
    assert EVERYWHERE.digest == before


def test_a_pulse_that_weighs_is_one_of_the_metrics() -> None:
    """It is named as the pulse, and switched off as one."""
    made = card(pulse={"measure": "x0", "mode": "metric"}, metrics=METRICS[:1])
    assert found(made) == [("pulse", "_pulse", "red")]
    assert [m.id for m in without_lines(made, leaky_lines(made, LIGHTS)).used] == ["plain"]


def test_actions_of_a_points_card() -> None:
    """By what they count, and by their condition."""
    actions = [
        {"id": "count", "measure": "x0", "points": 1},
        {"id": "holds", "when": {"measure": "x1", **OVER}, "points": 1},
        {"id": "fine", "measure": "x2", "points": 1},
    ]
    raw = raw_card(kind="points", actions=actions, floor=0, ceiling=10)
    del raw["metrics"]
    made = check_document(Document(raw)).card
    assert made is not None
    assert found(made) == [("action", "count", "red"), ("action", "holds", "amber")]
    assert without_lines(made, leaky_lines(made, LIGHTS)).lines == ("fine",)


# Ten of forty accounts are lost. The full card has them at the bottom; without the leak it
# ranks them by a number that knows nothing.
LOST = np.arange(40) < 10
FULL = Judged(np.where(LOST, 0.0, 50.0) + np.arange(40) / 100, LOST, np.arange(40))
LINE = LeakyLine("metric", "forecast", "Forecast", (RED,))


def fall_to(score: np.ndarray | None, *lines: LeakyLine) -> Fall:
    rest = None if score is None else Judged(score, LOST, np.arange(40))
    return fall(lines or (LINE,), FULL, rest, 10, draw_accounts(40, 1), gate(10))


def test_how_far_the_result_falls() -> None:
    """Every second account of low number scores low: the losses are half of what it flags."""
    rest = np.where(np.arange(40) < 20, 0.0, 50.0)
    found = fall_to(rest)
    # 10 lost against 10 tied and 20 better kept: (10 · ½ + 20) / 30 = .833
    assert found.words == (
        "Without the leaky metric 'Forecast' ranking power falls from 100% to 83%."
    )
    # 10 flags among 20 at the same score, half of them lost: 5.
    assert (found.caught, found.caught_without) == (10.0, pytest.approx(5.0))


def test_nothing_left_of_a_card() -> None:
    """A card of a leak alone says nothing without it."""
    found = fall_to(None, LINE, LeakyLine("red flag", "own", "Told us", (RED,)))
    assert found.words == (
        "Without the leaky lines 'Forecast' and 'Told us' no ranking power is known:"
        " Nothing is left of the card."
    )
    assert found.without.estimate is None


def test_a_leak_of_no_consequence() -> None:
    """The same ranking without it stays, and says so."""
    assert "ranking power stays at 100%." in fall_to(FULL.score).words
