"""What is loaded, in figures and in words, and what was found while loading it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal

import pandas as pd
import streamlit as st

from scoring.errors import Finding
from scoring.output.exporters import EXPORTERS
from scoring.output.figures import count
from scoring.spec.glossary import meaning
from scoring.ui.bound import plain
from scoring.ui.data import quality_of, read_again, start
from scoring.ui.grid import grid
from scoring.ui.heads import heads
from scoring.ui.panels import wizard_state
from scoring.ui.panels.loading import loading
from scoring.ui.panels.what_to_do import what_to_do
from scoring.ui.state import State, attempt
from scoring.workbench import quality_table, questions

_CHURN = {
    "dated": "Losses are known by date",
    "flagged": "Losses are known as a state, without a history",
    "unknown": "Who was lost is not known",
}
_MANY, _TALL = 10, 520
"""A table of more findings than this scrolls by itself, at so many pixels."""

_PLACES = {"snapshots": "months of accounts", "events": "dated rows", "files": "the files"}
"""Tables of a source file, in the words of those who never wrote one."""

_COUNTED = {"silent_endings": "measure", "two_labels": "account", "nobody_lost": "account"}
"""What the number of a finding counts where it is no rows, and the sentence does not say it."""

_OF_A_SOURCE = re.compile(r"`|source file|[a-z]+[.][a-z]+_[a-z]+|under (csv|churn)")

_SIGNS = {
    "error": "▲\N{NO-BREAK SPACE}error",
    "warning": "◆\N{NO-BREAK SPACE}warning",
    "note": "○\N{NO-BREAK SPACE}note",
}


def data_summary(here: State) -> None:
    """Name and size of the data set, and what it can and cannot tell."""
    catalogue = here.data.catalogue
    still = "Still loaded: " if wizard_state.current() is not None else ""
    st.markdown(f"## {still}{plain(catalogue.name)}")
    about = here.data.loaded.source.about
    if about:
        st.caption(plain(about))
    lost = int(here.data.book.frame.accounts.lost.sum())
    with st.container(key="tiles-data"):
        columns = st.columns(4)
    columns[0].metric("Accounts", count(catalogue.accounts), help=meaning("Account"))
    columns[1].metric("Account-months", count(catalogue.rows), help=meaning("Account-month"))
    known = f"{meaning('Lost customers')} {_CHURN[catalogue.churn]}."
    unknown = catalogue.churn == "unknown"  # a 0 would say that nobody left
    columns[2].metric("Lost customers", "not known" if unknown else count(lost), help=known)
    columns[3].metric("Months", count(len(catalogue.months)))
    first, last = catalogue.months[0], catalogue.months[-1]
    if catalogue.single:
        st.info(
            f"One snapshot, dated {last:%Y-%m}: scores and bands work; history, movement and"
            " warning time need a row a month.",
            icon=":material/info:",
        )
    else:
        st.caption(f"{first:%Y-%m} to {last:%Y-%m}. {_CHURN[catalogue.churn]}.")
    if here.data_id in start().sets:
        st.button(
            "Read again",
            key="read-again",
            icon=":material/refresh:",
            on_click=lambda: attempt(read_again),
            help="Read the files or tables named at start as they are now, for every visitor.",
        )


def measures(here: State) -> None:
    """Each measure with what it holds; those on the card are marked."""
    st.markdown("## Measures", help=meaning("Measure"))
    used = {m.measure for m in here.card.active}
    table = pd.DataFrame(
        [
            {
                "Measure": m.name,
                "On the card": m.name in used,
                "Holds": m.reads,
                "Filled": 100 * m.filled,
                "1 of 100 below": m.low,
                "1 of 100 above": m.high,
                "Values": ", ".join(m.labels[:6]),
            }
            for m in here.data.catalogue.measures
        ]
    )
    grid(
        table,
        "measures",
        heads(
            table.columns,
            {
                "Filled": st.column_config.NumberColumn(format="%.0f%%"),
                "1 of 100 below": st.column_config.NumberColumn(format="localized"),
                "1 of 100 above": st.column_config.NumberColumn(format="localized"),
            },
        ),
        height=420,
    )


def findings(here: State) -> None:
    """What was found in the data, what was done about it, and how to change that."""
    st.markdown(
        "## What was found",
        help="While loading, and by looking at what was loaded. Nothing is dropped in silence.",
    )
    found = quality_of(here.data)
    if not found:
        st.success("Nothing odd: every row was read as it is.", icon=":material/check:")
        loading(here, "findings")
        return
    source = here.data.loaded.source
    chosen = {one for question in questions(source, found) for one in question.findings}
    _listed(found, chosen)
    st.download_button(
        "Report as .csv",
        EXPORTERS["csv"].write(quality_table(source, found)),
        "findings.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="findings-csv",
    )
    what_to_do(here, found)


def _listed(found: Sequence[Finding], chosen: Collection[Finding]) -> None:
    """Every finding in full, a sentence and what belongs to it: a grid would cut them off."""
    height: int | Literal["content"] = "content" if len(found) <= _MANY else _TALL
    with st.container(height=height, border=True, gap="small", key="findings-list"):
        for finding in found:
            with st.container(gap=None):
                place = plain(_PLACES.get(finding.place, finding.place))
                st.markdown(f"{_SIGNS[finding.severity]} **{place}**: {_said(finding)}")
                st.caption(_beside(finding, finding in chosen))


def _said(finding: Finding) -> str:
    """What was found, as a sentence."""
    problem = plain(finding.problem)
    return problem if problem.endswith((".", "?", "!")) else f"{problem}."


def counted(finding: Finding) -> str:
    """How many rows it is about, or what else it counts; empty where its sentence says the number.

    The 5 of 5,000 and of 1.5 is another number.
    """
    said = rf"(?<![\d.,]){finding.count or 0:,}(?![\d%]|[.,]\d)"
    if finding.count is None or re.search(said, finding.problem):
        return ""
    noun = _COUNTED.get(finding.kind, "row")
    return f"1 {noun}" if finding.count == 1 else f"{count(finding.count)} {noun}s"


def _beside(finding: Finding, chosen: bool) -> str:
    """Which rows, for instance, and how it is changed.

    Words of a source file are for those who have none of the choices below.
    """
    many = counted(finding)
    parts = [many] if many else []
    if finding.examples:
        parts.append(f"for instance {plain('; '.join(finding.examples))}")
    if chosen and _OF_A_SOURCE.search(finding.fix):
        parts.append("what to do: choose it below")
    elif finding.fix:
        parts.append(f"what to do: {plain(finding.fix)}")
    return " · ".join(parts)
