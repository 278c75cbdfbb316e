"""The data sets and cards a visitor may open.

Bundled ones and those that were named at start are shared, uploaded ones are the visitor's own.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from typing import Final

from scoring.errors import BellwetherError, DataError, Finding, FindingsError, in_one_sentence
from scoring.limits.ending import asked_by
from scoring.limits.time import RETRY
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.ui.for_all import cached_for_all
from scoring.ui.notices import NO_FIT
from scoring.ui.started import for_visitors
from scoring.workbench import (
    START,
    DataSet,
    Place,
    Start,
    Watch,
    fits,
    open_source,
    open_start,
    preset_texts,
    quality,
    read_start,
    source_paths,
    starting_card,
)
from scoring.workbench.judging import fits_beside_given

STANDARD: Final = "demo"
"""The data set and, by the same order, the card that a first visit opens."""

STANDARD_CARD: Final = "b2b_saas_starter"
OPERATORS_CARD: Final = "start-card"
_SETTINGS: Final = ("BELLWETHER_DATA", "BELLWETHER_SOURCE", "BELLWETHER_CARD")
RETRY_SECONDS: Final = float(RETRY.now)
_Settings = tuple[str, ...]


def names() -> tuple[str, ...]:
    """The data sets that were named at start, then the bundled ones, the standard one first."""
    return (*start().sets, *sorted(source_paths(), key=lambda name: name != STANDARD))


def title_of(data_id: str) -> str:
    """What people call a data set that everybody may open."""
    if data_id.startswith(START):
        return start().sets[data_id][0].name
    try:
        return bundled(data_id).catalogue.name
    except BellwetherError:
        return f"{data_id} (unreadable)"


def start() -> Start:
    """What was named when the app was started."""
    return _start(_settings())


def start_place() -> Place | None:
    """The place that was named at start, from which visitors may choose what it lists."""
    return start().place


def read_again() -> None:
    """Forget what was read at start, so that the next look reads files and tables as they are."""
    _start.clear()
    _started.clear()


def _settings() -> _Settings:
    return tuple(os.environ.get(name, "").strip() for name in _SETTINGS)


@cached_for_all(most=2)
def _start(settings: _Settings) -> Start:
    return read_start(*settings)


@cached_for_all(most=8)
def _started(data_id: str, settings: _Settings) -> DataSet | tuple[float, tuple[Finding, ...]]:
    """A data set that was named at start, or when and why it could not be loaded."""
    try:
        with asked_by(Watch().check, anew=True):
            return open_start(_start(settings), data_id, today=dt.date.today())
    except DataError as error:
        return time.monotonic(), error.findings


def _from_start(data_id: str) -> DataSet:
    """A data set that was named at start. Raises KeyError for another name, and DataError.

    One that could not be loaded is tried again after a minute: its server may be back.
    """
    found = _started(data_id, _settings())
    if isinstance(found, tuple) and time.monotonic() - found[0] > RETRY_SECONDS:
        _started.clear(data_id, _settings())
        found = _started(data_id, _settings())
    if isinstance(found, tuple):
        raise DataError(for_visitors(found[1]))
    return found


@cached_for_all(most=8)
def bundled(data_id: str) -> DataSet:
    """A bundled data set, loaded once for all visitors. Raises KeyError for another name."""
    with asked_by(Watch().check, anew=True):
        return open_source(source_paths()[data_id], today=dt.date.today())


@cached_for_all(most=1)
def bundled_cards() -> dict[str, Card]:
    """The bundled cards by file name."""
    return {name: parse_card(text) for name, text in preset_texts().items()}


def presets() -> dict[str, Card]:
    """The card that was named at start, if one was, and the bundled cards by file name."""
    own = start().card
    return ({OPERATORS_CARD: own} if own else {}) | bundled_cards()


def preset_of(card: Card) -> str:
    """The name of a preset that is exactly this card; empty if there is none."""
    return next((name for name, known in presets().items() if known.digest == card.digest), "")


def fitting_presets(data: DataSet) -> dict[str, Card]:
    """The presets whose measures these data have."""
    return {name: card for name, card in presets().items() if fits(card, data)}


def standard_card() -> Card:
    """The card that a first visit opens."""
    return presets()[STANDARD_CARD]


def first_card(data: DataSet) -> Card:
    """The card that these data open with: a preset that fits, else a guess. Raises DataError."""
    return next(iter(fitting_presets(data).values()), None) or starting_card(data)


def first_visit() -> tuple[str, Card, str]:
    """What a first visit opens: a data set and a card; and what could not be opened, in words.

    The first data set that was named at start, or the demo if there is none or it fails.
    """
    faults = list(for_visitors(start().faults))
    data_id = next(iter(start().sets), "")
    try:
        if data_id:
            return data_id, first_card(_from_start(data_id)), _told(faults)
    except DataError as error:
        faults += error.findings
    return STANDARD, standard_card(), _told(faults)


def _told(faults: list[Finding]) -> str:
    """What could not be used of what was named at start, the first few."""
    if not faults:
        return ""
    faults = list(dict.fromkeys(faults))
    said = " ".join(f"{f.place}: {f.problem}. {f.fix[:1].upper()}{f.fix[1:]}." for f in faults[:3])
    said = said.replace("?.", "?")
    more = f" And {len(faults) - 3} more." if len(faults) > 3 else ""
    return f"Not all that was named at start could be opened: {said}{more}"


def quality_of(data: DataSet) -> tuple[Finding, ...]:
    """What is odd about a data set, looked up once."""
    return quality(data, today=dt.date.today())


def upload_id(data: DataSet) -> str:
    """The name under which links know an uploaded data set."""
    return f"upload-{data.catalogue.version}"


def open_set(data_id: str, upload: DataSet | None) -> DataSet:
    """A data set by its id: the visitor's own upload, one named at start, or a bundled one.

    Raises KeyError for another name, and DataError if one named at start cannot be loaded.
    """
    if upload is not None and data_id == upload_id(upload):
        return upload
    if data_id.startswith(START):
        return _from_start(data_id)
    return bundled(data_id)


def fault_of(data_id: str, upload: DataSet | None) -> str:
    """Why a data set cannot be opened, in words that name the file; empty if it can be."""
    try:
        open_set(data_id, upload)
    except KeyError:
        return f"There is no data set '{data_id}' here. {_PUT_BACK}"
    except BellwetherError as error:
        told = error.findings[0] if isinstance(error, FindingsError) and error.findings else None
        what = f"{told.place}: {told.problem}" if told else error.problem
        if data_id in source_paths():
            where = source_paths()[data_id]
            own = f"The data set '{data_id}', which comes with Bellwether ({where.name}), cannot be"
            return f"{own} opened: {what}. {_PUT_BACK}"
        return f"The data cannot be opened: {what}. {in_one_sentence(error).split('. ')[-1]}."
    return ""


_PUT_BACK: Final = (
    "Put the folders data and configs back as they came, or make the demo book anew with"
    " 'make demo-data', and load the page again."
)


def misfit(card: Card, data_id: str, upload: DataSet | None) -> str:
    """Why a link's card cannot be opened beside its data set, in words; empty if it can."""
    try:
        return "" if fits_beside_given(card, open_set(data_id, upload)) else NO_FIT
    except DataError as error:
        return f"The data set of this link cannot be loaded. {in_one_sentence(error)}"


__all__ = [
    "DataSet",
    "bundled",
    "bundled_cards",
    "first_card",
    "first_visit",
    "fits",
    "fits_beside_given",
    "fitting_presets",
    "misfit",
    "names",
    "open_set",
    "preset_of",
    "presets",
    "read_again",
    "start_place",
]
