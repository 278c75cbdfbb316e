"""Scores leave as files: at once where they are few, beside the page where they are many."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import streamlit as st

from scoring.output.exporters import EXPORTERS
from scoring.output.exporters.exporter import Exporter
from scoring.ui.panels.tuning.work import worked
from scoring.ui.panels.wanted import wanted
from scoring.ui.state import State
from scoring.values import Month
from scoring.workbench import DataSet, Watch, score_table
from scoring.workbench.reporting import Look, extras_of

MANY: Final = 200_000
"""Rows from which a file is made beside the page, with a bar."""


def score_files(here: State, months: Sequence[Month]) -> None:
    """A button for each file format, for the scores of these months."""
    rows = sum(_rows(here.data, month) for month in months)
    if rows > MANY:
        _beside(here, months, rows)
        return
    with st.container(horizontal=True):
        for exporter in EXPORTERS:
            make = partial(_file, here, months, exporter, Watch())
            _button(exporter, months[-1], partial(_bytes, make))


def _rows(data: DataSet, month: Month) -> int:
    span = data.book.frame.rows_at(month)
    return int(span.stop - span.start)


def _beside(here: State, months: Sequence[Month], rows: int) -> None:
    """Choose a format, have the file made, and take it."""
    name = st.segmented_control("Format", EXPORTERS.names, key="score-format", default="parquet")
    if name is None:
        return
    exporter = EXPORTERS[name]
    key = (here.data.catalogue.version, here.card.digest, tuple(months), name)
    if not wanted("scores", key, f"Make the file of {rows:,} rows"):
        return
    work = partial(_file, here, months, exporter)
    made = worked(here, "score-file", key, f"Scores as .{name}", work)
    if made is not None:
        _button(exporter, months[-1], made.getvalue)


def _button(exporter: Exporter, month: Month, data: Callable[[], bytes]) -> None:
    st.download_button(
        f"Scores as .{exporter.name}",
        data=data,  # made, or copied out of what was made, when the button is pressed
        file_name=f"scores-{month}.{exporter.name}",
        mime=exporter.media_type,
        icon=":material/download:",
        key=f"scores-{exporter.name}",
        on_click="ignore",
    )


def _bytes(make: Callable[[], io.BytesIO]) -> bytes:
    return make().getvalue()


def _file(here: State, months: Sequence[Month], exporter: Exporter, watch: Watch) -> io.BytesIO:
    """The file, written as a stream: the table of scores is held once beside it."""
    data, card = here.data, here.card
    watch.tell("Scoring", 0.05)
    table = score_table(data, card, months)
    look = Look(months[-1], here.filter, here.asked)

    def tell(part: float) -> None:
        watch.tell("Writing the rows", 0.4 + 0.6 * part)

    out = io.BytesIO()
    exporter.stream(table, out, extras_of(exporter, data, card, look, tell))
    return out
