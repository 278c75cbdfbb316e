"""Whoever finds points hard compares groups of metrics in pairs, and gets points to start from."""

from __future__ import annotations

from typing import Final

import streamlit as st

from scoring.spec.model import Card
from scoring.tune.pairwise import Weighed
from scoring.ui.bound import plain
from scoring.ui.seat import Seat
from scoring.workbench.pairing import Group, groups_of, points_of, questions_of, weigh

_STEPS: Final = (-9, -7, -5, -3, -2, 1, 2, 3, 5, 7, 9)
"""How many times as much the second matters, or the first where below 0."""


def pairs(card: Card, mine: Seat) -> None:
    """The questions, whether the answers fit together, and a way to take them."""
    groups = groups_of(card)
    if not groups:
        return
    with st.expander("Hard to decide? Compare in pairs", key="room-pairs"):
        judged = {pair: _asked(at, *pair) for at, pair in enumerate(questions_of(groups))}
        found = weigh(groups, judged)
        st.caption(plain(_said(groups, found)))

        def taken() -> None:
            mine.proposed = (mine.proposed[0] + 1, points_of(card, groups, found))

        st.button(
            "Fill in my points",
            key="room-fill",
            icon=":material/check:",
            width="stretch",
            on_click=taken,
            help="They stand in place of the points below, and can be changed before you send.",
        )


def _asked(at: int, first: str, second: str) -> float:
    """How many times as much the first matters as the second, 1/9 … 9."""

    def said(step: int) -> str:
        if step == 1:
            return "both alike"
        return f"{second if step > 0 else first} {abs(step)}×"

    step = st.select_slider(
        plain(f"{first} or {second}?"),
        _STEPS,
        value=1,
        key=f"room-pair-{at}",
        format_func=said,
    )
    return 1.0 / step if step > 0 else float(-step)


def _said(groups: tuple[Group, ...], found: Weighed) -> str:
    named = zip(groups, found.weights, strict=True)
    weights = ", ".join(f"{group.name} {weight:.0f}" for group, weight in named)
    ratio = f"consistency ratio {found.ratio:.2f}"
    if found.sound:
        return f"{weights}. The answers fit together ({ratio})."
    return f"{weights}. The answers contradict each other ({ratio}): look at them again."
