"""How the segments stand: a bar for each, or a field for each pair of values."""

from __future__ import annotations

from typing import Final

import streamlit as st

from scoring.output.charts import segment_bands, segment_heat
from scoring.output.segment_words import MEASURES, fields, lines
from scoring.spec.glossary import meaning
from scoring.ui.bound import plain
from scoring.ui.draw import draw
from scoring.ui.notices import NO_CASE, too_few
from scoring.ui.panels.groups import caught_chart, verdicts
from scoring.ui.panels.segments.asked import shade_of
from scoring.ui.panels.segments.brush import clicked, turn
from scoring.ui.state import State
from scoring.workbench.segmenting import Divided

_MIX, _HEAT = "segments-mix", "segments-heat"
_GATED: Final = "churn", "caught"


def mix(here: State, found: Divided) -> None:
    """The segments today and how they were caught, and what they say together."""
    if len(found.crossed.axes) > 1:
        _heat(here, found)
    else:
        left, right = st.columns(2, gap="large")
        with left:
            _bars(here, found)
        with right:
            st.markdown("## Lost accounts caught", help=meaning("Caught churn"))
            if not found.trial.counts.lost:
                st.caption(too_few(0))
            elif found.groups.groups:
                caught_chart(found.groups, found.trial, "segments-caught")
            else:
                st.info(NO_CASE)
    if found.groups.groups:
        verdicts(found.groups)
        _turned(found)


def _turned(found: Divided) -> None:
    """The metrics that tell another story within the segments."""
    for one in found.turned:
        st.warning(plain(f"{one.title}: {one.verdict.words}"), icon=":material/call_split:")
    if found.turned:
        st.caption(
            "Anchors of its own for each segment may mend that: choose one, and see the variant"
            " that is suggested below."
        )


def _currency(here: State) -> str | None:
    return here.data.catalogue.currency if here.data.catalogue.has_arr else None


def _bars(here: State, found: Divided) -> None:
    currency, by_arr = _currency(here), False
    with st.container(horizontal=True, vertical_alignment="center", key="segments-mix-head"):
        st.markdown("## By band", help=meaning("Band"), width="content")
        if currency is not None:
            by_arr = st.segmented_control(
                "Count", ["Accounts", "ARR"], default="Accounts", key="segments-count",
                label_visibility="collapsed",
            ) == "ARR"  # fmt: skip
    if not found.segments:
        st.info("No account is in the book at this month.")
        return
    drawn = lines(found.crossed, found.segments, here.card, currency, by_arr)
    draw(
        "segment_bands",
        segment_bands.rows(drawn, found.chosen, turn()),
        key=_MIX,
        height=segment_bands.height(len(drawn)),
        on_pick=lambda: clicked(here, found, _MIX),
    )
    st.caption("Click a segment to look at its accounts alone, here and on every page.")


def _heat(here: State, found: Divided) -> None:
    measure = MEASURES[shade_of(here)]
    rows, columns = found.crossed.axes
    st.markdown(f"## {measure.label}")
    if shade_of(here) in _GATED and not found.trial.gate.shares:
        st.caption(found.trial.gate.words)
    drawn = fields(
        found.crossed,
        found.segments,
        found.groups.groups,
        measure,
        here.card,
        _currency(here),
    )
    if not drawn:
        st.info("No account is in the book at this month.")
        return
    draw(
        "segment_heat",
        segment_heat.rows(columns.names, rows.names, drawn, measure.tone, found.chosen, turn()),
        key=_HEAT,
        height=segment_heat.height(len(rows)),
        on_pick=lambda: clicked(here, found, _HEAT),
    )
    grey = " Grey: fewer than 8 lost accounts, or nothing to show." * any(f.grey for f in drawn)
    st.caption(f"Click a field to look at its accounts alone, here and on every page.{grey}")
