"""Sliders that move the card: ours, which tell their places while they are dragged, or native."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import streamlit as st

from scoring.spec.model import Card
from scoring.ui.bound import held, plain
from scoring.ui.dragging import keep_in_hand, native, numbers_of, register, words_after
from scoring.ui.live.part import told_by
from scoring.ui.live.slider import show_sliders
from scoring.ui.state import State, attempt

Placed = Callable[..., None]
"""What is called with the places of a slider's handles when it is let go."""

_LET_GO: Final = "sliders-let-go"
"""Under this word the session holds the number of each slider's last letting go."""

_HEARD: Final = "sliders-heard"
"""And under this one the number of the last word of each piece that was carried out."""


@dataclass(frozen=True, slots=True)
class Press:
    """A switch or a lock beside a slider: its name, whether it is on, and what a press does."""

    label: str
    on: bool
    pressed: Callable[[bool], None]
    help: str = ""


@dataclass(frozen=True, slots=True)
class Slider:
    """What a slider shows: its name as plain text, where its handles are, and how far they go.

    `key` stays the same from run to run; `unit` is the sign behind the numbers; `handles` are
    the names of two handles. A live slider may have a switch before it, a lock behind it, what
    it `unfolds` beneath it, and a word beside its name, such as "guess", with what it means.
    """

    label: str
    key: str
    places: tuple[float, ...]
    low: float
    high: float
    step: float
    unit: str = ""
    disabled: bool = False
    help: str | None = None
    handles: tuple[str, ...] = ()
    switch: Press | None = None
    lock: Press | None = None
    unfolds: Press | None = None
    badge: tuple[str, str] = ("", "")


def card_slider(here: State, shown: Slider, turned: Callable[..., Card]) -> None:
    """Draw a slider whose places are numbers of the card.

    Input: `turned` gives the draft that has the places. While the slider is dragged the figures
    show that draft; let go, it is on the card, in one step that can be undone.
    """

    def placed(*places: float) -> None:
        attempt(lambda: here.revise(turned(*places)))

    register(here, shown.key, turned)
    if native():
        native_slider(shown, placed)
    else:
        live_slider(here, shown, placed)


def live_slider(here: State, shown: Slider, placed: Placed) -> None:
    """Our slider, alone. Input: what to do when it is let go."""
    live_sliders(here, [live_row(here, shown, placed)], shown.key)


@dataclass(frozen=True, slots=True)
class Row:
    """One slider of several that stand in one piece: its data, and what follows each word of it."""

    data: Mapping[str, Any]
    follows: Mapping[str, Callable[[Mapping[str, Any]], None]]


def live_row(
    here: State, shown: Slider, placed: Placed, weight: Mapping[str, Any] | None = None
) -> Row:
    """One of our sliders. Input: what to do when it is let go; of a weight, how it shares."""

    def let_go(said: Mapping[str, Any]) -> None:
        places = numbers_of(said.get("places"))
        st.session_state.setdefault(_LET_GO, {})[shown.key] = said.get("number")
        if places is None or len(places) != len(shown.places):
            return
        # Where the page had no time in between, the visitor's next click is already carried out.
        with here.editing(str(said.get("variant"))):
            placed(*places)

    presses = {"switched": shown.switch, "locked": shown.lock, "unfolded": shown.unfolds}
    data = {
        "key": shown.key,
        "label": shown.label,
        "help": shown.help or "",
        "handles": list(shown.handles or (shown.label,)),
        "places": list(shown.places),
        "ends": [shown.low, shown.high],
        "step": shown.step,
        "unit": shown.unit,
        "disabled": shown.disabled,
        "badge": list(shown.badge),
        "presses": {name: _press(one) for name, one in presses.items() if one},
        "weight": None if weight is None else dict(weight),
        "variant": here.variant,
        "placed": st.session_state.get(_LET_GO, {}).get(shown.key, 0),
    }
    pressed = {name: partial(_pressed, one) for name, one in presses.items() if one}
    return Row(data, {"placed": let_go, **pressed})


def live_sliders(here: State, rows: Sequence[Row], key: str) -> None:
    """Sliders one beneath the other in one piece: each piece of a page costs every answer."""
    follows = {str(row.data["key"]): row.follows for row in rows}
    heard: dict[str, float] = st.session_state.setdefault(_HEARD, {})

    def said() -> None:
        words = told_by(key, "said")
        if not isinstance(words, list):
            keep_in_hand(here)
            return
        for number, word in words_after(heard.get(key, 0.0), words):
            heard[key] = number
            follow = follows.get(str(word.get("key")), {}).get(str(word.get("name")))
            if follow is not None:
                attempt(partial(follow, word))

    show_sliders([row.data for row in rows], heard.get(key, 0.0), key, said)


def _press(one: Press) -> dict[str, Any]:
    return {"label": one.label, "on": one.on, "help": one.help}


def _pressed(one: Press, said: Mapping[str, Any]) -> None:
    one.pressed(bool(said.get("on")))


def native_slider(shown: Slider, placed: Placed) -> None:
    """Streamlit's own slider in its place. Input: what to do with a new place."""

    def moved() -> None:
        value = st.session_state[shown.key]
        placed(*(map(float, value) if isinstance(value, list | tuple) else (float(value),)))

    one = len(shown.places) == 1
    st.slider(
        plain(shown.label),
        min_value=shown.low,
        max_value=shown.high,
        step=shown.step,
        format="%g" + shown.unit.replace("%", "%%"),
        **held(shown.key, shown.places[0] if one else shown.places),
        on_change=moved,
        disabled=shown.disabled,
        help=plain(shown.help) if shown.help else None,
        width="stretch",
    )
