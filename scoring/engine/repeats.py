"""Rows of events that repeat an earlier row in every cell, as overlapping exports have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.engine.cells import so_many
from scoring.engine.copying import stored
from scoring.engine.quoting import statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.errors import Finding
from scoring.spec.source import Source


def files_of_dated_rows(source: Source) -> tuple[str, ...]:
    """The short names of the files whose rows are events; each is counted, whatever it repeats."""
    return tuple(dict.fromkeys(event.file for event in source.events))


def repeated_rows(
    session: Session, source: Source, files: Mapping[str, StagedFile]
) -> Iterator[Finding]:
    """Count the repeats of each file of events, and take them away where the source says so.

    Input: a session that holds the staged files, those of events with the column `mark`. Two
    rows are the same if all their cells are, those that the source does not name included.
    """
    for key in files_of_dated_rows(source):
        file = files[key]
        some = "SELECT count(*) > count(DISTINCT mark) FROM {t}"
        if not session.one(statement(some, t=file.table)):
            continue
        again = (
            "SELECT row_no, min(row_no) OVER (PARTITION BY mark) AS first FROM {t}"
            " QUALIFY row_no > first"
        )
        query = "SELECT row_no, first, count(*) OVER () FROM (" + again + ") ORDER BY 1 LIMIT 3"
        found = session.rows(statement(query, t=file.table))
        dropped = source.files[key].repeats == "drop"
        if dropped:
            gone = "DELETE FROM {s} WHERE rowid + 1 IN (SELECT row_no FROM (" + again + "))"
            session.run(statement(gone, s=stored(file.table), t=file.table))
        count, line = int(found[0][2]), file.line(int(found[0][0]))
        repeat = so_many(count, "row repeats", "rows repeat")
        end = "left out" if dropped else "counted once more"
        problem = f"{repeat} an earlier row in every cell; {end}"
        seen = tuple(f"rows {first} and {row}" for row, first, _ in found)
        fix = "set `repeats` of the file to change this"
        yield Finding(f"file '{key}'", problem, fix, line, "warning", count, seen, "repeated_rows")
