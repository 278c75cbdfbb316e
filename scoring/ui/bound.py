"""Widgets show the state and never own it."""

from __future__ import annotations

from typing import Any

import streamlit as st

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]()<>#+-.!|$~:"})


def bind(key: str, value: Any) -> str:
    """Let a widget show a value from the state; returns the key for the widget.

    The value is only written where it differs: writing it on every run would pull a slider
    back to an older place while it is dragged.
    """
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


def plain(text: str) -> str:
    """Text from a card or a file for a label that knows Markdown: shown as it is written."""
    return text.translate(_SPECIAL)
