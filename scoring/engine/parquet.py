"""A Parquet file is bounded by its footer, and its columns of text are looked at like a CSV's.

DuckDB reads it, nothing else: a footer that contradicts itself ends the whole process in Arrow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from scoring.engine.evidence import emptied
from scoring.engine.header import checked
from scoring.engine.marks import Decided, Marks, decide
from scoring.engine.opened import Opened
from scoring.engine.quoting import statement
from scoring.engine.room import Room
from scoring.engine.session import Session, one_path
from scoring.engine.unfolding import most_text
from scoring.engine.unpacking import fault
from scoring.engine.watch import Watch
from scoring.errors import DataError
from scoring.limits.files import FILE_NESTING, FILE_ROWS
from scoring.spec.data_file import File

MAX_ROWS: Final = FILE_ROWS.now
MAX_NESTED: Final = FILE_NESTING.now
_SAMPLE: Final = 2_000
_BEGINNING: Final = 200
"""So many letters of a text tell whether it is a number or a date."""
_AT_ONCE: Final = 4 << 20
"""So many letters are looked at; many columns leave room for fewer rows."""
_READ: Final = "read_parquet(?, hive_partitioning = false, file_row_number = false)"


@dataclass(frozen=True, slots=True)
class _Footer:
    """What a file says of itself: its rows, its columns and which of them are text, its text."""

    rows: int
    names: tuple[str, ...]
    texts: tuple[int, ...]
    text_bytes: int
    levels: int


def parquet_opened(path: Path, readable: Path, key: str, stated: File, room: Room) -> Opened:
    """Look at a Parquet file, or at a table that was copied into one.

    Input: the file itself and the one that is read, its name in the source, what is stated of
    it, and how much text may come out of it. Raises DataError with one finding that names the
    fault.
    """
    if stated.days_as_rows is not None:
        problem = "`days_as_rows` is for CSV files and workbooks"
        raise fault(key, problem, "remove it from the source file")
    session = Session([readable], Watch())
    try:
        footer = _footer(session, readable)
        most = most_text(room)
        columns = _trusted(footer, key, most)
        found = _written(session, readable, stated, footer, columns)
    except (duckdb.Error, UnicodeDecodeError) as error:
        raise _damaged(key, error, readable) from None
    finally:
        session.close()
    return Opened(
        path,
        readable,
        "parquet",
        columns,
        null_text=stated.dialect.null_text,
        marks=found.marks,
        guesses=found.guesses,
        most_text=most,
    )


def _trusted(footer: _Footer, key: str, most: int) -> tuple[str, ...]:
    """The names of the columns. Raises DataError for a file that is too large, or empty."""
    if footer.rows == 0:
        raise fault(key, "the file has no rows", "export it again with its rows")
    if footer.rows > MAX_ROWS:
        raise fault(key, f"more than {MAX_ROWS:,} rows", "split the file")
    if footer.text_bytes > 2 * most:
        fix = "split the table, or leave its longest columns out"
        raise fault(key, f"its text comes to more than {most:,} bytes", fix)
    if footer.levels > MAX_NESTED:
        problem = f"a column is nested more than {MAX_NESTED} levels deep"
        raise fault(key, problem, "leave it out, or write its parts as columns of their own")
    return checked(footer.names, key)


def _footer(session: Session, path: Path) -> _Footer:
    """What the file says of itself, without reading a row of it. Raises duckdb.Error."""
    file = [one_path(path)]
    said = session.one("SELECT num_rows FROM parquet_file_metadata(?)", file)
    tree = session.rows("SELECT name, num_children, duckdb_type FROM parquet_schema(?)", file)
    parts = [(str(n), int(c or 0), str(t)) for n, c, t in tree[1:]]
    levels, columns = _levels(parts), list(_at_top(parts))
    texts = tuple(i for i, (_, kind) in enumerate(columns) if kind == "VARCHAR")
    rows, size = session.rows(
        "SELECT coalesce(sum(row_group_num_rows) FILTER (column_id = 0), 0),"
        " coalesce(sum(total_uncompressed_size) FILTER (list_contains(?, path_in_schema)), 0)"
        " FROM parquet_metadata(?)",
        [[columns[i][0] for i in texts], *file],
    )[0]
    names = tuple(name for name, _ in columns)
    return _Footer(max(int(said), int(rows)), names, texts, int(size), levels)


def _levels(parts: Sequence[tuple[str, int, str]]) -> int:
    """How many parts of the deepest column lie within each other."""
    still: list[int] = []
    most = 0
    for _, children, _ in parts:
        if still:
            still[-1] -= 1
        if children:
            still.append(children)
            most = max(most, len(still))
        while still and not still[-1]:
            still.pop()
    return most


def _at_top(parts: Sequence[tuple[str, int, str]]) -> Iterator[tuple[str, str]]:
    """The names and types of the columns themselves, without what lies within them."""
    within = 0
    for name, children, kind in parts:
        if within:
            within += children - 1
        else:
            within = children
            yield name, kind


def _written(
    session: Session, path: Path, stated: File, footer: _Footer, columns: Sequence[str]
) -> Decided:
    """How the numbers and dates in columns of text are written, by their first rows.

    What is stated of dates holds for every column.
    """
    form = stated.dialect.date_format
    plain = {label: Marks("plain", "stated", form) for label in columns} if form else {}
    if not footer.texts:
        return Decided(plain, (), frozenset(), frozenset(), frozenset())
    labels = [columns[i] for i in footer.texts]
    rows = emptied(_first_rows(session, path, footer), stated.dialect.null_text)
    found = decide(labels, rows, stated.dialect.decimal, form)
    return found._replace(marks={**plain, **found.marks})


def _first_rows(session: Session, path: Path, footer: _Footer) -> list[list[str]]:
    """The texts of the first rows, each as far as it has to be known."""
    texts = [f"c{i}" for i in footer.texts]
    most = max(20, min(_SAMPLE, _AT_ONCE // (_BEGINNING * len(texts))))
    begun = statement(
        "SELECT {cells} FROM {r} LIMIT ?",
        cells=[statement(f"left({{c}}, {_BEGINNING})", c=name) for name in texts],
        r=statement(f"{_READ} AS p({{all}})", all=[f"c{i}" for i in range(len(footer.names))]),
    )
    rows = session.rows(begun, [one_path(path), most])
    return [[str(cell or "").strip() for cell in row] for row in rows]


def _damaged(key: str, error: Exception, path: Path) -> DataError:
    said = (str(error).splitlines() or ["no reason given"])[0].replace(str(path), key)[:120]
    return fault(key, f"this Parquet file is damaged ({said})", "export it again")
