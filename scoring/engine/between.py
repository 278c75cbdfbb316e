"""Rows that carry another id get the id of their account, by way of a file that knows both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scoring.engine.cells import as_text, so_many
from scoring.engine.copying import show, stored
from scoring.engine.quoting import statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.errors import Finding
from scoring.spec.source_parts import Via

_EXAMPLES = 3


def with_account_ids(
    session: Session, file: StagedFile, label: str, via: Via, files: Mapping[str, StagedFile]
) -> tuple[StagedFile, list[Finding]]:
    """The file with the account's id in place of its own under this label.

    Input: a session that holds the staged files. Output: the same rows, in which an id that
    stands for no one account in the file between is null, and how many such rows there are.
    Raises DataError for a column that is not there.
    """
    between = files[via.file]
    own = as_text(file, label, "the id between")
    taken = "SELECT count(*) FROM duckdb_columns() WHERE table_name = ?"
    table = stored(file.table)
    column = f"account_{session.one(taken, [table])}"
    session.run(statement("ALTER TABLE {t} ADD COLUMN {c} VARCHAR", t=table, c=column))
    session.run(
        statement(
            "UPDATE {t} SET {c} = v.account FROM (SELECT {key} AS key, any_value({account})"
            " AS account FROM {between} GROUP BY 1 HAVING count(DISTINCT {account}) = 1) AS v"
            " WHERE v.key = {own}",
            t=table,
            c=column,
            key=as_text(between, via.id, "the id between").sql,
            account=as_text(between, via.account, "the account id").sql,
            between=between.table,
            own=own.sql,
        )
    )
    show(session, file.table)
    query = statement(
        "SELECT count(*), min(row_no, 3), min({own}, 3) FROM {t}"
        " WHERE {c} IS NULL AND {own} IS NOT NULL",
        own=own.sql,
        t=file.table,
        c=column,
    )
    count, rows, ids = session.rows(query)[0]
    columns = {**file.columns, label: (column, "text")}
    return replace(file, columns=columns), _lost(file, label, via, int(count), rows, ids)


def _lost(
    file: StagedFile, label: str, via: Via, count: int, rows: list[int], ids: list[str]
) -> list[Finding]:
    if not count:
        return []
    said = so_many(count, "row has", "rows have")
    problem = (
        f"{said} an id that leads to no account, or to several, in file '{via.file}'; left out"
    )
    seen = tuple(dict.fromkeys(repr(one[:40]) for one in ids[:_EXAMPLES]))
    fix, line = "add the missing ids, and keep one account for each", file.line(int(rows[0]))
    place = f"file '{file.key}', column '{label}'"
    return [Finding(place, problem, fix, line, "warning", count, seen, "unlinked")]
