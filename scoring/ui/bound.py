"""Widgets show the state and never own it."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Sequence
from typing import Any

import streamlit as st

_REPLACED = "replaced"
_ON_ITS_WAY = 1.5
"""Seconds within which an answer surely has reached the browser."""
_TRAIL = 40
"""So many earlier places of a widget are remembered."""

_MARKUP = re.compile(r"[\\`*\[\]<>~$|]|:(?=[A-Za-z/:])|&(?=[#A-Za-z])|(?<![^\W_])_|_(?![^\W_])")
"""What Markdown reads as more than itself, wherever it stands."""

_AT_START = re.compile(r"^([ \t]*)([#+=-])|^([ \t]*[0-9]+)([.)])(?=\s|$)", re.MULTILINE)
"""What it reads so at the start of a line: headings, rules and lists."""

_WORDS = re.compile(
    r"(?<=:)(?=[\w+/-]+:)|(?<=http:)(?=//)|(?<=https:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\w)",
    re.IGNORECASE,
)
"""Where the text of an icon, an emoji or an address can be broken: these are looked for in what
Markdown has made of a text, when no backslash is left of it."""

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What sets the direction of the text behind it. A name that turns it would turn the figures beside
it, too; letters of Arabic or Hebrew find theirs without."""

_JOINER = "\u2060"
"""A character of no width at which no line breaks."""


def bind(key: str, value: Any) -> str:
    """Let a widget show a value from the state; returns the key for the widget.

    The value is only written where it differs: writing it on every run would pull a slider
    back to an older place while it is dragged.
    """
    if key not in st.session_state:
        st.session_state[key] = value
    elif st.session_state[key] != value:
        before = (time.monotonic(), st.session_state[key])
        trail = st.session_state.setdefault(_REPLACED, {}).setdefault(key, deque(maxlen=_TRAIL))
        trail.append(before)
        st.session_state[key] = value
    return key


def held(key: str, value: Any) -> dict[str, Any]:
    """`bind` for a slider, switch or field: its key, and the value as its default.

    Where a run is overtaken by the next before the browser has drawn it, the browser takes
    the default for what was set. Without one that is the slider's lowest end, and the next
    message would set every weight to 0.
    """
    return {"key": bind(key, value), "value": value}


def chosen(key: str, value: Any, options: Sequence[Any]) -> dict[str, Any]:
    """The same for a choice among options; without a default where the value is none of them."""
    place = {"index": list(options).index(value)} if value in options else {}
    return {"key": bind(key, value), **place}


def lately_replaced(key: str) -> bool:
    """Whether the app changed a widget so lately that the browser may not have drawn it."""
    trail = st.session_state.get(_REPLACED, {}).get(key, ())
    return any(time.monotonic() - replaced < _ON_ITS_WAY for replaced, _ in trail)


def is_echo(key: str) -> bool:
    """Whether a widget repeats a place it had before the app changed it a moment ago.

    A browser may have snapped that place to the slider's whole steps.
    """
    now, shown = time.monotonic(), st.session_state[key]
    trail = st.session_state.get(_REPLACED, {}).get(key, ())
    return any(
        now - replaced < _ON_ITS_WAY and shown in (before, float(round(before)))
        for replaced, before in trail
    )


def plain(text: str) -> str:
    """Text from a card or a file for a label that knows Markdown: shown as it is written.

    Only what could be markup is escaped, for a label is also what a screen reader says; what
    would turn the direction of the text beside it is left out.
    """
    escaped = _MARKUP.sub(r"\\\g<0>", _WORDS.sub(_JOINER, _TURNS.sub("", text)))
    return _AT_START.sub(lambda m: f"{m[1] or m[3] or ''}\\{m[2] or m[4]}", escaped)
