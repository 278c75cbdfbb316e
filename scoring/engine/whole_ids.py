"""Ids that one file writes as 1.0 and another as 1 are the same ids, and it is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.engine.cells import so_many
from scoring.engine.columns import id_columns
from scoring.engine.copying import show, stored
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.errors import Finding
from scoring.spec.source import Source

_WHOLE = "(0|[1-9][0-9]*)[.]0"


def all_end_in_zero(session: Session, file: StagedFile, label: str) -> bool:
    """Whether every filled cell of a column of text is a whole number with .0 behind it.

    Programs write whole numbers so where a column has gaps. A code such as 007.0 is none.
    """
    column, kind = file.column(label, "the account id")
    if kind != "text":
        return False
    # Most columns are known by their first rows, without a look at the others.
    other = "SELECT {c} FROM {t} WHERE {c} IS NOT NULL AND NOT suffix({c}, '.0') LIMIT 1"
    if session.rows(statement(other, c=column, t=file.table)):
        return False
    whole = "SELECT coalesce(bool_and(regexp_full_match({c}, ?)), false) FROM {t}"
    return bool(session.one(statement(whole, c=column, t=file.table), [_WHOLE]))


def without_zero(text: Sql) -> Sql:
    """Such a text without what stands behind the whole number."""
    return statement("left({x}, -2)", x=text)


def join_whole_ids(
    session: Session, source: Source, files: Mapping[str, StagedFile]
) -> Iterator[Finding]:
    """Take the .0 off the ids of a file where others write theirs without.

    Input: a session that holds the staged files, whose columns are all there. A column of ids
    that all end so is changed in its table, and there is a note on it; if all files write their
    ids so, none is.
    """
    asked = {pair: all_end_in_zero(session, files[pair[0]], pair[1]) for pair in id_columns(source)}
    if all(asked.values()):
        return
    for (key, label), ends_so in asked.items():
        if ends_so:
            yield _joined(session, files[key], label)


def _joined(session: Session, file: StagedFile, label: str) -> Finding:
    column, _ = file.column(label, "the account id")
    count, first = session.rows(
        statement("SELECT count({c}), min({c}) FROM {t}", c=column, t=file.table)
    )[0]
    session.run(
        statement(
            "ALTER TABLE {t} ALTER COLUMN {c} SET DATA TYPE VARCHAR USING {x}",
            t=stored(file.table),
            c=column,
            x=without_zero(statement("{c}", c=column)),
        )
    )
    show(session, file.table)
    ids = so_many(int(count), "id is", "ids are")
    problem = f"{ids} written with .0, others without: {first[:40]} was read as {first[:-2][:40]}"
    fix = "write the ids of all files alike, without decimals"
    place = f"file '{file.key}', column '{label}'"
    return Finding(place, problem, fix, None, "note", int(count), (repr(first[:40]),), "whole_ids")
