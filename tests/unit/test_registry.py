"""A registry finds by name, keeps its order, refuses twins and guesses at typos."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from scoring.errors import RegistryError
from scoring.registry import Registry


@dataclass(frozen=True)
class Thing:
    """Something with a name."""

    name: str


STEPS, LINEAR = Thing("steps"), Thing("linear")
THINGS = Registry("normaliser", [STEPS, LINEAR])


def test_it_finds_by_name() -> None:
    """A name gives the very thing that was listed."""
    assert THINGS["linear"] is LINEAR


def test_it_keeps_the_order_of_the_list() -> None:
    """Things and names come in the order in which they are listed."""
    assert list(THINGS) == [STEPS, LINEAR]
    assert THINGS.names == ("steps", "linear")
    assert len(THINGS) == 2


def test_it_knows_what_is_in_it() -> None:
    """A name is in it, another word or another type is not."""
    assert "steps" in THINGS
    assert "step" not in THINGS
    assert None not in THINGS


def test_an_unknown_name_is_guessed_at() -> None:
    """A typo is answered with the name that was meant."""
    with pytest.raises(
        RegistryError, match=r"no normaliser is called 'linaer'.*'linear'"
    ) as caught:
        THINGS["linaer"]
    assert caught.value.fix == "did you mean 'linear'?"
    assert caught.value.__suppress_context__


def test_twins_are_refused() -> None:
    """Two things of one name could not be told apart in a card."""
    with pytest.raises(RegistryError, match="two normalisers are called 'steps'"):
        Registry("normaliser", [STEPS, LINEAR, Thing("steps")])
