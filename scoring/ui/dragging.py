"""A slider that is being dragged shows what it would do; the card changes when it is let go."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

import streamlit as st

from scoring.errors import BellwetherError
from scoring.output.headline import CAUGHT
from scoring.spec.model import Card
from scoring.spec.variants import folded
from scoring.ui import logged
from scoring.ui.live.part import told_by
from scoring.ui.live.stream import show_stream
from scoring.ui.live.tiles import Figure
from scoring.ui.visit import State
from scoring.workbench import Picture

SETTING: Final = "BELLWETHER_NATIVE_SLIDERS"
"""Set to anything but 0, this variable puts Streamlit's own sliders in the place of ours."""

NO_NEWS: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType({})
"""Nothing moves."""

_KEY: Final = "stream"
_BEGAN: Final = "stream-began"
_MOST: Final = 2
"""No slider has more handles."""

_MOST_IN_SIGHT: Final = 60
"""No list shows more lines at once."""

_MOST_WORDS: Final = 50
"""A visitor says one word at a time, or a few while the page is busy."""


def native() -> bool:
    """Whether the app was started with Streamlit's own sliders, which are silent in a drag."""
    return os.environ.get(SETTING, "") not in ("", "0")


def put_down(here: State) -> None:
    """Nothing is in hand any more: the page is drawn anew, with the card as it is."""
    here.in_hand = None
    here.turns = {}


def register(here: State, key: str, turned: Callable[..., Card]) -> None:
    """Say what draft the places of a slider would give, for as long as it is on the page."""
    here.turns[key] = turned


def listen(here: State, news: Mapping[str, Mapping[str, Any]] = NO_NEWS) -> None:
    """Take what the sliders of the page tell while they are dragged, and answer with the news.

    It stands at the end of the part of the page that is to run again then, and only that part
    does: the answer tells the browser that all before it has been drawn. Input: what changed in
    the data of the parts that stand elsewhere on the page, by their keys.
    """
    if native():
        return

    def moved() -> None:
        said = told_by(_KEY, "moved")
        if isinstance(said, dict):
            take_up(here, str(said.get("key")), said.get("places"))
            here.in_sight = names_of(said.get("seen"))
            st.session_state[f"{_KEY}-heard"] = said.get("number")
            st.session_state[_BEGAN] = time.monotonic()

    # It is told so that the browser knows when it can tell the next place: see `stream.js`.
    began = st.session_state.pop(_BEGAN, None)
    took = None if began is None else (time.monotonic() - began) * 1000
    show_stream(st.session_state.get(f"{_KEY}-heard"), news, _KEY, moved, took)


def take_up(here: State, key: str, places: object) -> None:
    """Hold the card that a slider would give; what cannot stand leaves the last one in hand.

    Input: the key of a slider on the page, and its places as the browser told them. Where it fails
    as nobody foresaw, that is logged once: nothing follows the slider until the page is drawn
    anew, and letting it go says so.
    """
    turned, numbers = here.turns.get(key), numbers_of(places)
    if turned is None or numbers is None:
        return
    try:
        here.in_hand = folded(here.card, here.position, turned(*numbers))
    except (BellwetherError, TypeError):
        return
    except Exception as fault:
        del here.turns[key]
        logged.unforeseen(fault)


def keep_in_hand(here: State) -> None:
    """Put on the card what a slider last showed, where its letting go was lost with its page."""
    if here.in_hand is not None:
        here.change(here.in_hand)
        here.in_hand = None


def near(rows: Sequence[Sequence[Figure]], seen: Picture) -> Sequence[Sequence[Figure]]:
    """Tiles of a picture; with "≈" where a sample speaks for a large book until the slider rests.

    What was caught of the lost customers is counted of all of them, and has none; nor has a tile
    that holds no number.
    """
    if seen.sample is None:
        return rows
    return [[_near(one) for one in row] for row in rows]


def _near(one: Figure) -> Figure:
    number = any(sign.isdigit() for sign in one.value)
    return replace(one, value=f"≈ {one.value}") if number and one.label != CAUGHT else one


def names_of(seen: object) -> tuple[str, ...]:
    """The lines of a list that can be seen; none if what the browser told is no such thing."""
    if not isinstance(seen, list) or len(seen) > _MOST_IN_SIGHT:
        return ()
    return tuple(one for one in seen if isinstance(one, str))


def numbers_of(places: object) -> tuple[float, ...] | None:
    """The places of a slider's handles; None if what the browser told is no such thing."""
    if not isinstance(places, list) or not 1 <= len(places) <= _MOST:
        return None
    fine = all(isinstance(n, int | float) and math.isfinite(n) for n in places)
    return tuple(float(n) for n in places) if fine else None


def words_after(heard: float, words: list[Any]) -> Iterator[tuple[float, dict[str, Any]]]:
    """The words of sliders that were not heard yet, each with its number, in order.

    What was on its way is said again with what comes after it. Input: the number of the last
    word that was heard; what the browser told, of which whatever is no such thing is left out.
    """
    for word in words[:_MOST_WORDS]:
        number = word.get("number") if isinstance(word, dict) else None
        if isinstance(number, int | float) and math.isfinite(number) and number > heard:
            heard = number
            yield heard, word
