"""The rows of a file become a table in one pass: texts trimmed, numbers and dates read at once.

A column that serves as a number or a date alone is never kept as text. A cell of it that
cannot be read is kept beside it, in `odd`, so that it can be counted and shown all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Final

from scoring.engine.forms import FINITE, IN_RANGE, date_form, number_form
from scoring.engine.marks import Marks
from scoring.engine.opened import Kind
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session

ODD: Final = "odd"
# Most texts need no trimming, and to see that costs half of it: plain ASCII, no space at an end.
_TRIMMED: Final = (
    "CASE WHEN {c} >= '!' AND NOT suffix({c}, ' ') AND strlen({c}) = length({c}) THEN {c}"
    " ELSE nullif(trim({c}), '') END"
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


class Unusual(Exception):
    """The rows are not such as can be joined while they are read."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What each row gets from its row in another table while it is copied, if there is one.

    `key` is the cell by which the two find each other. `kept` gives each cell copied the name
    under which it stands, in their order; behind the first come `cells`, of both tables. `kinds`
    says what cells must have been read as, and `never_text` which may be no text.
    """

    table: str
    key: str
    kept: Mapping[str, str]
    cells: Mapping[str, Sql]
    kinds: Mapping[str, str]
    never_text: frozenset[str]

    def ordered(self, cells: Sequence[Cell]) -> list[Cell]:
        """The cells in the order in which they are kept. Raises Unusual for another kind."""
        for cell in cells:
            is_text = cell.kind == "text"
            if (is_text and cell.name in self.never_text) or is_text == bool(cell.marks):
                raise Unusual
            if self.kinds.get(cell.name, cell.kind) != cell.kind:
                raise Unusual
        named = {cell.name: cell for cell in cells}
        return [named[name] for name in self.kept]


def copy_rows(
    session: Session,
    table: str,
    rows: Rows,
    cells: Sequence[Cell],
    beside: Beside | None = None,
) -> dict[str, Sql]:
    """Copy rows into a table, seen through a view that adds `row_no`, 1 for the first row.

    Input: the name that the view is given; the columns wanted, at least one; what stands beside
    each row. Output: for each column that is read and has cells that could not be, the
    expression of such a cell.
    """
    read = [cell for cell in cells if cell.marks]
    numbered = [Sql("row_no")] if beside else []
    first = _first(rows, cells, numbered=bool(beside))
    copied = _layers(first, cells, read, numbered) if read else first
    create = statement(
        "CREATE TABLE {t} AS SELECT {cells} FROM {rows}",
        t=stored(table),
        cells=[*_as_kept(cells, beside), *_odd(read, "_odd" if beside else ODD)],
        rows=_joined(copied, beside) if beside else copied,
    )
    values = [*(value for cell in cells for value in cell.values), *rows.values]
    with session.as_written() if beside else nullcontext():
        session.run(create, values)
    odd = "_odd" if beside else ODD
    unread = read and session.one(statement("SELECT count({o}) FROM {t}", o=odd, t=stored(table)))
    if read and not unread:
        session.run(statement("ALTER TABLE {t} DROP COLUMN {o}", t=stored(table), o=odd))
    if beside:
        _show_joined(session, table, beside, unread=bool(unread))
    else:
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


def _show_joined(session: Session, table: str, beside: Beside, *, unread: bool) -> None:
    """The same view of rows that stand under other names already."""
    named = [statement("{n} AS {c}", n=n, c=c) for c, n in beside.kept.items()]
    more = ["row_no", "as_of", "_known", *([statement("_odd AS odd")] if unread else [])]
    create = "CREATE OR REPLACE VIEW {v} AS SELECT {cells} FROM {t}"
    session.run(statement(create, v=table, t=stored(table), cells=[*named, *more]))


def forget(session: Session, table: str) -> None:
    """Let go of a table that `copy_rows` made, and of its view."""
    session.run(statement("DROP VIEW {v}", v=table))
    session.run(statement("DROP TABLE {t}", t=stored(table)))


def stored(table: str) -> str:
    """The table behind the view."""
    return f"{table}_rows"


def _kept(number: int) -> Sql:
    return Sql(f"{ODD}[{number}]")


def _as_kept(cells: Sequence[Cell], beside: Beside | None) -> list[Sql]:
    """The columns of the table; behind the first one what comes from beside."""
    if beside is None:
        return [statement("{c}", c=cell.name) for cell in cells]
    named = [statement("{c} AS {n}", c=cell.name, n=beside.kept[cell.name]) for cell in cells]
    more = [statement("{x} AS {n}", x=x, n=name) for name, x in beside.cells.items()]
    return [named[0], *more, *named[1:], Sql("row_no")]


def _joined(rows: Sql, beside: Beside) -> Sql:
    join = "{rows} AS copied LEFT JOIN {t} ON {t}.account_id = copied.{key}"
    return statement(join, rows=rows, t=beside.table, key=beside.key)


def _first(rows: Rows, cells: Sequence[Cell], *, numbered: bool) -> Sql:
    """The cells as they are kept, and those yet to be read as they stand.

    A join keeps no order that is promised, so that the rows are `numbered` before there is one.
    """
    copied = [Sql("CAST(row_number() OVER () AS INTEGER) AS row_no")] if numbered else []
    for cell in cells:
        kept = cell.template
        if cell.kind == "text":
            kept = f"nullif(trim({kept}), '')" if cell.values else _TRIMMED.format(c=kept)
        name = cell.raw if cell.marks else cell.name
        copied.append(statement("{x} AS {n}", x=statement(kept, c=cell.name), n=name))
    return statement("(SELECT {copied} FROM {rows})", copied=copied, rows=rows.sql)


def _layers(first: Sql, cells: Sequence[Cell], read: Sequence[Cell], others: Sequence[Sql]) -> Sql:
    """Each reading in two steps, one above the other, so that no cell is read twice."""
    others = [*others, *(statement("{c}", c=c.name) for c in cells if not c.marks)]
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
    trimmed = statement(form, c=statement("trim({c})", c=cell.raw))
    return statement("coalesce({x}, {y})", x=statement(form, c=cell.raw), y=trimmed)


def _odd(read: Sequence[Cell], name: str) -> list[Sql]:
    """The texts that could not be read, as a list by column; null for a row without any."""
    if not read:
        return []
    unread = " OR ".join(
        statement("({c} IS NULL AND {r} IS NOT NULL)", c=cell.name, r=cell.raw) for cell in read
    )
    texts = [
        statement("CASE WHEN {c} IS NULL THEN nullif(trim({r}), '') END", c=cell.name, r=cell.raw)
        for cell in read
    ]
    odd = "CASE WHEN {u} THEN [{texts}] END AS {n}"
    return [statement(odd, u=Sql(unread), texts=texts, n=name)]


def mark_of(names: Iterable[str], texts: Collection[str]) -> Sql:
    """A number by which rows are alike that are alike in every cell, spaces around it aside."""
    trimmed = "nullif(trim(CAST({c} AS VARCHAR)), '')"
    cells = [statement(trimmed if name in texts else "{c}", c=name) for name in names]
    return statement("hash({cells})", cells=cells)
