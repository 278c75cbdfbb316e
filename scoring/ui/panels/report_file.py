"""The report and the method sheet are made beside the page, and taken away."""

from __future__ import annotations

import datetime as dt
from functools import partial

import streamlit as st

from scoring.spec.model import Card
from scoring.ui.panels.tuning.work import worked
from scoring.ui.panels.wanted import wanted
from scoring.ui.state import State
from scoring.workbench import DataSet, Watch, fits
from scoring.workbench.reporting import Look, method_markdown, report


def report_file(here: State) -> None:
    """A button that makes the report, its bar, and what came of it."""
    st.markdown("## Report")
    if not fits(here.card, here.data):
        st.caption("There is none for a card that does not fit these data.")
        return
    st.caption(
        "One file with charts and tables: the card in words, the bands now, movers, what it would"
        " have caught, lost customers, segments, warnings. It needs no network and prints to a PDF."
    )
    look = Look(here.as_of, here.filter, here.asked)
    key = (here.data.catalogue.version, id(here.data), here.card.digest, look)
    if not wanted("report", key, "Make the report"):
        return
    work = partial(_made, here.data, here.card, look)
    made = worked(here, "report", key, "Report", work)
    if made is None:
        return
    page, method = made
    with st.container(horizontal=True):
        _button("Report as .html", page, f"report-{look.month}.html", "text/html")
        _button("Method sheet as .md", method, "method.md", "text/markdown")


def _made(data: DataSet, card: Card, look: Look, watch: Watch) -> tuple[str, str]:
    page = "".join(report(data, card, look, today=dt.date.today(), watch=watch))
    return page, method_markdown(data, card, look)


def _button(label: str, text: str, name: str, kind: str) -> None:
    st.download_button(
        label, text, name, kind, icon=":material/download:", on_click="ignore", key=name
    )
