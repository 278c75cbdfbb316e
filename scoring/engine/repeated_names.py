"""A row that holds the names of the columns once more, as joined exports have it, is no data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.engine.copying import stored
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.errors import Finding


def without_names(rows: Sequence[Sequence[str]], names: Sequence[str]) -> list[Sequence[str]]:
    """The rows of a sample but those that are the names of the columns."""
    first, others = names[0], tuple(names[1:])
    return [
        row
        for row in rows
        if not (row and row[0].lstrip("\ufeff") == first and tuple(row[1:]) == others)
    ]


def drop_names(session: Session, table: str, cells: Mapping[str, Sql]) -> list[int]:
    """Take such rows away from a copied file.

    Input: the view of the table, and the texts of its cells by the names of their columns, all of
    which such a row has. Output: the numbers of the rows that are gone, in order.
    """
    same = [statement("{c} = ?", c=cell) for cell in cells.values()]
    where = Sql(" AND ".join(same))
    query = statement("SELECT row_no FROM {t} WHERE {w} ORDER BY 1", t=table, w=where)
    found = [int(row[0]) for row in session.rows(query, [*cells])]
    if found:
        gone = statement(
            "DELETE FROM {s} WHERE rowid + 1 IN (SELECT row_no FROM {t} WHERE {w})",
            s=stored(table),
            t=table,
            w=where,
        )
        session.run(gone, [*cells])
    return found


def told_of_names(key: str, rows: Sequence[int], line: int | None) -> Finding:
    """What was left out."""
    repeat = "1 row repeats" if len(rows) == 1 else f"{len(rows):,} rows repeat"
    problem = f"{repeat} the names of the columns, as joined exports have them; left out"
    fix, seen = "nothing, if this is meant", tuple(f"row {row}" for row in rows[:3])
    return Finding(f"file '{key}'", problem, fix, line, "note", len(rows), seen, "repeated_names")
