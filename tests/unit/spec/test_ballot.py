"""No vote spends more than there is, whatever a browser sends."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import CommandError
from scoring.spec.ballot import Ballot, ballot_of

IDS = ("usage", "tickets", "nps")


def test_a_vote_comes_back_as_it_was_said() -> None:
    """60 and 40 points, a wish, a refusal and a cut, through JSON and back."""
    said = {"points": {"tickets": 40, "usage": 60}, "must": ["usage"], "drop": ["nps"], "cut": 45}
    found = ballot_of(said, IDS)
    assert found == Ballot((("usage", 60), ("tickets", 40)), ("usage",), ("nps",), 45.0)
    assert ballot_of(json.loads(found.as_text()), IDS) == found
    assert (found.given, found.of("usage"), found.of("nps")) == (100, 60, 0)


def test_less_than_a_hundred_can_be_given() -> None:
    """Points that are left over are nobody's; a metric without points is not listed."""
    assert ballot_of({"points": {"usage": 55, "nps": 0}}, IDS).points == (("usage", 55),)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"points": {"usage": 60, "nps": 41}}, "101 points were given, there are 100"),
        ({"points": {"usage": 0}}, "no point was given"),
        ({"points": {"usage": -5, "nps": 50}}, "whole numbers from 0 to 100"),
        ({"points": {"usage": 101}}, "whole numbers from 0 to 100"),
        ({"points": {"usage": 2.5}}, "whole numbers from 0 to 100"),
        ({"points": {"usage": float("nan")}}, "whole numbers from 0 to 100"),
        ({"points": {"usage": True}}, "whole numbers from 0 to 100"),
        ({"points": {"usage": "50"}}, "whole numbers from 0 to 100"),
        ({"points": {"usage": 50, "<b>": 5}}, "'<b>' is no metric of this card"),
        ({"points": [50]}, "this is no vote"),
        (None, "this is no vote"),
        ({"points": {"usage": 50}, "must": ["gone"]}, "a mark is on no metric"),
        ({"points": {"usage": 50}, "must": [["usage"]]}, "a mark is on no metric"),
        ({"points": {"usage": 50}, "must": "usage"}, "a mark is on no metric"),
        ({"points": {"usage": 50}, "drop": ["usage"]}, "to be dropped and to count"),
        ({"points": {"usage": 50}, "must": ["nps"], "drop": ["nps"]}, "to be dropped and to count"),
        ({"points": {"usage": 50}, "cut": 100}, "the cut lies between 0 and 100"),
        ({"points": {"usage": 50}, "cut": "45"}, "the cut lies between 0 and 100"),
    ],
)
def test_what_is_no_vote_is_refused(said: Any, words: str) -> None:
    """Each in words that name what is wrong."""
    with pytest.raises(CommandError, match=words):
        ballot_of(said, IDS)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from([*IDS, "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*IDS, "points", "must", "drop", "cut"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(ANYTHING, st.dictionaries(st.sampled_from(IDS), st.integers(-5, 70) | ANYTHING, max_size=3))
def test_whatever_comes_is_a_sound_vote_or_refused(said: Any, points: Any) -> None:
    """Never more than 100 points, never an error of another kind."""
    whole = {**said, "points": points} if isinstance(said, dict) else said
    try:
        found = ballot_of(whole, IDS)
    except CommandError:
        return
    assert 0 < found.given <= 100
    assert all(points > 0 for _, points in found.points)
