"""Actions, pulse, rules and scales change as sliders ask, or say why they cannot."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import CardError
from scoring.live.kernel import band_of
from scoring.spec.edit import with_cuts
from scoring.spec.edit_layers import (
    with_action,
    with_display,
    with_ends,
    with_grade,
    with_new_action,
    with_pulse,
    with_rules,
    without_action,
    without_pulse,
)
from scoring.spec.model import Action, Card
from scoring.spec.parse import check_document
from scoring.spec.scale import decimals, show, shown
from scoring.spec.strict_yaml import Document
from tests.unit.spec.samples import banded, card, raw_card


def points_card() -> Card:
    raw = {k: v for k, v in raw_card().items() if k != "metrics"}
    actions = [
        {"id": "won", "measure": "wins", "points": 5},
        {"id": "x", "measure": "x", "points": 0},
    ]
    raw |= {"kind": "points", "floor": 0, "ceiling": 30, "actions": actions}
    reading = check_document(Document(raw))
    assert reading.card is not None, reading.findings
    return reading.card


def test_an_action_changes_comes_and_goes() -> None:
    """Points, a limit, another one with an id of its own; the one that counts stays."""
    made = with_action(points_card(), "won", points=-2.5, at_most=3.0)
    assert (made.actions[0].points, made.actions[0].at_most) == (-2.5, 3)
    more = with_new_action(made, Action(id="won", measure="wins", points=1.0))
    assert [a.id for a in more.actions] == ["won", "x", "won_2"]
    assert [a.id for a in without_action(more, "won").actions] == ["x", "won_2"]
    for attempt in (
        lambda: without_action(made, "won"),
        lambda: with_action(made, "won", enabled=False),
        lambda: with_action(made, "won", points=0.0),
    ):
        with pytest.raises(CardError, match="no action would be left with points"):
            attempt()
    with pytest.raises(CardError, match="too large"):
        with_action(made, "won", points=1e9)


def test_the_ends_of_the_scale_stay_apart() -> None:
    """From -10 to 50 is fine, from 50 to 50 is not."""
    made = with_ends(points_card(), 5, -10, 50)
    assert (made.base, *made.ends) == (5, -10, 50)
    with pytest.raises(CardError, match="does not lie above the floor"):
        with_ends(made, 5, 50, 50)


def test_a_pulse_begins_changes_and_ends() -> None:
    """Its mode may ask for more: a pin needs a reason and an expiry."""
    made = with_pulse(card(), measure="csm_pulse", mode="nudge")
    assert made.pulse is not None
    assert (made.pulse.max_points, made.pulse.lasts) == (10, 3)
    with pytest.raises(CardError, match="a pin needs a reason"):
        with_pulse(made, mode="pin")
    pinned = with_pulse(made, mode="pin", reason="why", expires_months=2)
    assert pinned.pins
    assert without_pulse(pinned) == card()
    with pytest.raises(CardError, match="a points card has no metrics"):
        with_pulse(points_card(), measure="csm_pulse", mode="metric")


def test_rules_have_bounds() -> None:
    """Half of the weight and six months; not more than all of it."""
    made = with_rules(card(), min_coverage=0.25, min_tenure_months=6)
    assert (made.rules.min_coverage, made.rules.min_tenure_months) == (0.25, 6)
    with pytest.raises(CardError, match="too large"):
        with_rules(card(), min_coverage=1.5)


cuts = st.lists(st.integers(1, 1000), min_size=1, max_size=4, unique=True)
scores = st.lists(st.integers(0, 10**11).map(lambda n: n / 1e9), min_size=1, max_size=40)


@given(tenths=cuts, some=scores)
def test_from_100_to_10_moves_no_account(tenths: list[int], some: list[float]) -> None:
    """Every cut of a tenth is carried over exactly, and the shown score agrees with the band."""
    before = banded(*(c / 10 for c in sorted(tenths, reverse=True)), 0)
    after = with_display(before, "ten")
    raw = {**raw_card(), "display": "ten"}
    raw["bands"] = [{"name": b.name, "from": b.start, "tone": b.tone} for b in after.bands]
    assert check_document(Document(raw)).findings == ()
    at = np.array([*some, *before.cuts])
    assert band_of(at, after).tolist() == band_of(at, before).tolist()
    printed = shown(at, after)
    for band, cut in enumerate(b.start for b in after.bands[:-1]):
        inside = band_of(at, after) <= band
        assert (inside == (printed >= cut - 1e-9)).all()


def test_75_of_100_is_seven_point_seventy_five() -> None:
    """Shown with two decimals, so that 74.9, which is 7.741, does not read as 7.75."""
    after = with_display(banded(75, 50, 0), "ten")
    assert [b.start for b in after.bands] == [7.75, 5.5, 1.0]
    assert decimals(after) == 2
    assert [show(s, after) for s in (75.0, 74.9, 100.0)] == ["7.75", "7.74", "10.00"]


def test_a_cut_that_stays_keeps_its_decimals() -> None:
    """On 1 to 10 the lower cut moves from 5.5 to 5.1; the upper one stays at 7.75."""
    after = with_cuts(with_display(banded(75, 50, 0), "ten"), [7.75, 5.13])
    assert [b.start for b in after.bands] == [7.75, 5.1, 1.0]


def test_from_10_to_100_a_cut_becomes_a_tenth() -> None:
    """8 of 10 is 77.777…, which no shown score can meet: 77.8; 5.5 of 10 is 50 exactly."""
    after = with_display(banded(8, 5.5, 1, display="ten"), "percent")
    assert [b.start for b in after.bands] == [77.8, 50.0, 0.0]
    assert with_display(after, "grade").bands == after.bands


def test_grades_fall() -> None:
    """A from 85 is fine; B from 95 would stand above it."""
    made = with_grade(with_display(card(), "grade"), "A", 85)
    assert (made.grades or {})["A"] == 85
    with pytest.raises(CardError, match="grades would not fall"):
        with_grade(made, "B", 95)
