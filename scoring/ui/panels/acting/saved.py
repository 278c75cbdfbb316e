"""The save rate: how many came back, worked and not worked side by side, and no proof."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from scoring.output.saves_told import save_tiles, save_words, side_rows
from scoring.ui.bound import chosen, plain
from scoring.ui.panels.acting.kept import worked
from scoring.ui.panels.acting.setting import number, plainly, take
from scoring.ui.panels.board import picked_row
from scoring.ui.panels.file_buttons import file_buttons
from scoring.ui.panels.tiles import figure, figures
from scoring.ui.state import State
from scoring.workbench.acting import MOST_SEED, MOST_WINDOW
from scoring.workbench.saving import holdout_table, save_rate_now, segments_of


def saved(here: State) -> None:
    """The window, three figures, the two sides, and the experiment that would tell."""
    st.markdown("## Did it help?")
    if here.data.catalogue.single:
        st.info("One month alone: nobody can be seen to come back.")
        return
    _window(here)
    acting = here.acting
    found = save_rate_now(
        here.data, here.card, acting.window, acting.segment, here.filter, worked(here)
    )
    if not found.all.entries:
        young = f" {found.open} did, too recently to be judged." if found.open else ""
        st.info(f"Nobody turned red so long before the end of the data.{young}")
        return
    figures([[figure(tile) for tile in save_tiles(found)]], "tiles-look-saves")
    if rows := side_rows(found):
        picked_row(pd.DataFrame(rows), "saves")
    for words in save_words(found):
        st.caption(plain(words))
    _holdout(here)


def _window(here: State) -> None:
    """The months of the window, and what the worked are compared within."""
    left, right = st.columns(2)
    with left:
        number(
            here,
            "window",
            "Months to come back in",
            here.acting.window,
            (1, MOST_WINDOW),
            plainly("window"),
        )
    if options := segments_of(here.data):
        with right:
            _segment(here, options)


def _segment(here: State, options: tuple[str, ...]) -> None:
    now = here.acting.segment if here.acting.segment in options else options[0]

    def picked() -> None:
        if st.session_state["acting-segment"] in options:
            name = st.session_state["acting-segment"]
            take(here, lambda acting: plainly("segment")(acting, name))

    st.selectbox(
        "Compare accounts alike in",
        options,
        **chosen("acting-segment", now, options),
        on_change=picked,
        help="And in how deep their red was: less than 10, less than 20, or more points below.",
    )


def _holdout(here: State) -> None:
    fold = st.expander(
        "Find out for sure: hold out a tenth",
        icon=":material/science:",
        key="hold-out",
        on_change="rerun",
    )
    if not fold.open:
        return
    with fold:
        st.markdown(
            "Chance alone can say whether the calls help. This list puts about one in ten of the"
            " flagged accounts aside; leave those alone, work the others, and compare after the"
            " window. An account keeps its arm from month to month."
        )
        number(
            here,
            "seed",
            "Seed of the draw",
            here.acting.seed,
            (0, MOST_SEED),
            plainly("seed"),
            "The same seed gives the same arms; write it down with the experiment.",
        )
        table = partial(
            holdout_table, here.data, here.card, here.as_of, here.acting.seed, here.filter
        )
        with st.container(horizontal=True):
            file_buttons("Hold-out list", f"hold-out-{here.as_of}", "holdout", table)
