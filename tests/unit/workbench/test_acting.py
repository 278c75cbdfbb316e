"""What a team sets for its work survives a link, and nothing unsound comes out of one."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import CommandError
from scoring.views.alerts import ALERT_RULES, AlertRule, Hysteresis
from scoring.views.alerts.data_missing import DataMissing
from scoring.views.alerts.dropped import Dropped
from scoring.views.alerts.entered import Entered
from scoring.views.alerts.flag_fired import FlagFired
from scoring.views.alerts.renewal_near import RenewalNear
from scoring.workbench.acting import (
    ACTING,
    Acting,
    acting_from_link,
    acting_in_link,
    rule_named,
    rule_text,
    usual_rules,
)

TENTHS = st.integers(10, 1000).map(lambda n: n / 10)
MONTHS = st.integers(1, 24)
RULES: st.SearchStrategy[tuple[AlertRule, ...]] = st.tuples(
    st.just(Entered()),
    st.builds(Dropped, TENTHS, MONTHS),
    st.just(FlagFired()),
    st.builds(RenewalNear, MONTHS),
    st.builds(DataMissing, TENTHS, MONTHS),
)
SETTINGS = st.builds(
    Acting,
    capacity=st.integers(1, 500),
    owner=st.none() | st.text(max_size=30),
    rules=RULES,
    off=st.frozensets(st.sampled_from(ALERT_RULES.names)),
    again=st.builds(Hysteresis, st.integers(1, 24), st.integers(0, 500).map(lambda n: n / 10)),
    window=st.integers(1, 12),
    segment=st.text(max_size=30),
    seed=st.integers(0, 999_999),
)
KEYS = ["xc", "xs", "xz", "xo", "xr", "xk", "xh", "xg"]


@given(SETTINGS)
def test_a_link_brings_back_what_was_set(acting: Acting) -> None:
    """Every setting comes back as it was, in texts short enough for a view."""
    view = acting_in_link(acting)
    assert acting_from_link(view) == acting
    assert all(len(text) <= 200 for text in view.values())
    assert set(view) <= set(KEYS)


def test_the_usual_needs_no_words() -> None:
    """Nothing is written for what holds anyway."""
    assert acting_in_link(ACTING) == {}
    assert acting_from_link({}) == ACTING
    assert ACTING.on == usual_rules()


@given(st.dictionaries(st.sampled_from(KEYS), st.text(max_size=200)))
def test_whatever_a_link_says_the_settings_are_sound(view: dict[str, str]) -> None:
    """A number out of range or a rule that is none counts as usual."""
    acting = acting_from_link(view)
    assert Acting(**{f.name: getattr(acting, f.name) for f in dataclasses.fields(acting)}) == acting
    assert [rule.name for rule in acting.rules] == list(ALERT_RULES.names)


def test_a_faulty_part_spoils_no_other() -> None:
    """The capacity is refused, the window and the second rule are kept."""
    acting = acting_from_link({"xc": "0", "xs": "6", "xr": "dropped:0:3;-renewal:2;nonsense"})
    assert (acting.capacity, acting.window) == (10, 6)
    assert (acting.off, acting.rules[3]) == (frozenset({"renewal"}), RenewalNear(2))
    assert acting.rules[1] == Dropped()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("entered", Entered()),
        ("dropped", Dropped()),
        ("dropped:20", Dropped(20, 3)),
        ("dropped:12.5:6", Dropped(12.5, 6)),
        ("missing:30:2", DataMissing(30, 2)),
    ],
)
def test_a_rule_is_read_with_its_numbers(text: str, rule: AlertRule) -> None:
    """In the order of its fields; those left out are the usual ones."""
    assert rule_named(text) == rule
    assert rule_named(rule_text(rule)) == rule


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("droped", "no alert rule is called 'droped'. did you mean 'dropped'"),
        ("entered:1", "too many numbers"),
        ("dropped:many", "no sound number. give dropped:POINTS:MONTHS"),
        ("dropped:15:2.5", "no sound number"),
        ("dropped:15:99", "months is 99. give 1 to 24"),
        ("dropped:inf", "points is inf"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(text: str, problem: str) -> None:
    """What is wrong, and what to write."""
    with pytest.raises(CommandError, match=problem.replace(".", r"\.")):
        rule_named(text)


@pytest.mark.parametrize("number", [{"capacity": 0}, {"window": 13}, {"seed": -1}])
def test_a_number_out_of_range_is_refused(number: dict[str, int]) -> None:
    """Each limit is named."""
    with pytest.raises(CommandError, match=r"is -?\d+\. give \d+ to \d+"):
        Acting(**number)


def test_other_data_have_other_owners() -> None:
    """The owner and the segment go, the rest of the settings stay."""
    acting = Acting(capacity=3, owner="Claire D.", segment="plan", window=6).elsewhere
    assert acting == Acting(capacity=3, window=6)
