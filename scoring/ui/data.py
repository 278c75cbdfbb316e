"""The data sets and cards a visitor may open: bundled ones shared, uploaded ones their own."""

from __future__ import annotations

import datetime as dt
from typing import Final

import streamlit as st

from scoring.errors import Finding
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.workbench import (
    DataSet,
    fits,
    open_source,
    preset_texts,
    quality,
    source_paths,
)

STANDARD: Final = "demo"
"""The data set and, by the same order, the card that a first visit opens."""

STANDARD_CARD: Final = "b2b_saas_starter"


def names() -> tuple[str, ...]:
    """The bundled data sets, the standard one first."""
    return tuple(sorted(source_paths(), key=lambda name: name != STANDARD))


@st.cache_resource(max_entries=8, show_spinner=False)
def bundled(data_id: str) -> DataSet:
    """A bundled data set, loaded once for all visitors. Raises KeyError for another name."""
    return open_source(source_paths()[data_id], today=dt.date.today())


@st.cache_resource(max_entries=1, show_spinner=False)
def presets() -> dict[str, Card]:
    """The bundled cards by file name."""
    return {name: parse_card(text) for name, text in preset_texts().items()}


def preset_of(card: Card) -> str:
    """The file name of a bundled card that is exactly this one; empty if there is none."""
    return next((name for name, known in presets().items() if known.digest == card.digest), "")


def fitting_presets(data: DataSet) -> dict[str, Card]:
    """The bundled cards whose measures these data have."""
    return {name: card for name, card in presets().items() if fits(card, data)}


def standard_card() -> Card:
    """The card that a first visit opens."""
    return presets()[STANDARD_CARD]


def quality_of(data: DataSet) -> tuple[Finding, ...]:
    """What is odd about a data set, looked up once."""
    return quality(data, today=dt.date.today())


def upload_id(data: DataSet) -> str:
    """The name under which links know an uploaded data set."""
    return f"upload-{data.catalogue.version}"


def open_set(data_id: str, upload: DataSet | None) -> DataSet:
    """A data set by its id: the visitor's own upload, or a bundled one."""
    if upload is not None and data_id == upload_id(upload):
        return upload
    return bundled(data_id)


__all__ = [
    "DataSet",
    "bundled",
    "fits",
    "fitting_presets",
    "names",
    "open_set",
    "preset_of",
    "presets",
]
