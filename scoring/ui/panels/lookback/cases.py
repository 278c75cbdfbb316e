"""The cases themselves: how they fall, who is none and why, and as a file."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scoring.output.figures import count
from scoring.output.tried import DEFINITIONS
from scoring.ui.bound import plain
from scoring.ui.panels.file_buttons import file_buttons
from scoring.ui.state import State
from scoring.workbench import Picture, case_sql, case_table, lost_table


def cases(here: State, seen: Picture) -> None:
    """Counts in words at the left, files and definitions at the right."""
    left, right = st.columns(2, gap="large")
    with left:
        _in_words(seen)
    with right:
        _files(here, seen)


def _in_words(seen: Picture) -> None:
    st.markdown("## How the cases fall")
    counts, trial = seen.trial.counts, seen.trial
    lines = [
        f"Lost and flagged, caught: {count(counts.caught)}",
        f"Lost and not flagged, missed: {count(counts.missed)}"
        f" ({count(counts.unscored_lost)} without a score)",
        f"Kept and flagged, a false alarm: {count(counts.false_alarms)}",
        f"Kept and left alone, rightly: {count(counts.left_alone)}",
        f"Looks at which a loss came too soon after, in no rate: {count(counts.too_late)};"
        " most of these losses are counted at an earlier look",
    ]
    chance = trial.chance
    if counts.flagged:
        lines.append(
            f"Picking {count(counts.flagged)} at random would have caught {chance.mean:.0f}"
            f" ({chance.low} to {chance.high})"
        )
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    if trial.cases.excluded:
        st.markdown("## Who is no case")
        left_out = [
            f"{one.reason}: {count(one.count)}, {one.words}" for one in trial.cases.excluded
        ]
        st.markdown("\n".join(f"- {plain(line)}" for line in left_out))


def _files(here: State, seen: Picture) -> None:
    st.markdown("## Take the cases away")
    st.caption("A row a case: account, month looked at, outcome, score, band, whether flagged.")
    with st.container(horizontal=True):
        cases_now = partial(case_table, here.data, seen.card, seen.trial)
        file_buttons("Cases", "cases", "cases", cases_now)
        st.download_button(
            "As .sql",
            data=lambda: case_sql(here.data, seen.card, seen.trial.question),
            file_name="cases.sql",
            mime="application/sql",
            icon=":material/download:",
            key="cases-sql",
            on_click="ignore",
        )
    st.caption("A row a lost customer, as on the board: verdict, months of warning, reason.")
    with st.container(horizontal=True):
        everybody = partial(lost_table, here.data, seen.card, seen.board)
        file_buttons("Lost customers", "lost-customers", "lost", everybody)
    with st.expander("What each figure means"):
        lines = [
            f"**{key.replace('_', ' ')}**: {plain(words)}" for key, words in DEFINITIONS.items()
        ]
        st.markdown("\n".join(f"- {line}" for line in lines))
