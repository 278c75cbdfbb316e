"""Findings with ways to deal with them: a list to choose from for each."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scoring.errors import Finding
from scoring.ui.bound import plain
from scoring.workbench import Question

_HEIGHT = 420
_MANY = 5
"""With more choices than this the list scrolls by itself."""


def ways(key: str, offered: Sequence[Question]) -> list[tuple[Finding, str]]:
    """A box for each question; what is chosen of those that are answered.

    What is done now is chosen at first; where nothing is done yet, nothing.
    """
    many = len(offered) > _MANY
    with st.container(height=_HEIGHT if many else "content", border=False, key=key):
        chosen = [(one.findings[0], _chosen(key, one)) for one in offered]
    return [(finding, label) for finding, label in chosen if label is not None]


def _chosen(key: str, asked: Question) -> str | None:
    """The label of the way that is chosen of all the findings which it decides."""
    labels = [way.label for way in asked.ways]
    now = next((way.label for way in asked.ways if way.now), None)
    first, more = asked.findings[0], len(asked.findings) - 1
    also = f" (and {more} more finding{'s' if more > 1 else ''} like this)" if more else ""
    return st.selectbox(
        plain(f"{first.place}: {first.problem}{also}"),
        labels,
        index=labels.index(now) if now else None,
        key=f"{key}-{first.kind}-{first.place}",
        format_func=lambda label: f"{label} (as now)" if label == now else label,
        filter_mode=None,
        placeholder="Choose",
    )
