"""Values outside the bounds that a source states for a measure are read as missing, and counted."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.engine.cells import so_many
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.errors import Finding
from scoring.kinds.normaliser import plain
from scoring.spec.source_parts import MeasureColumn


def within(wanted: MeasureColumn, number: Sql) -> Sql:
    """A measure's number, null where it lies outside of the measure's bounds."""
    tests = [
        f"({{x}}) {sign} CAST('{float(bound)!r}' AS DOUBLE)"
        for sign, bound in ((">=", wanted.at_least), ("<=", wanted.at_most))
        if bound is not None
    ]
    if not tests:
        return number
    return statement(f"CASE WHEN {' AND '.join(tests)} THEN ({{x}}) END", x=number)


def outside(session: Session, table: str, wanted: MeasureColumn, number: Sql) -> Iterator[Finding]:
    """How many values of a measure are read as missing for its bounds, with a few of them.

    Input: a session that holds the table with `row_no`; the number before its bounds.
    """
    inside = within(wanted, number)
    if inside == number:
        return
    found = session.rows(
        statement(
            "SELECT row_no, {x}, count(*) OVER () FROM {t} WHERE ({x}) IS NOT NULL"
            " AND ({inside}) IS NULL ORDER BY row_no LIMIT 3",
            x=number,
            inside=inside,
            t=table,
        )
    )
    if found:
        count = int(found[0][2])
        problem = so_many(count, "value is", "values are") + f" {_said(wanted)}; read as missing"
        seen = tuple(f"row {row}: {float(value):.6g}" for row, value, _ in found)
        fix = "change at_least or at_most of the measure in the source file"
        yield Finding(
            f"measure '{wanted.title}'", problem, fix, None, "note", count, seen, "bounds"
        )


def _said(wanted: MeasureColumn) -> str:
    low, high = wanted.at_least, wanted.at_most
    said = [f"below {plain(low)}"] if low is not None else []
    return " or ".join([*said, *([f"above {plain(high)}"] if high is not None else [])])
