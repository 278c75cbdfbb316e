"""Files that somebody dropped become a source, by guesses that a person confirms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from scoring.engine.parts_of_file import parts_of_file
from scoring.engine.places import Place, room_in
from scoring.engine.survey import Seen, keys_for, surveyed
from scoring.engine.watch import Watch
from scoring.errors import DataError, Finding
from scoring.limits.files import UPLOAD_FILES
from scoring.spec.data_file import CsvDialect, File
from scoring.spec.guess_currency import Priced, guess_currency
from scoring.spec.guess_roles import roles
from scoring.spec.guess_tables import guess_tables
from scoring.spec.source import Source
from scoring.spec.tables import ASKED, Guessed, Part, Table
from scoring.spec.tables_as_source import tables_as_source
from scoring.spec.wide_names import days_of, value_for

MOST_FILES: Final = UPLOAD_FILES.now
"""So many files, sheets and tables may make up one data set here."""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """Files as they were looked at: what each is taken for, and what stands against others."""

    place: Place
    seen: tuple[Seen, ...]
    guessed: tuple[Guessed, ...]
    faults: tuple[Finding, ...]

    def file(self, key: str) -> Seen:
        """The file of that short name. Raises KeyError if there is none."""
        return {seen.key: seen for seen in self.seen}[key]

    @property
    def currency(self) -> Priced:
        """The currency of which the files speak, if it is one, and by what."""
        return guess_currency(self.seen, [guessed.table for guessed in self.guessed])


def look_at(place: Place, files: Sequence[File], watch: Watch) -> LookedAt:
    """Look at files, and guess what they are and how they hang together.

    Input: the place of the files, and which; a workbook or a database without a stated part
    stands for all its sheets or tables. Output: the guesses, and a finding for each file that
    cannot be read. Raises DataError if none can, or for more than 20.
    """
    watch.tell("Opening the files", 0.0)
    with place.at_hand(files, watch) as folder:
        named = _named([part for file in files for part in _parts(file, folder, watch)])
        looked = _looked(place, named, folder, watch)
        wide = {seen.key: _with_days_as_rows(seen) for seen in looked.seen if _is_wide(seen)}
        return _looked(place, {**named, **wide}, folder, watch) if wide else looked


def _looked(place: Place, named: Mapping[str, File], folder: Path, watch: Watch) -> LookedAt:
    with surveyed(named, folder, watch, room_in(place)) as (survey, faults):
        if not survey.seen:
            raise DataError([_titled(finding, named) for finding in faults])
        watch.tell("Finding out what belongs together", 0.9)
        guessed = guess_tables(survey.seen, survey)
    told = tuple(_titled(finding, named) for finding in faults)
    return LookedAt(place, survey.seen, guessed, told)


def _is_wide(seen: Seen) -> bool:
    """Whether a text table or a sheet has a column of numbers for each of some days."""
    days = days_of([column.label for column in seen.columns])
    numbers = all(c.holds == "number" for c in seen.columns if c.label in days)
    return seen.unfolds and bool(days) and numbers


def _with_days_as_rows(seen: Seen) -> File:
    sheet = seen.file.sheet
    title = sheet if sheet and not _unnamed(sheet) else seen.file.path
    return seen.file.model_copy(update={"days_as_rows": value_for(title)})


def retaken(looked: LookedAt, key: str, table: Table, part: Part) -> Guessed:
    """A guess for a file of which a person says that its rows are something else.

    Input: what is said of it so far. Output: the table as that part, with the id and the
    date it had, the way to its accounts, and its other columns guessed anew.
    """
    before = next(g for g in looked.guessed if g.table.key == key)
    asked = "through" in ASKED[table.part]
    through = table.through if asked else before.table.through
    if before.table.part == part:
        known = before.table.id if table.part == "out" else table.id or before.table.id
        again = replace(before.table, file=table.file, id=known, through=through)
        return replace(before, table=again)
    seen = looked.file(key)
    dates = [c.label for c in seen.columns if c.holds == "date"]
    date = table.day or table.month or next(iter(dates), None)
    fresh = Table(key, table.file, part, id=table.id or seen.columns[0].label)
    if "through" in ASKED[part]:
        fresh = replace(fresh, through=through)
    if part in ("months", "long"):
        fresh = replace(fresh, month=date)
    elif part in ("events", "spans", "losses"):
        fresh = replace(fresh, day=date)
    return roles(seen, Guessed(fresh, {}))


def _named(files: Sequence[File]) -> dict[str, File]:
    if len(files) > MOST_FILES:
        problem = f"{len(files)} files, sheets and tables are more than {MOST_FILES}"
        raise DataError([Finding("files", problem, "drop those that you need")])
    paths = [file.path for file in files]
    titles = [_short_title(file, paths.count(file.path) > 1) for file in files]
    return dict(zip(keys_for(titles), files, strict=True))


def _short_title(file: File, several: bool) -> str:
    """What a file is called in a source: one of several parts by its own name, if it is one."""
    part = file.sheet or file.table or ""
    return part if several and not _unnamed(part) else title_of(file)


def _unnamed(part: str) -> bool:
    """Whether a sheet or a table has no name but what a program gave it."""
    return bool(re.fullmatch(r"[^a-z]*(sheet|table|tabelle|feuil|hoja)?[^a-z]*", part.lower()))


def _parts(file: File, folder: Path, watch: Watch) -> list[File]:
    """The sheets or tables of a file, each a file of its own; the file itself if it has none."""
    if file.sheet or file.table:
        return [file]
    kind, names = parts_of_file(folder / file.path, watch)
    if len(names) < 2:
        return [file]
    return [file.model_copy(update={kind: name}) for name in names]


def title_of(file: File) -> str:
    """What a file is called on the page: its name, and its sheet or table."""
    part = file.sheet or file.table
    return f"{file.path} {part}" if part else file.path


def _titled(finding: Finding, named: Mapping[str, File]) -> Finding:
    """A finding that names the file as its owner does."""
    key = finding.place.removeprefix("file '").split("'")[0]
    if key not in named:
        return finding
    return replace(finding, place=finding.place.replace(f"'{key}'", f"'{title_of(named[key])}'"))


def undecided(seen: Seen, dialect: CsvDialect | None) -> tuple[str, ...]:
    """What of a file nothing decides and nobody has said: its decimal mark, its order of dates."""
    said = dialect or CsvDialect()
    open_ones = {
        "order of dates": said.date_format is None,
        "decimal mark": said.decimal is None,
    }
    return tuple(g.about for g in seen.guesses if g.ambiguous and open_ones.get(g.about))


def source_of(tables: Sequence[Table], name: str) -> Source:
    """The source file that says what these tables are. Raises SourceError."""
    return tables_as_source(tables, name)
