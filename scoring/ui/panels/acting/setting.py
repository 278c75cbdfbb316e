"""The settings of the page change as one, and stay as they were where they cannot."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from scoring.ui.bound import held
from scoring.ui.state import State, attempt
from scoring.workbench.acting import Acting


def take(here: State, change: Callable[[Acting], Acting]) -> None:
    """Take settings on if they can be meant; else say why and keep the last ones."""

    def put() -> None:
        here.acting = change(here.acting)

    attempt(put)


def number(
    here: State,
    name: str,
    label: str,
    now: float,
    ends: tuple[float, float],
    change: Callable[[Acting, Any], Acting],
    help_: str | None = None,
) -> None:
    """A field for one number of the settings; whole where the number is."""
    key, made = f"acting-{name}", type(now)

    def moved() -> None:
        value = st.session_state[key]
        if value is not None:
            take(here, lambda acting: change(acting, made(value)))

    st.number_input(
        label,
        min_value=made(ends[0]),
        max_value=made(ends[1]),
        step=made(1),
        format="%g",
        **held(key, now),
        on_change=moved,
        help=help_,
    )


def plainly(name: str) -> Callable[[Acting, Any], Acting]:
    """The change of a setting that is one field."""
    return lambda acting, value: replace(acting, **{name: value})


def json_button(label: str, name: str, key: str, document: Callable[[], dict[str, Any]]) -> None:
    """A button that writes a document for a webhook when it is pressed."""
    st.download_button(
        label,
        data=lambda: json.dumps(document(), indent=2, ensure_ascii=False, allow_nan=False),
        file_name=f"{name}.json",
        mime="application/json",
        icon=":material/webhook:",
        key=key,
        on_click="ignore",
    )
