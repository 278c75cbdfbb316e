"""The cuts between bands move, and stay sound on either scale or are refused."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import CardError
from scoring.spec.edit import with_cuts
from scoring.spec.model import Card, authored
from scoring.spec.parse import check_document
from scoring.spec.strict_yaml import Document
from tests.unit.spec.samples import banded


def still_sound(one: Card) -> bool:
    return check_document(Document(authored(one))).card == one


def test_cuts_move() -> None:
    """New cuts are set on tenths; the lowest band still begins at the bottom."""
    moved = with_cuts(banded(75, 50, 0), (80.04, 40))
    assert [b.start for b in moved.bands] == [80, 40, 0]
    assert [b.name for b in moved.bands] == ["B0", "B1", "B2"]


@pytest.mark.parametrize(
    ("cuts", "words"),
    [
        ((50, 50), "same score"),
        ((40, 60), "same score"),
        ((60,), "same score"),
        ((60, 50, 40), "same score"),
        ((60, 0), "same score"),
        ((60, -5), "same score"),
        ((101, 50), "101 is too large"),
        ((math.nan, 50), "same score"),
    ],
)
def test_cuts_that_cannot_be(cuts: tuple[float, ...], words: str) -> None:
    """Cuts that do not fall, or leave the scale, are refused."""
    with pytest.raises(CardError, match=words):
        with_cuts(banded(75, 50, 0), cuts)


def test_cuts_on_the_scale_of_ten() -> None:
    """On a card of ten the cuts lie between 1 and 10."""
    assert [b.start for b in with_cuts(banded(8, 5, 1, display="ten"), (9, 4)).bands] == [9, 4, 1]
    for cuts in ((10.1, 4), (9, 1)):
        with pytest.raises(CardError, match=r"scale ends at 10|same score"):
            with_cuts(banded(8, 5, 1, display="ten"), cuts)


@given(st.lists(st.floats(-10, 110), min_size=2, max_size=2))
def test_cuts_are_sound_or_refused(cuts: list[float]) -> None:
    """Any two cuts give a card that reads as it is, or an error."""
    try:
        moved = with_cuts(banded(75, 50, 0), cuts)
    except CardError:
        return
    assert still_sound(moved)
