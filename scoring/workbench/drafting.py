"""A source is drafted from files alone: each guess with its reason, nothing where none decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scoring.engine.places import Folder
from scoring.engine.survey import name_for
from scoring.engine.watch import Watch
from scoring.errors import Finding
from scoring.spec.data_file import CsvDialect, File
from scoring.spec.guess_currency import Priced
from scoring.spec.source import Source
from scoring.spec.tables import ASKED, DOUBT, Guessed, Table
from scoring.workbench.wizard import LookedAt, look_at, source_of, title_of, undecided

_ANSWERS = {"order of dates": "date_format", "decimal mark": "decimal"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A source, None while something is open; a line for each guess; what has to be answered."""

    source: Source | None
    told: tuple[str, ...]
    asked: tuple[Finding, ...]


def drafted(folder: Path, paths: Sequence[str], said: CsvDialect, name: str | None = None) -> Draft:
    """What files are taken for, and the source that says so.

    Input: a folder, the paths of files relative to it, the order of dates and the decimal mark
    where they are known, and a name. Output: the draft; what is said is used for the files that
    leave it open. Raises DataError for a file that cannot be read, SourceError where the guesses
    make no source.
    """
    looked = look_at(Folder(folder), [File(path=path) for path in paths], Watch())
    tables = [_answered(looked, guess.table, said) for guess in looked.guessed]
    asked = (*looked.faults, *_open(looked, tables))
    lines = (line for guess in looked.guessed for line in _told(looked, guess))
    told = tuple(_plain(line) for line in lines)
    if asked:
        return Draft(None, told, asked)
    source = source_of(tables, name or name_for(_accounts_first(looked)))
    priced = looked.currency
    source = source.model_copy(update={"currency": priced.sign or ""})
    return Draft(source, (*told, _plain(_currency(priced))), ())


def _currency(priced: Priced) -> str:
    return f"currency: {priced.sign or 'none is shown'}, as {priced.why}"


def _plain(line: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in line)


def _answered(looked: LookedAt, table: Table, said: CsvDialect) -> Table:
    keys = [_ANSWERS[about] for about in undecided(looked.file(table.key), table.file.csv)]
    known = {key: getattr(said, key) for key in keys if getattr(said, key) is not None}
    csv = (table.file.csv or CsvDialect()).model_copy(update=known)
    file = table.file.model_copy(update={"csv": csv})
    return replace(table, file=file) if known else table


def _open(looked: LookedAt, tables: Sequence[Table]) -> Iterator[Finding]:
    """What nothing in a file that is used decides, and nobody has said."""
    for table in tables:
        seen = looked.file(table.key)
        for about in undecided(seen, table.file.csv) if table.part != "out" else ():
            evidence = next(g.evidence for g in seen.guesses if g.about == about)
            option = "--dates" if about == "order of dates" else "--decimal"
            problem = f"nothing decides the {about}: {evidence}"
            yield Finding(f"file '{title_of(seen.file)}'", problem, f"say it with {option}")


def _told(looked: LookedAt, guess: Guessed) -> Iterator[str]:
    table, sure = guess.table, guess.sure
    part = sure["part"]
    yield f"{_file_name(looked, table)}: {table.part}, {part.share:.0%} sure, as {part.why}"
    for field in ASKED[table.part]:
        value, known = getattr(table, field), sure.get(field)
        if isinstance(value, str | tuple) and value and known:
            words = value if isinstance(value, str) else ", ".join(map(str, value))
            yield f"  {field}: {words} ({known.share:.0%} sure: {known.why})"
        elif known and known.share <= DOUBT:
            yield f"  {field}: left empty, as {known.why}"


def _file_name(looked: LookedAt, table: Table) -> str:
    return title_of(looked.file(table.key).file).rsplit("/", 1)[-1]


def _accounts_first(looked: LookedAt) -> list[str]:
    ordered = sorted(looked.guessed, key=lambda g: g.table.part != "accounts")
    return [_file_name(looked, guess.table) for guess in ordered]
