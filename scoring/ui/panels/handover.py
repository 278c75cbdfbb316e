"""How the card is entered in a customer success platform, with what gets lost, counted."""

from __future__ import annotations

from typing import Final

import streamlit as st

from scoring.limits.showing import HANDOVER_ROWS
from scoring.output.handover import PLATFORMS, Handover, Part
from scoring.output.handover.markdown import consequence, edition, summary
from scoring.ui.bound import plain
from scoring.ui.state import State
from scoring.workbench import fits
from scoring.workbench.handing_over import hand_over, handover_text

_MOST_ROWS: Final = HANDOVER_ROWS.now


@st.fragment
def handover(here: State) -> None:
    """A picker of platforms; below it the instructions, a download, and the losses first."""
    st.markdown("## Customer success platform")
    st.caption("Field by field how this card is entered there, and what of it cannot be.")
    name = st.segmented_control(
        "Platform",
        PLATFORMS.names,
        format_func=lambda one: PLATFORMS[one].label,
        label_visibility="collapsed",
        key="handover-to",
    )
    if name is None:
        st.caption("Choose one to read its instructions.")
        return
    if not fits(here.card, here.data):
        st.info("This card reads measures that these data do not have: nothing can be counted.")
        told = hand_over(here.card, name)
    else:
        told = hand_over(here.card, name, here.data, here.as_of)
    text = handover_text(told)
    st.download_button(
        "Instructions as .md", text, f"handover_{name}.md", "text/markdown",
        icon=":material/download:", on_click="ignore", key="handover-file",
    )  # fmt: skip
    _lost(told)
    for part in told.parts:
        _part(part)
    st.caption(plain(edition(told)))
    if st.toggle("Copy it as Markdown", key="handover-copy"):
        with st.container(height=320, border=False):
            st.code(text, language="markdown", wrap_lines=True)


def _lost(told: Handover) -> None:
    st.markdown("## What gets lost")
    st.markdown(plain(summary(told)))
    rows = [
        {
            "What": counted.loss.says,
            "Another band for": consequence(counted, told.of),
            "What to do": counted.loss.instead,
        }
        for counted in told.losses
    ]
    _table(rows, ("What", "What to do"))


def _part(part: Part) -> None:
    st.markdown(f"**{plain(part.title)}**")
    for said in part.said:
        st.markdown(plain(said))
    if part.rows:
        shown = part.rows[:_MOST_ROWS]
        _table([dict(zip(part.columns, row, strict=True)) for row in shown], ())
        if len(part.rows) > _MOST_ROWS:
            st.caption(f"The first {_MOST_ROWS:,} of {len(part.rows):,} lines; the file has all.")


def _table(rows: list[dict[str, str]], wide: tuple[str, ...]) -> None:
    columns = {name: st.column_config.TextColumn(name, width="large") for name in wide}
    st.dataframe(rows, hide_index=True, column_config=columns)
