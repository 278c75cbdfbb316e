"""What is asked of the past survives a link, and nothing unsound comes out of one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.backtest.flag_rules import Drop, EverRed, FlagRule, RedNow, RedOrDrop, RedRunInWindow
from scoring.errors import CommandError
from scoring.spec.question import Question
from scoring.workbench import USUAL, Asked, asked_from_link, asked_in_link

MONTHS = st.none() | st.integers(1, 12)
RULES: st.SearchStrategy[FlagRule] = st.one_of(
    st.just(RedNow()),
    st.builds(EverRed, window=st.integers(1, 12)),
    st.builds(Drop, points=st.integers(1, 100).map(float), over=st.integers(1, 11)),
    st.builds(RedOrDrop, points=st.floats(0.5, 100).map(lambda x: round(x, 1))),
    st.builds(RedRunInWindow, running=st.integers(2, 4), window=st.integers(4, 12)),
)
ASKED = st.builds(
    Asked,
    lead=MONTHS,
    horizon=MONTHS,
    min_tenure=MONTHS,
    cohort=st.sampled_from(["auto", "calendar", "renewal"]),
    label=st.sampled_from(["notice", "end"]),
    without=st.lists(st.text(min_size=1, max_size=20), max_size=6, unique=True).map(tuple),
    rule=RULES,
)


@given(ASKED)
def test_a_link_brings_back_what_was_asked(asked: Asked) -> None:
    """Every setting comes back as it was, in texts short enough for a view."""
    view = asked_in_link(asked)
    assert asked_from_link(view) == asked
    assert all(len(text) <= 200 for text in view.values())


def test_the_usual_needs_no_words() -> None:
    """Nothing is written for what holds anyway."""
    assert asked_in_link(USUAL) == {}
    assert asked_from_link({}) == USUAL


@given(st.dictionaries(st.sampled_from(["bl", "bh", "bt", "bc", "bn", "br", "bx0"]), st.text()))
def test_a_hostile_view_asks_nothing_unsound(view: dict[str, str]) -> None:
    """Whatever stands in a link, the settings that come out can be asked."""
    assert asked_from_link(view).checked().of(Question())


@pytest.mark.parametrize(
    "text",
    ["drop", "drop,15", "drop,nan,3", "drop,1e999,3", "drop,15,99", "drop,-1,3", "red,1", "eval,1",
     "red_running,2.5", "ever_red,0", "ever_red,9999999999999999999999"],
)  # fmt: skip
def test_a_rule_that_cannot_stand_is_the_usual_one(text: str) -> None:
    """Too few numbers, none at all, out of range, or of no rule: red counts."""
    assert asked_from_link({"br": text}).rule == RedNow()


def test_one_faulty_setting_spoils_no_other() -> None:
    """A horizon of 0 months is no question; the lead beside it stays."""
    assert asked_from_link({"bl": "2", "bh": "0"}) == replace(USUAL, lead=2)


def test_the_usual_question_of_the_data_fills_what_was_not_asked() -> None:
    """Monthly plans have a lead of 1; a horizon of 12 is asked beside it."""
    monthly = Question(lead=1, horizon=3)
    assert Asked(horizon=12).of(monthly) == Question(lead=1, horizon=12)


def test_what_cannot_be_asked_says_so() -> None:
    """The error names the range."""
    with pytest.raises(CommandError, match="lead is 99"):
        Asked(lead=99).checked()
