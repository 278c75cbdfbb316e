"""Several files are looked at together before anybody says what they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from scoring.engine.cells import as_date, as_text
from scoring.engine.checked_ids import Forms, forms_of, shortened
from scoring.engine.files import open_file
from scoring.engine.opened import Opened
from scoring.engine.profile import ColumnProfile, profile
from scoring.engine.quoting import Sql, statement
from scoring.engine.room import OWN, Room
from scoring.engine.scratch import scratch_folder
from scoring.engine.session import Session
from scoring.engine.sniffing import Guess
from scoring.engine.staging import StagedFile, stage
from scoring.engine.watch import Watch
from scoring.engine.whole_ids import all_end_in_zero, without_zero
from scoring.errors import DataError, Finding
from scoring.spec.data_file import File

PREVIEW: Final = 50
"""So many rows of each file are shown."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One file as it was looked at: its rows, columns, first rows, and how it is written.

    `unfolds` says that columns named by days can become rows.
    """

    key: str
    file: File
    rows: int
    columns: tuple[ColumnProfile, ...]
    guesses: tuple[Guess, ...]
    notes: tuple[Finding, ...]
    preview: tuple[tuple[str | None, ...], ...]
    unfolds: bool = False


class Survey:
    """Files in one database, to be asked what their columns share."""

    def __init__(
        self, session: Session, staged: Mapping[str, StagedFile], files: Mapping[str, File]
    ) -> None:
        """Files that are staged already, and how they are named."""
        self._session = session
        self._staged = staged
        self._known: dict[tuple[str, str], Forms] = {}
        self.seen = tuple(_seen(session, one, files[key]) for key, one in staged.items())

    def distinct(self, key: str, columns: Sequence[str], month: str | None = None) -> int:
        """How many different rows these columns make, a date being taken for its month."""
        file = self._staged[key]
        cells = [statement("{c}", c=file.column(c, "survey")[0]) for c in columns]
        if month:
            raw, _ = file.column(month, "survey")
            day = as_date(file, month, "survey").sql
            said = "coalesce(strftime({d}, '%Y-%m'), CAST({c} AS VARCHAR))"
            cells.append(statement(said, d=day, c=raw))
        query = "SELECT count(*) FROM (SELECT DISTINCT {cells} FROM {t})"
        return int(self._session.one(statement(query, cells=cells, t=file.table)))

    def found(
        self, key: str, column: str, other: str, among: str, *, loosely: bool = False
    ) -> tuple[int, int]:
        """How many different values of a column another column has, and how many there are.

        A .0 behind all values of one of them does not tell them apart, nor does a checksum, as they
        do not when they are loaded. Loosely, neither do zeros before them, any .0 behind them and
        their case.
        """
        mine, theirs = self._staged[key], self._staged[other]
        query = (
            "SELECT count(*) FILTER (there), count(*) FROM (SELECT DISTINCT {a} AS id,"
            " id IN (SELECT {b} FROM {u}) AS there FROM {t}) WHERE id IS NOT NULL"
        )
        form = _LOOSELY if loosely else "{x}"
        pair = ((mine, column), (theirs, among))
        a, b = (statement(form, x=self._id(f, c)) for f, c in pair)
        if self.by_checksum(key, column, other, among):
            a, b = shortened(a), shortened(b)
        row = self._session.rows(statement(query, a=a, b=b, t=mine.table, u=theirs.table))[0]
        return int(row[0]), int(row[1])

    def begins_with(self, key: str, column: str, other: str, among: str) -> tuple[int, int]:
        """How many different values begin with an id of another column and a space, of how many."""
        mine, theirs = self._staged[key], self._staged[other]
        query = (
            "SELECT count(*) FILTER (there), count(*) FROM (SELECT DISTINCT {a} AS id,"
            " split_part({a}, ' ', 1) IN (SELECT {b} FROM {u}) AS there FROM {t})"
            " WHERE contains(id, ' ')"
        )
        a, b = as_text(mine, column, "survey").sql, as_text(theirs, among, "survey").sql
        asked = statement(query, a=a, b=b, t=mine.table, u=theirs.table)
        found, all_of = self._session.rows(asked)[0]
        return int(found or 0), int(all_of)

    def in_order(self, key: str, first: str, then: str) -> tuple[int, int, int]:
        """How many rows have both dates, in how many the first is not after, and is before."""
        file = self._staged[key]
        query = (
            "SELECT count(*), count(*) FILTER ({a} <= {b}), count(*) FILTER ({a} < {b}) FROM {t}"
            " WHERE {a} IS NOT NULL AND {b} IS NOT NULL"
        )
        a, b = (as_date(file, label, "survey").sql for label in (first, then))
        both, not_after, before = self._session.rows(statement(query, a=a, b=b, t=file.table))[0]
        return int(both), int(not_after), int(before)

    def by_checksum(self, key: str, column: str, other: str, among: str) -> bool:
        """Whether ids of 15 characters and those of 18, of which 3 are a checksum, meet in them."""
        return self._forms(key, column).meets(self._forms(other, among))

    def _forms(self, key: str, column: str) -> Forms:
        pair = key, column
        if pair not in self._known:
            self._known[pair] = forms_of(self._session, self._staged[key], column)
        return self._known[pair]

    def _id(self, file: StagedFile, column: str) -> Sql:
        """A column's values as those of two files are compared."""
        text = as_text(file, column, "survey").sql
        return without_zero(text) if all_end_in_zero(self._session, file, column) else text


