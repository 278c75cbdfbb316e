"""The data, source and card that whoever starts the app names, beside the bundled ones.

Only texts of the operator's come here: the environment of the app, never a link, a source or
an upload of a visitor's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from scoring.engine.place_names import SOURCE_ENDINGS, place_at, source_file_in
from scoring.engine.places import Folder, Place
from scoring.engine.standing import Offered
from scoring.errors import BellwetherError, CommandError, Finding, FindingsError, SourceError
from scoring.limits.files import START_SETS
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.source import Source, parse_source
from scoring.workbench.opening import DataSet, only_named, open_data, read_text

START: Final = "start-"
"""How the ids of the operator's data sets begin, which no bundled and no uploaded one does."""

MOST_SETS: Final = START_SETS.now
_LOOKED_AT: Final = 50


@dataclass(frozen=True, slots=True)
class Start:
    """What was named at start, and what could not be used of it.

    `sets` holds source and place of each data set by its id; `place` is what visitors may
    choose files from, and reaches nothing that it does not list.
    """

    sets: Mapping[str, tuple[Source, Place]] = field(default_factory=dict)
    place: Place | None = None
    card: Card | None = None
    faults: tuple[Finding, ...] = ()


def read_start(data: str = "", source: str = "", card: str = "") -> Start:
    """Take in what was named at start.

    Input: the place of the data, the path of a source file and that of a card, each empty if
    it is not named. Without a place it is the folder of the source. Nothing is connected to.
    Never raises: what cannot be used is among the faults.
    """
    faults: list[Finding] = []
    sets: dict[str, tuple[Source, Place]] = {}
    place, own = None, None
    try:
        named = "BELLWETHER_DATA" if data else "BELLWETHER_SOURCE"
        if data or source:
            place = place_at(data or source)
            if data and isinstance(place, Folder):
                place = replace(place, closed=True)
            named = "BELLWETHER_SOURCE" if source else named
            sets, found = _sets(place, data, source)
            faults += found
    except BellwetherError as error:
        faults += _about(named, error)
    try:
        own = parse_card(read_text(Path(card), "card")) if card else None
    except BellwetherError as error:
        faults += _about("BELLWETHER_CARD", error)
    return Start(sets, Offered(place) if place else None, own, tuple(faults))


def open_start(start: Start, data_id: str, *, today: dt.date) -> DataSet:
    """Load a data set that was named at start. Raises KeyError for another, and DataError."""
    source, place = start.sets[data_id]
    return open_data(source, only_named(source, place), today=today)


def place_named(text: str, environment: Mapping[str, str]) -> Place:
    """The place that a word on the command line names.

    Input: what `place_at` takes, or `env:NAME` for what the variable NAME holds, which keeps a
    password out of the list of processes. Raises CommandError.
    """
    name = re.fullmatch(r"env:(\w+)", text)
    if not name:
        return place_at(text)
    if not environment.get(name[1]):
        problem = f"the environment has no variable '{name[1]}'"
        raise CommandError(problem, fix="set it to a folder, a file or a connection URL")
    return place_at(environment[name[1]])


def _sets(
    place: Place, data: str, source: str
) -> tuple[dict[str, tuple[Source, Place]], list[Finding]]:
    """The data sets that the named source, or the sources in the folder, describe."""
    stated = Path(source) if source else source_file_in(data)
    if stated:
        parsed = parse_source(read_text(stated, "source file"))
        return {_id(stated, {}): (parsed, place)}, []
    sets: dict[str, tuple[Source, Place]] = {}
    faults: list[Finding] = []
    for path in _source_files(place):
        try:
            text = read_text(path, "source file")
            # A card or a note may lie there too.
            if not re.search(r"^files:", text, re.MULTILINE):
                continue
            parsed = parse_source(text)
        except (CommandError, SourceError) as error:
            faults += _about(f"source file '{path.name}'", error)
            continue
        if len(sets) == MOST_SETS:
            problem = f"the folder holds more than {MOST_SETS} source files"
            fix = f"the first {MOST_SETS} are offered; name another by BELLWETHER_SOURCE"
            return sets, [*faults, Finding("BELLWETHER_DATA", problem, fix)]
        sets[_id(path, sets)] = (parsed, place)
    return sets, faults


def _source_files(place: Place) -> list[Path]:
    if not isinstance(place, Folder):
        return []
    try:
        found = [p for p in place.path.iterdir() if p.suffix.lower() in SOURCE_ENDINGS]
    except OSError:
        return []
    return sorted(p for p in found if not p.name.startswith(".") and p.is_file())[:_LOOKED_AT]


def _id(path: Path, taken: Mapping[str, object]) -> str:
    """A short id for links, the same at every start."""
    stem = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:40] or "data"
    made, number = START + stem, 1
    while made in taken:
        number += 1
        made = f"{START}{stem}-{number}"
    return made


def _about(place: str, error: BellwetherError) -> list[Finding]:
    if isinstance(error, FindingsError):
        return [
            Finding(f"{place}, {f.place}", f.problem, f.fix, f.line) for f in error.findings[:3]
        ]
    return [Finding(place, error.problem, error.fix)]
