"""Instructions say what the card says, and what gets lost is made of the card's own words."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.kinds.normalisers import NORMALISERS
from scoring.kinds.normalisers.linear import Linear
from scoring.kinds.normalisers.steps import Steps
from scoring.output.handover import PLATFORMS
from scoring.output.handover.likeness import (
    cuts_moved,
    entered_weights,
    in_levels,
    missing_as,
    stepped,
    whole_points,
    whole_weights,
)
from scoring.output.handover.markdown import markdown
from scoring.output.handover.told import conditions
from scoring.spec.model import Card
from scoring.workbench.handing_over import card_alone, hand_over
from tests.conftest import ROOT
from tests.unit.spec.samples import card, weighted

LINE = {"kind": "linear", "worst": 0.0, "best": 100.0}


def test_a_line_in_three_levels_turns_at_25_and_at_75() -> None:
    """A value goes to the nearest of 0, 50 and 100: from 25 and from 75 on to the next one."""
    assert conditions(Linear.model_validate(LINE), 3) == [
        ("less than 25", 0.0),
        ("at least 25 and less than 75", 50.0),
        ("at least 75", 100.0),
    ]


def test_a_line_that_falls_is_listed_from_the_lowest_value_up() -> None:
    """With 30 days late the worst and 0 the best, levels turn at 7.5 and at 22.5 days."""
    falling = Linear(kind="linear", worst=30.0, best=0.0)
    assert conditions(falling, 3) == [
        ("less than 7.5", 100.0),
        ("at least 7.5 and less than 22.5", 50.0),
        ("at least 22.5", 0.0),
    ]


@given(
    st.floats(-1e6, 1e6).map(lambda x: round(x, 3)),
    st.floats(-1e6, 1e6).map(lambda x: round(x, 3)),
    st.integers(2, 9),
)
def test_levels_are_never_further_than_half_a_level(worst: float, best: float, many: int) -> None:
    """Away from the typed thresholds, each value's level is the nearest to its points."""
    if abs(worst - best) < 0.01 * max(1.0, abs(worst), abs(best)):
        return
    line = Linear(kind="linear", worst=worst, best=best)
    values = np.linspace(min(worst, best) - 1, max(worst, best) + 1, 301)
    off = np.abs(stepped(line, many).apply(values) - line.apply(values))
    typed = 100 * 1e-3 * max(abs(worst), abs(best)) / abs(worst - best)  # four digits of each
    assert off.max() <= 50.0 / (many - 1) + typed + 1e-6


def test_every_kind_has_conditions_or_is_a_rank() -> None:
    """Only a rank among the accounts of the month has no ranges; points stay within 0 and 100."""
    for kind in NORMALISERS:
        for rule in kind.examples():
            rows = conditions(rule, 5)
            assert bool(rows) is not rule.looks_around
            assert all(0 <= points <= 100 for _, points in rows)


def test_rules_that_are_levels_already_stay_what_they_are() -> None:
    """Steps are entered as they stand, however many there are."""
    steps = Steps.model_validate({"kind": "steps", "steps": [[1, 0], [2, 30], [4, 100]]})
    assert stepped(steps, 3) is steps
    assert conditions(steps, 3)[1] == ("at least 2 and less than 4", 30.0)


def test_whole_weights_add_up_to_100() -> None:
    """A third each is 34, 33, 33: the largest remainder, here the first, gets what is left."""
    thirds = weighted(1, 1, 1)
    assert list(entered_weights(thirds).values()) == [34, 33, 33]
    assert [m.weight for m in whole_weights(thirds).metrics] == [34.0, 33.0, 33.0]


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=12).filter(lambda w: sum(w) > 1))
def test_whole_weights_are_less_than_one_off(weights: list[float]) -> None:
    """They add up to 100, and none is a whole point away from its share."""
    whole = list(entered_weights(weighted(*weights)).values())
    assert sum(whole) == 100
    for given_weight, entered in zip(weights, whole, strict=True):
        assert abs(entered - 100 * given_weight / sum(weights)) < 1.0


