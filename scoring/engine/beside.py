"""Rows become the table that cards read in one pass, where every cell is as it should be.

The reader reads the numbers and no row is numbered, so that all processors read at once.
Whatever else is met ends it there: what is wrong, and where, is told by the way that always goes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from scoring.engine.copying import Cell, Rows, layers, stored
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session


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


def copy_beside(
    session: Session,
    table: str,
    rows: Rows,
    cells: Sequence[Cell],
    beside: Beside,
    numbers: Collection[str],
) -> None:
    """Copy rows into a table with what stands beside them, seen through a view of the file.

    Input: the name that the view is given; the cells in the order in which they are kept, of
    which `numbers` come as numbers. The rows have no order, and no `row_no`: it is null. Raises
    Unusual for a number that is not finite; and duckdb.Error at once for a cell that cannot be
    read, a row without an account, and an account that is unknown but may only be untrimmed.
    """
    cells = [replace(c, template="{c}", marks=None) if c.name in numbers else c for c in cells]
    raw = [
        statement("{x} AS {n}", x=statement(c.template, c=c.name), n=c.raw if c.marks else c.name)
        for c in cells
    ]
    read = [cell for cell in cells if cell.marks]
    copied = layers(statement("(SELECT {raw} FROM {r})", raw=raw, r=rows.sql), cells, read)
    create = statement(
        "CREATE TABLE {t} AS SELECT {cells} FROM {rows} AS copied"
        " LEFT JOIN {other} ON {other}.account_id = copied.{key}",
        t=stored(table),
        cells=_kept(cells, beside),
        rows=copied,
        other=beside.table,
        key=beside.key,
    )
    with session.as_written():
        session.run(create, [*(value for cell in cells for value in cell.values), *rows.values])
    _show(session, table, beside)
    # The sum is finite only if all are, and costs half of asking each.
    finite = [statement("coalesce(isfinite(sum({c})), true)", c=name) for name in numbers]
    query = statement("SELECT {f} FROM {t}", f=finite or [Sql("true")], t=table)
    if not all(session.rows(query)[0]):
        raise Unusual


def _kept(cells: Sequence[Cell], beside: Beside) -> list[Sql]:
    """The columns of the table; behind the first one what comes from beside."""
    named = [statement("{x} AS {n}", x=_sound(c, beside), n=beside.kept[c.name]) for c in cells]
    more = [statement("{x} AS {n}", x=x, n=name) for name, x in beside.cells.items()]
    return [named[0], *more, *named[1:]]


def _sound(cell: Cell, beside: Beside) -> Sql:
    """A cell, or the end of the query where it is not as it should be."""
    wrong = "false"
    if cell.marks:
        wrong = "{c} IS NULL AND {raw} IS NOT NULL"
    if cell.name == beside.key:
        # The ids beside are trimmed: one that is found there needs no trimming.
        # All of this is asked of every row: of letters beyond ASCII, how they are trimmed is not.
        odd = "{c} IS NULL OR {c} = '' OR {c} <> trim({c}) OR strlen({c}) <> length({c})"
        wrong = f"{{other}}.account_id IS NULL AND ({odd})"
    if wrong == "false":
        return statement("{c}", c=cell.name)
    sound = f"CASE WHEN {wrong} THEN error('not as it should be') ELSE {{c}} END"
    return statement(sound, c=cell.name, raw=cell.raw, other=beside.table)


def _show(session: Session, table: str, beside: Beside) -> None:
    """The view of the file's own columns."""
    named = [statement("{n} AS {c}", n=n, c=c) for c, n in beside.kept.items()]
    cells = [*named, Sql("CAST(NULL AS INTEGER) AS row_no"), Sql("as_of"), Sql("account_no")]
    create = "CREATE OR REPLACE VIEW {v} AS SELECT {cells} FROM {t}"
    session.run(statement(create, v=table, t=stored(table), cells=cells))
