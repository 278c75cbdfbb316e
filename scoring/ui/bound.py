"""Widgets show the state and never own it."""

from __future__ import annotations

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

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]()<>#+-.!|$~:"})


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
    """Text from a card or a file for a label that knows Markdown: shown as it is written."""
    return text.translate(_SPECIAL)
