"""Dated rows of a file, each with its account: what events and losses are counted from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.engine.cells import Reading, as_date, as_text, unreadable
from scoring.engine.no_days import known
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile
from scoring.engine.where import Holds
from scoring.errors import Finding
from scoring.spec.source import Source
from scoring.spec.source_parts import Via


@dataclass(frozen=True, slots=True)
class RowsOf:
    """Which rows: their file, how they find their account, and the days that date them."""

    file: str
    id: str
    on: str
    via: Via | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One more column of a stream: an expression over the file, and its parameters."""

    name: str
    holds: Holds


@dataclass(frozen=True, slots=True)
class Stream:
    """A table of dated rows: row_no, key, account_id, known, day, closes, and the cells."""

    table: str
    rows: RowsOf
    file: StagedFile

    @property
    def place(self) -> str:
        """Where a finding about its days is."""
        return f"file '{self.file.key}', column '{self.rows.on}'"


def read_stream(
    session: Session,
    rows: RowsOf,
    files: Mapping[str, StagedFile],
    table: str,
    cells: Sequence[Cell],
) -> tuple[Stream, list[Finding]]:
    """Copy dated rows into a table of their own, each with the id of its account.

    Input: a session that holds the staged files and `accounts`. Output: the stream with every
    row of the file, and what could not be read. Raises DataError for a missing column.
    """
    file = files[rows.file]
    day = as_date(file, rows.on, "the day")
    day, findings = known(session, day)
    closes = statement("CAST(NULL AS DATE)")
    if rows.until:
        ends = as_date(file, rows.until, "until")
        ends, told = known(session, ends, may_be_open=True)
        findings += told
        closes = ends.sql
    key = as_text(file, rows.id, "the account id")
    inner = statement(
        "SELECT row_no, {key} AS key, {day} AS day, {closes} AS closes{more} FROM {t}",
        key=key.sql,
        day=day.sql,
        closes=closes,
        more=_listed(cells),
        t=file.table,
    )
    joined = _between(rows.via, files)
    session.run(
        statement(
            "CREATE TABLE {n} AS SELECT e.*, {account} AS account_id, {starts} AS starts,"
            " {ends} AS ends, a.account_id IS NOT NULL AS known, {linked} AS linked,"
            " a.start_on, a.churned_on FROM ({inner}) AS e {join}"
            " LEFT JOIN accounts AS a ON a.account_id = {account}",
            n=table,
            inner=inner,
            **joined,
        ),
        [value for cell in cells for value in cell.holds.values],
    )
    return Stream(table, rows, file), findings


def _listed(cells: Sequence[Cell]) -> Sql:
    return Sql("".join(statement(", {x} AS {n}", x=c.holds.sql, n=c.name) for c in cells))


def _between(via: Via | None, files: Mapping[str, StagedFile]) -> dict[str, Sql]:
    """How a row finds its account: its own id, or that of the table between."""
    if via is None:
        nothing = statement("CAST(NULL AS DATE)")
        return {
            "account": Sql("e.key"),
            "starts": nothing,
            "ends": nothing,
            "linked": Sql("true"),
            "join": Sql(""),
        }
    file = files[via.file]
    days = {
        name: as_date(file, label, "its life").sql if label else statement("CAST(NULL AS DATE)")
        for name, label in (("starts", via.start_on), ("ends", via.end_on))
    }
    join = statement(
        "LEFT JOIN (SELECT {key} AS key, any_value({account}) AS account_id,"
        " min({starts}) AS starts, max({ends}) AS ends FROM {t} GROUP BY 1"
        " HAVING count(DISTINCT {account}) = 1) AS v ON v.key = e.key",
        key=as_text(file, via.id, "the id between").sql,
        account=as_text(file, via.account, "the account id").sql,
        t=file.table,
        **days,
    )
    return {
        "account": Sql("v.account_id"),
        "starts": Sql("v.starts"),
        "ends": Sql("v.ends"),
        "linked": Sql("v.key IS NOT NULL"),
        "join": join,
    }


def keep_usable(session: Session, source: Source, stream: Stream) -> None:
    """Take away the rows that no account-month may count."""
    early = " OR day < start_on" if source.drop.before_start == "drop" else ""
    condition = Sql("key IS NULL OR day IS NULL OR NOT known" + early)
    session.run(statement("DELETE FROM {t} WHERE {w}", t=stream.table, w=condition))


def value_problems(session: Session, readings: Sequence[Reading]) -> list[Finding]:
    """The cells of value columns that could not be read, each column once."""
    once = {(r.file.key, r.label, r.what): r for r in readings}
    return [f for reading in once.values() for f in unreadable(session, reading)]
