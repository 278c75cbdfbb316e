"""Rows that repeat an earlier row of their file in every cell, as overlapping exports have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.engine.cells import so_many
from scoring.engine.copying import stored
from scoring.engine.quoting import statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.errors import Finding
from scoring.spec.source import Source


def files_with_repeats(source: Source) -> tuple[str, ...]:
    """The short names of the files in which repeats are looked for.

    Those of events, of which each row is counted, whatever it repeats; and those that are to lose
    their repeats, whatever they hold.
    """
    events = [event.file for event in source.events]
    losing = [key for key, file in source.files.items() if file.repeats == "drop"]
    return tuple(dict.fromkeys([*events, *losing]))


def repeated_rows(
    session: Session, source: Source, files: Mapping[str, StagedFile]
) -> Iterator[Finding]:
    """Count the repeats of each such file, and take them away where the source says so.

    Input: a session that holds the staged files, these with the column `mark`. Two rows are the
    same if all their cells are, those that the source does not name included; spaces around a
    cell are no part of it.
    """
    for key in files_with_repeats(source):
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
