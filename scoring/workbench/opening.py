"""A data set is opened from files, or from what comes with Bellwether."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from scoring.engine.library import preset_texts, source_paths
from scoring.engine.load import Loaded, load
from scoring.engine.matrix import open_book
from scoring.engine.places import Folder, Place, room_in
from scoring.engine.standing import Offered
from scoring.engine.watch import Watch
from scoring.errors import CommandError, Finding
from scoring.limits.cards import TEXT_FILE_KIB
from scoring.live.book import Book
from scoring.live.shelf import Shelf
from scoring.spec.catalogue import Catalogue
from scoring.spec.source import Source, parse_source

_LONGEST_TEXT: Final = TEXT_FILE_KIB.bytes


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set that can be scored: its tables, its rows in memory, and what was found.

    `place` is where its files are, from which it can be loaded again. Where judgements that
    people gave lie over it, `before` is the data set without them; `judged` holds the last ones
    that were made of it in this way for everybody. `faults` are those of the last cards beside
    these data, `odd` what the quality report found of them on a day.
    """

    loaded: Loaded
    book: Book
    place: Place
    kept: Shelf = field(default_factory=lambda: Shelf(12))
    before: DataSet | None = None
    judged: Shelf = field(default_factory=lambda: Shelf(3))
    faults: Shelf = field(default_factory=lambda: Shelf(8))
    odd: Shelf = field(default_factory=lambda: Shelf(2))

    @property
    def as_loaded(self) -> DataSet:
        """The data set as its files have it."""
        return self.before or self

    @property
    def catalogue(self) -> Catalogue:
        """What the data offer to a card."""
        return self.loaded.catalogue

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found while loading, none of it fatal."""
        return self.loaded.findings


def read_text(path: Path, noun: str) -> str:
    """A text file. Raises CommandError if it cannot be read as UTF-8 text of at most 1 MiB."""
    try:
        with path.open("rb") as stream:
            content = stream.read(_LONGEST_TEXT + 1)
    except OSError as error:
        problem = f"the {noun} '{path}' cannot be read ({error.strerror})"
        raise CommandError(problem, fix="check the path") from None
    if len(content) > _LONGEST_TEXT:
        raise CommandError(f"the {noun} '{path}' is larger than 1 MiB", fix="check the path")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CommandError(f"the {noun} '{path}' is not text", fix="save it as UTF-8") from None


def open_source(
    path: Path,
    data: Place | Path | None = None,
    *,
    today: dt.date,
    watch: Watch | None = None,
) -> DataSet:
    """Load the data set that a source file describes.

    Input: the source file; the place or the folder its paths are relative to (default: its
    own); today's date, for a single snapshot that states no month. Raises SourceError or
    DataError, and Stopped if `watch` was asked to.
    """
    source = parse_source(read_text(path, "source file"))
    data = data or path.parent
    place = Folder(data) if isinstance(data, Path) else data
    return open_data(source, only_named(source, place), today=today, watch=watch)


def only_named(source: Source, place: Place) -> Place:
    """The place without all that the source does not name.

    Whoever loads the data set again with other words in its source reaches nothing else.
    """
    return Offered(place, tuple(source.files.values()))


def open_data(
    source: Source, place: Place | Path, *, today: dt.date, watch: Watch | None = None
) -> DataSet:
    """Load a data set from a checked source.

    Input: the source, and the place or the folder where its files are. Raises DataError, and
    Stopped if `watch` was asked to.
    """
    where = Folder(place) if isinstance(place, Path) else place
    with where.at_hand(source.files.values(), watch) as folder:
        loaded = load(source, folder, today=today, watch=watch, room=room_in(where))
    if watch:
        watch.tell("Preparing the book", 0.9)
    return DataSet(loaded, open_book(loaded), where)


__all__ = ["DataSet", "open_data", "open_source", "preset_texts", "read_text", "source_paths"]
