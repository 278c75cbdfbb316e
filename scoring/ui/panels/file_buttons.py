"""A table leaves as a file of each format that there is, written when its button is pressed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pyarrow as pa
import streamlit as st

from scoring.limits.ending import asked_by
from scoring.limits.time import PAGE_SECONDS
from scoring.output.exporters import EXPORTERS
from scoring.workbench import Watch


def file_buttons(what: str, name: str, key: str, table: Callable[[], pa.Table]) -> None:
    """A button for each format, such as "Scores as .csv".

    Input: the first words of the labels, the file's name without its ending, the key of the
    buttons, and what makes the table.
    """
    for exporter in EXPORTERS:
        st.download_button(
            f"{what} as .{exporter.name}",
            data=partial(_written, exporter.write, table),
            file_name=f"{name}.{exporter.name}",
            mime=exporter.media_type,
            icon=":material/download:",
            key=f"{key}-{exporter.name}",
            on_click="ignore",
        )


def _written(write: Callable[[pa.Table], bytes], table: Callable[[], pa.Table]) -> bytes:
    with asked_by(Watch(float(PAGE_SECONDS.now)).check):  # pressed, it is no part of a page
        return write(table())
