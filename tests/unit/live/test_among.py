"""Up to two traits say which accounts are looked at, and a link keeps them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scoring.live.among import EVERYONE, Among
from tests.unit.hand_made import frame, texts

JAN = "2026-01"
ROWS = [(name, JAN) for name in "abcd"]
SIZE = texts(["small", "large", None, "small"])
PLACE = texts(["north", "north", "north", "south"])
BARE = frame(ROWS)
BOOK = replace(BARE, accounts=replace(BARE.accounts, dimensions={"size": SIZE, "place": PLACE}))


def names(among: Among) -> str:
    """The letters of the accounts."""
    mask = among.mask(BOOK)
    return "abcd" if mask is None else "".join(np.array(list("abcd"))[mask])


def test_nothing_asked_is_everybody() -> None:
    """Without a trait there is no mask, and the whole is false in a condition."""
    assert EVERYONE.mask(BOOK) is None
    assert not EVERYONE
    assert EVERYONE.words == "All accounts"


def test_two_traits_must_both_hold() -> None:
    """a and d are small, a to c in the north: a alone is both."""
    assert names(Among.of([("size", "small")])) == "ad"
    assert names(Among.of([("place", "north")])) == "abc"
    both = Among.of([("size", "small"), ("place", "north")])
    assert names(both) == "a"
    assert both.words == "size: small, place: north"


def test_accounts_without_a_value_can_be_asked_for() -> None:
    """c has no size: it is found by None, and by no text."""
    nothing = Among.of([("size", None)])
    assert names(nothing) == "c"
    assert nothing.words == "size: (none given)"


def test_a_later_value_of_a_dimension_takes_the_place_of_an_earlier_one() -> None:
    """Small and then large is large; of three dimensions the last two stay."""
    assert Among.of([("size", "small"), ("size", "large")]).traits == (("size", "large"),)
    three = Among.of([("x", "1"), ("y", "2"), ("z", "3")])
    assert three.traits == (("y", "2"), ("z", "3"))


def test_what_the_data_do_not_have_is_left_out() -> None:
    """An unknown dimension or value, and no value where all have one, are passed over."""
    asked = [("no such", "x"), ("size", "huge")]
    for trait in (*asked, ("place", None)):
        assert Among((trait,)).known(BOOK.accounts.dimensions) == EVERYONE
    kept = Among((("size", "huge"), ("place", "north"))).known(BOOK.accounts.dimensions)
    assert kept == Among((("place", "north"),))


@pytest.mark.parametrize(
    ("traits", "view"),
    [
        ((), {}),
        ((("size", "small"),), {"f": "size", "g": "small"}),
        ((("size", None),), {"f": "size"}),
        (
            (("size", "small"), ("place", "")),
            {"f": "size", "g": "small", "f2": "place", "g2": ""},
        ),
    ],
)
def test_a_link_keeps_the_traits(
    traits: tuple[tuple[str, str | None], ...], view: dict[str, str]
) -> None:
    """One trait stands under the keys it has always had, a second one beside it."""
    assert Among(traits).in_link() == view
    assert Among.from_link(view) == Among(traits)


@pytest.mark.parametrize("long", [("size", "s" * 201), ("s" * 201, "small"), ("s" * 201, None)])
def test_a_trait_that_no_link_can_hold_is_left_out(long: tuple[str, str | None]) -> None:
    """Words of 201 characters: the other trait stands in its place, none reads as no value."""
    assert Among((long, ("place", "north"))).in_link() == {"f": "place", "g": "north"}
    assert Among((("size", "s" * 200),)).in_link() == {"f": "size", "g": "s" * 200}


def test_the_same_traits_again_let_everybody_back() -> None:
    """In whatever order they are given; others take their place."""
    one = Among((("size", "small"), ("place", "north")))
    same = Among((("place", "north"), ("size", "small")))
    assert one.toggled(same) == EVERYONE
    assert one.toggled(Among((("size", "small"),))) == Among((("size", "small"),))