_EXPORTED: Final = re.compile(
    r"(?<=[a-z])_?((19|20)[0-9]{2}(_?[0-9]{2}){2}|[0-9]{9,14})(_[0-9]{2,6})*$"
)
"""A day, or a moment counted since 1970, behind the name of a file, perhaps with a time."""

_LOOSELY: Final = (
    "regexp_replace(regexp_replace(lower(trim({x})), '\\.0+$', ''), '^([a-z_-]*)0+', '\\1')"
)


@contextmanager
def surveyed(
    files: Mapping[str, File], folder: Path, watch: Watch, room: Room = OWN
) -> Iterator[tuple[Survey, tuple[Finding, ...]]]:
    """Look at files, and answer questions about them within the block.

    Input: files by their short names, the folder their paths are relative to, a watch for
    whoever waits, and what may come out of packed files. Yields the survey of all that can be
    read, and what stands against the others. Raises Stopped, or DataError where the time or the
    memory is used up.
    """
    faults: list[Finding] = []
    with scratch_folder() as scratch:
        opened: dict[str, Opened] = {}
        for key, file in files.items():
            watch.tell(f"Looking at {key}", 0.3 * len(opened) / len(files))
            try:
                opened[key] = open_file(folder / file.path, key, scratch, file, watch, room)
                room = room.after(opened[key].unpacked)
            except DataError as error:
                faults += error.findings
        session = Session([path for one in opened.values() for path in one.readables], watch)
        try:
            staged: dict[str, StagedFile] = {}
            for i, (key, one) in enumerate(opened.items()):
                watch.tell(f"Reading {key}", 0.3 + 0.4 * i / len(opened))
                try:
                    staged[key] = stage(session, key, f"file_{i}", one)
                except DataError as error:
                    faults += error.findings
            watch.tell("Looking at the columns", 0.7)
            yield Survey(session, staged, files), tuple(faults)
        finally:
            session.close()


def _seen(session: Session, one: StagedFile, file: File) -> Seen:
    opened, columns = one.opened, profile(session, one)
    preview = _preview(session, one)
    told = opened.guesses, opened.notes
    return Seen(one.key, file, one.rows, columns, *told, preview, opened.may_unfold)


def _preview(session: Session, file: StagedFile) -> tuple[tuple[str | None, ...], ...]:
    cells = [statement("left(CAST({c} AS VARCHAR), 80)", c=c) for c, _ in file.columns.values()]
    query = statement("SELECT {cells} FROM {t} ORDER BY row_no LIMIT ?", cells=cells, t=file.table)
    found: list[tuple[Any, ...]] = session.rows(query, [PREVIEW])
    return tuple(found)


def keys_for(titles: Iterable[str]) -> list[str]:
    """A short name for each of several files, by which a source may call it.

    Input: file names, with a sheet or table behind a space. Output: names of letters, digits
    and underlines, all different; what all of them begin with is left out.
    """
    plain = _undated([_plain(title) for title in titles])
    shared = _shared(plain)
    keys: list[str] = []
    for name in plain:
        key = _fitting(name[shared:])
        number, made = 1, key
        while made in keys:
            number += 1
            made = f"{key[:36]}_{number}"
        keys.append(made)
    return keys


def name_for(titles: Sequence[str]) -> str:
    """What files may be called together: the words that all begin with, else the first one."""
    plain = [_plain(title) for title in titles]
    shared = plain[0][: _shared(plain)].strip("_") if plain else ""
    return shared if len(shared) > 2 else next(iter(titles), "My data").rsplit(".", 1)[0]


def _undated(names: Sequence[str]) -> list[str]:
    """Names without the day of the export behind them, where they are different without it."""
    bare = [_EXPORTED.sub("", name) for name in names]
    return bare if len(set(bare)) == len(bare) and all(map(_fits, bare)) else list(names)


def _plain(title: str) -> str:
    apart = unicodedata.normalize("NFKD", title.lower().replace("ß", "ss"))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    stem = re.sub(r"\.(csv|tsv|txt|gz|xlsx|parquet|duckdb|db)(?=\.| |$)", "", bare)
    return re.sub(r"[^a-z0-9]+", "_", stem).strip("_")


def _shared(names: Sequence[str]) -> int:
    """How many characters of whole words all names begin with."""
    if len(names) < 2:
        return 0
    first, last = min(names), max(names)
    same = next((i for i, c in enumerate(first) if c != last[i : i + 1]), len(first))
    cut = first.rfind("_", 0, same) + 1
    return cut if all(_fits(name[cut:]) for name in names) else 0


def _fits(name: str) -> bool:
    return bool(re.match(r"[a-z]", name))


def _fitting(name: str) -> str:
    return (name if _fits(name) else f"file_{name}")[:40].strip("_") or "file"