def test_whole_points_are_whole_once_they_are_weighed() -> None:
    """25 of 100 points at a weight of 30 are 7.5, entered as 8: 26.67 of 100."""
    of = card(metrics=[{"id": "m", "measure": "x", "normaliser": LINE, "weight": 30}])
    entered = whole_points(in_levels(5)(of)).metrics[0].normaliser
    assert isinstance(entered, Steps)
    thirty = card(
        metrics=[
            {"id": "m", "measure": "x", "normaliser": LINE, "weight": 30},
            {"id": "n", "measure": "y", "normaliser": LINE, "weight": 70},
        ]
    )
    (steps, _) = (m.normaliser for m in whole_points(in_levels(5)(thirty)).metrics)
    assert isinstance(steps, Steps)
    assert [round(s.points * 30 / 100, 9) for s in steps.steps] == [0, 8, 15, 23, 30]


def test_cuts_move_on_the_scale_of_the_card() -> None:
    """On a scale of ten 8 is 77.8 of 100; moved to 75 it is 7.75."""
    bands = [
        {"name": "A", "from": 8, "tone": "good"},
        {"name": "B", "from": 1, "tone": "bad"},
    ]
    ten = card(display="ten", bands=bands)
    assert cuts_moved(lambda _: 75.0)(ten).bands[0].start == 7.75
    assert cuts_moved(lambda _: 75.0)(ten).bands[1].start == 1.0


HOSTILE = "| <script>alert(1)</script> [a](http://b) **x** `y` # \u202e @you"


def hostile() -> Card:
    metric = {"id": "m", "label": HOSTILE, "measure": HOSTILE, "normaliser": LINE, "weight": 1}
    flag = {"id": "f", "label": HOSTILE, "when": {"measure": HOSTILE, "at_least": 1}, "cap": 10}
    return card(name=HOSTILE, metrics=[metric], red_flags=[flag])


@pytest.mark.parametrize("platform", PLATFORMS.names)
def test_no_text_of_a_card_is_markup(platform: str) -> None:
    """Every bar, bracket and star of a name is escaped, so that tables keep their columns."""
    text = markdown(hand_over(hostile(), platform))
    assert "\\<script\\>" in text
    assert not re.search(r"(?<!\\)[<*`\[]", text)
    assert "\u202e" not in text
    tables = [line for line in text.splitlines() if line.startswith("|")]
    widths = {len(re.findall(r"(?<!\\)\|", line)) for line in tables}
    assert widths <= {4, 5, 6}


@pytest.mark.parametrize("platform", PLATFORMS.names)
def test_every_part_is_a_table_of_its_columns(platform: str) -> None:
    """Fields, weights, ranges and bands of a sample: as many cells a row as columns."""
    told = hand_over(card(), platform)
    assert {"Fields", "Weights", "Bands", "When it runs"} <= {part.title for part in told.parts}
    for part in told.parts:
        assert part.said or part.rows
        assert all(len(row) == len(part.columns) for row in part.rows)
    assert told.together is None
    assert all(counted.moved is None for counted in told.losses)


@pytest.mark.parametrize("platform", PLATFORMS.names)
def test_a_points_card_is_handed_over_as_its_score(platform: str) -> None:
    """Nothing is weighed: the score comes in whole, and the lost part is what it is made of."""
    text = (ROOT / "configs/cards/action_points.yaml").read_text(encoding="utf-8")
    points = card_alone(text)
    told = hand_over(points, platform)
    assert "The score" in {part.title for part in told.parts}
    assert [c.loss.like for c in told.losses] == [None]


def test_planhat_adds_up_to_the_score() -> None:
    """Weights 50, 30, 20 may move 5 by 2.5, 1.5 and 1: 90, 80 and 0 points give 6.9 for 69."""
    (weights,) = [p for p in hand_over(card(), "planhat").parts if p.title == "Weights"]
    reach = [float(row[3].rsplit("+", 1)[1]) for row in weights.rows]
    assert reach == [2.5, 1.5, 1.0]
    moved = [r * (2 * p / 100 - 1) for r, p in zip(reach, (90, 80, 0), strict=True)]
    assert math.isclose(5 + sum(moved), (50 * 90 + 30 * 80 + 20 * 0) / 1000)


def test_gaps_are_treated_alike_in_variants_too() -> None:
    """What a variant says of its own about missing values is changed as well."""
    variant: dict[str, Any] = {
        "name": "V",
        "when": {"dimension": "plan", "is": ["a"]},
        "metrics": {"m0": {"missing": "refuse"}},
    }
    changed = missing_as("worst")(card(variants=[variant]))
    assert {m.missing.policy for own in changed.effective for m in own.active} == {"worst"}
