"""By which one or two dimensions the book is divided, and what colours the fields of two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from scoring.live.crossing import Axis
from scoring.output.figures import count
from scoring.output.segment_words import MEASURES
from scoring.ui.bound import chosen, plain
from scoring.ui.panels.segments.brush import next_turn
from scoring.ui.state import State
from scoring.values import Texts
from scoring.workbench.segmenting import Divided, divided

_NOTHING = ""


def asked(here: State) -> Divided | None:
    """The choices, and the book divided by them; words and None where nothing divides it."""
    dimensions = here.data.book.frame.accounts.dimensions
    names = list(dimensions)
    if not names:
        st.info(
            "These data have no dimension such as a segment, a plan or a region. Name one on the"
            " Data page, under what the columns of the accounts mean."
        )
        return None
    split = [name for name in here.split if name in names] or [_usual(names, dimensions)]
    with st.container(horizontal=True, vertical_alignment="bottom", key="segments-asked"):
        _first(here, names, split)
        _second(here, names, split)
        if len(split) > 1:
            _figure(here)
    found = divided(here.data, here.card, here.as_of, split, here.filter, here.asked)
    for axis in found.crossed.axes:
        _about(here, axis)
    return found


def _usual(names: Sequence[str], dimensions: Mapping[str, Texts]) -> str:
    """The first dimension that tells accounts apart."""
    return next((name for name in names if len(dimensions[name].labels) > 1), names[0])


def _first(here: State, names: list[str], split: Sequence[str]) -> None:
    def picked() -> None:
        pick = st.session_state["segments-by"]
        if pick in names:
            next_turn()
            here.split = tuple(dict.fromkeys([pick, *split[1:]]))

    st.selectbox(
        "By",
        names,
        **chosen("segments-by", split[0], names),
        on_change=picked,
        width=220,
    )


def _second(here: State, names: list[str], split: Sequence[str]) -> None:
    others = [_NOTHING, *(name for name in names if name != split[0])]

    def picked() -> None:
        pick = st.session_state["segments-and-by"]
        if pick in others:
            next_turn()
            here.split = (split[0], pick) if pick else (split[0],)

    if len(others) == 1:
        return
    st.selectbox(
        "and by",
        others,
        **chosen("segments-and-by", split[1] if len(split) > 1 else _NOTHING, others),
        format_func=lambda name: name or "nothing else",
        on_change=picked,
        width=220,
    )


def figures_of(here: State) -> list[str]:
    """The figures that these data have."""
    return [name for name in MEASURES if name != "arr" or here.data.catalogue.has_arr]


def shade_of(here: State) -> str:
    """The figure that colours the fields."""
    return here.shade if here.shade in figures_of(here) else figures_of(here)[0]


def _figure(here: State) -> None:
    options = figures_of(here)

    def picked() -> None:
        pick = st.session_state["segments-figure"]
        if pick in options:
            here.shade = pick

    st.selectbox(
        "Figure",
        options,
        **chosen("segments-figure", shade_of(here), options),
        format_func=lambda name: MEASURES[name].label,
        on_change=picked,
        width=220,
    )


def _about(here: State, axis: Axis) -> None:
    """Words on an axis that cannot be read as it is."""
    by = "ARR" if here.data.catalogue.has_arr else "accounts"
    if axis.rest:
        st.caption(
            plain(
                f"{count(len(axis.values))} values of {axis.dimension} with the most {by} stand"
                f" alone; {count(axis.rest)} others are counted together."
            )
        )
    elif len(axis) == 1:
        name = axis.names[0]
        st.caption(
            plain(f"Every account has the same {axis.dimension}, {name}: nothing to compare.")
        )
