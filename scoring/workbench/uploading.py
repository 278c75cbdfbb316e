"""One file of the visitor's own becomes a data set with a first card, in memory only."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from scoring.engine.parts_of_file import parts_of_file
from scoring.engine.profile import FileProfile, profile_file
from scoring.errors import DataError, Finding
from scoring.spec.data_file import File
from scoring.spec.guess import Roles, guess_roles, source_of
from scoring.spec.model import Band, Card, Metric
from scoring.workbench.guessing import guess_metric
from scoring.workbench.opening import DataSet, open_data

STARTING = "Starting card"
STARTERS = 6
"""A starting card has at most so many metrics."""


def parts_of(content: bytes) -> tuple[Literal["sheet", "table"], tuple[str, ...]]:
    """The sheets of a workbook or the tables of a database, of which one is to be chosen.

    Empty for a file that has no parts, and for one that cannot be read.
    """
    with _as_file(content) as path:
        return parts_of_file(path)


def look_at(content: bytes, stated: File | None = None) -> tuple[FileProfile, Roles]:
    """What an uploaded file holds, and what its columns probably are. Raises DataError.

    `stated` is what is known of how it is written, such as which sheet is meant.
    """
    with _as_file(content) as path:
        try:
            profile = profile_file(path, stated)
        except DataError as error:
            raise DataError([_renamed(f, path.name) for f in error.findings]) from None
    return profile, guess_roles(profile.columns, profile.rows)


def open_upload(
    content: bytes,
    name: str,
    roles: Roles,
    *,
    today: dt.date,
    stated: File | None = None,
) -> DataSet:
    """Load an uploaded file in the roles that the visitor confirmed.

    The bytes stand in a private temporary file only while they are read. Raises DataError
    with every fault; whatever was loaded before is not touched.
    """
    if not roles.measures:
        raise DataError([Finding("measures", "no measure is chosen", "choose at least one")])
    with _as_file(content) as path:
        try:
            source = source_of(roles, name, path.name, stated)
        except ValidationError as error:
            first = str(error.errors(include_url=False)[0]["msg"])
            raise DataError([Finding("roles", first, "choose other columns")]) from None
        return open_data(source, path.parent, today=today)


def starting_card(data: DataSet) -> Card:
    """A first card for unknown data: a guess in every part, to be argued with.

    Up to six measures with the best coverage, straight lines between the 10th and 90th
    percentile, the direction read off lost against kept customers where both are known,
    else off the name; equal weights; bands at 65 and 45. Raises DataError if no measure
    has a spread.
    """
    spread = [m for m in data.catalogue.measures if m.reads == "number" and m.low != m.high]
    best = sorted(spread, key=lambda m: -m.filled)[:STARTERS]
    chosen = [m for m in data.catalogue.measures if m in best]
    metrics: list[Metric] = []
    for measure in chosen:
        guess = guess_metric(data, measure.name, [m.id for m in metrics])
        metrics += [guess.metric] if guess else []
    if not metrics:
        problem = "no measure with different numbers was loaded"
        raise DataError([Finding("measures", problem, "choose a column of numbers")])
    bands = (
        Band.model_validate({"name": "Healthy", "from": 65, "tone": "good"}),
        Band.model_validate({"name": "Watch", "from": 45, "tone": "watch"}),
        Band.model_validate({"name": "At risk", "from": 0, "tone": "bad", "alarm": True}),
    )
    about = "A guess from the data: directions, anchors and weights are for you to set."
    return Card(version=1, name=STARTING, about=about, metrics=tuple(metrics), bands=bands)


@contextmanager
def _as_file(content: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="bellwether-") as folder:
        path = Path(folder) / "upload"
        path.write_bytes(content)
        yield path


def _renamed(finding: Finding, name: str) -> Finding:
    place = finding.place.replace(f"file '{name}'", "this file")
    return Finding(place, finding.problem, finding.fix, finding.line, finding.severity)


__all__ = ["STARTING", "FileProfile", "look_at", "open_upload", "parts_of", "starting_card"]
