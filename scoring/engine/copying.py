"""The rows of a file become a table in one pass: texts trimmed, numbers and dates read at once.

A column that serves as a number or a date alone is never kept as text. A cell of it that
cannot be read is kept beside it, in `odd`, so that it can be counted and shown all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from scoring.engine.forms import FINITE, IN_RANGE, date_form, number_form
from scoring.engine.marks import Marks
from scoring.engine.opened import Kind
from scoring.engine.quoting import Sql, statement, trimmed, without_spaces
from scoring.engine.session import Session

ODD: Final = "odd"
# Most texts need no trimming, and to see that costs half of it: plain ASCII, no space at an end.
_TRIMMED: Final = (
    "CASE WHEN {c} >= '!' AND NOT suffix({c}, ' ') AND strlen({c}) = length({c}) THEN {c}"
    f" ELSE nullif({trimmed('{c}')}, '') END"
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Where rows come from: what follows FROM, giving columns c0, c1, …, and its parameters."""

    sql: Sql
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """How one column is copied: a template over its cell with its parameters, and what it becomes.

    A text is trimmed, and null if nothing is left. With `marks` the template gives a text too,
    which is read as they say: the number or the date that `kind` is.
    """

    name: str
    kind: Kind
    template: str
    values: tuple[object, ...] = ()
    marks: Marks | None = None

    @property
    def raw(self) -> str:
        """The internal name of the text before it is read."""
        return f"raw_{self.name}"


def copy_rows(session: Session, table: str, rows: Rows, cells: Sequence[Cell]) -> dict[str, Sql]:
    """Copy rows into a table, seen through a view that adds `row_no`, 1 for the first row.

    Input: the name that the view is given; the columns wanted, at least one. Output: for each
    column that is read and has cells that could not be, the expression of such a cell.
    """
    read = [cell for cell in cells if cell.marks]
    first = _first(rows, cells)
    create = statement(
        "CREATE TABLE {t} AS SELECT {cells} FROM {rows}",
        t=stored(table),
        cells=[*(statement("{c}", c=cell.name) for cell in cells), *_odd(read)],
        rows=layers(first, cells, read),
    )
    session.run(create, [*(value for cell in cells for value in cell.values), *rows.values])
    odd = statement("SELECT count({o}) FROM {t}", o=ODD, t=stored(table))
    unread = read and session.one(odd)
    if read and not unread:
        session.run(statement("ALTER TABLE {t} DROP COLUMN {o}", t=stored(table), o=ODD))
    show(session, table)
    if not unread:
        return {}
    found = [statement("count({x})", x=_kept(i)) for i in range(1, len(read) + 1)]
    counts = session.rows(statement("SELECT {found} FROM {t}", found=found, t=table))[0]
    return {cell.name: _kept(i) for i, cell in enumerate(read, start=1) if counts[i - 1]}


def show(session: Session, table: str) -> None:
    """Make the view of a table as it now is: once it is copied, and if a column has come to it."""
    create = "CREATE OR REPLACE VIEW {v} AS SELECT rowid + 1 AS row_no, * FROM {t}"
    session.run(statement(create, v=table, t=stored(table)))


def forget(session: Session, table: str) -> None:
    """Let go of a table that `copy_rows` made, and of its view."""
    session.run(statement("DROP VIEW {v}", v=table))
    session.run(statement("DROP TABLE {t}", t=stored(table)))


def stored(table: str) -> str:
    """The table behind the view."""
    return f"{table}_rows"


def _kept(number: int) -> Sql:
    return Sql(f"{ODD}[{number}]")


def _first(rows: Rows, cells: Sequence[Cell]) -> Sql:
    """The cells as they are kept, and those yet to be read as they stand."""
    copied: list[Sql] = []
    for cell in cells:
        kept = cell.template
        if cell.kind == "text":
            kept = f"nullif({without_spaces(kept)}, '')" if cell.values else _TRIMMED.format(c=kept)
        name = cell.raw if cell.marks else cell.name
        copied.append(statement("{x} AS {n}", x=statement(kept, c=cell.name), n=name))
    return statement("(SELECT {copied} FROM {rows})", copied=copied, rows=rows.sql)


def layers(first: Sql, cells: Sequence[Cell], read: Sequence[Cell]) -> Sql:
    """Each reading in two steps, one above the other, so that no cell is read twice.

    Input: the cells as they stand, all of them, and those that are to be read.
    """
    if not read:
        return first
    others = [statement("{c}", c=c.name) for c in cells if not c.marks]
    others += [statement("{r}", r=c.raw) for c in read]
    parsed = [statement("{x} AS {n}", x=_parsed(c), n=c.name) for c in read]
    bounds = [statement(FINITE if c.kind == "number" else IN_RANGE, c=c.name) for c in read]
    bounded = [statement("{x} AS {n}", x=x, n=c.name) for x, c in zip(bounds, read, strict=True)]
    once = statement("(SELECT {c} FROM {r})", c=[*others, *parsed], r=first)
    return statement("(SELECT {c} FROM {r})", c=[*others, *bounded], r=once)


def _parsed(cell: Cell) -> Sql:
    """A text as a number or a date; trimmed only if that is needed, for trimming costs more."""
    marks = cell.marks or Marks()
    form = number_form(marks) if cell.kind == "number" else date_form(marks)
    bare = statement(form, c=statement(trimmed("{c}"), c=cell.raw))
    return statement("coalesce({x}, {y})", x=statement(form, c=cell.raw), y=bare)


def _odd(read: Sequence[Cell]) -> list[Sql]:
    """The texts that could not be read, as a list by column; null for a row without any."""
    if not read:
        return []
    unread = " OR ".join(
        statement("({c} IS NULL AND {r} IS NOT NULL)", c=cell.name, r=cell.raw) for cell in read
    )
    unread_text = f"CASE WHEN {{c}} IS NULL THEN nullif({trimmed('{r}')}, '') END"
    texts = [statement(unread_text, c=cell.name, r=cell.raw) for cell in read]
    odd = "CASE WHEN {u} THEN [{texts}] END AS {n}"
    return [statement(odd, u=Sql(unread), texts=texts, n=ODD)]


def mark_of(names: Iterable[str], texts: Collection[str]) -> Sql:
    """A number by which rows are alike that are alike in every cell, spaces around it aside."""
    bare = f"nullif({trimmed('CAST({c} AS VARCHAR)')}, '')"
    cells = [statement(bare if name in texts else "{c}", c=name) for name in names]
    return statement("hash({cells})", cells=cells)
