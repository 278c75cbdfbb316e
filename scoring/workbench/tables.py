"""Scores leave as tables, files and SQL."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from scoring.errors import CommandError, did_you_mean
from scoring.output.exporters import EXPORTERS
from scoring.output.exporters.exporter import NOTHING, Exporter, Extras
from scoring.plan.compile import compile_plan
from scoring.plan.sql import to_sql
from scoring.spec.model import Card
from scoring.values import Month
from scoring.views.score_table import table_from_kernel, tidy
from scoring.workbench.opening import DataSet
from scoring.workbench.writing import replacing
from scoring.workbench.writing_sql import card_files

ENGINES = ("plan", "kernel")
FORMATS = EXPORTERS.names


def months_asked(data: DataSet, as_of: str, *, one: bool = False) -> tuple[Month, ...]:
    """The months that `latest`, `all` or YYYY-MM stands for; `all` not if `one` is wanted.

    Raises CommandError.
    """
    months = data.book.frame.months
    words = "latest" if one else "latest or all"
    if as_of == "latest" or (as_of == "all" and not one):
        return months if as_of == "all" else months[-1:]
    try:
        month = Month.parse(as_of)
    except ValueError:
        problem = f"'{as_of}' is no month"
        raise CommandError(problem, fix=f"write YYYY-MM or {words}") from None
    if month not in months:
        problem = f"the data have no month {month}"
        raise CommandError(problem, fix=f"use one from {months[0]} to {months[-1]}, or {words}")
    return (month,)


def score_table(
    data: DataSet, card: Card, months: Sequence[Month], engine: str = "plan"
) -> pa.Table:
    """Score account-months by SQL (`plan`) or in memory (`kernel`); both give the same table.

    Output: account_id, as_of, score, shown, band, coverage, capped_by, variant, one points
    column a metric, and card: the digest of the card that gave the score, so that a stored score
    knows its version. Rows are ordered by month and account. Where judgements lie over the data
    the table always comes from memory: the database does not know them. Raises CommandError
    for an unknown engine.
    """
    if engine not in ENGINES:
        raise CommandError(f"no engine is called '{engine}'", fix=did_you_mean(engine, ENGINES))
    if engine == "kernel" or data.before is not None:
        return _signed(table_from_kernel(data.book, card, months), card)
    plan = compile_plan(card, data.catalogue, [m.end for m in months])
    sql = to_sql(plan) + "\nORDER BY as_of, account_id"
    return _signed(tidy(data.loaded.session.table(sql)), card)


def customers_of(data: DataSet, months: Sequence[Month]) -> int:
    """How many rows of a score table of these months are of customers.

    The others are of accounts that had left by the end of the month: the file has them, the book
    that pages count has not.
    """
    frame = data.book.frame
    return sum(int(frame.in_book(frame.rows_at(month)).sum()) for month in months)


def _signed(table: pa.Table, card: Card) -> pa.Table:
    return table.append_column("card", pa.repeat(pa.scalar(card.digest), table.num_rows))


def format_of(path: Path) -> Exporter:
    """The file format that a file's ending names. Raises CommandError for any other."""
    ending = path.suffix.lstrip(".").lower()
    if ending not in EXPORTERS:
        known = [f".{name}" for name in EXPORTERS.names]
        problem = f"'{path.name}' names no file format we write"
        raise CommandError(problem, fix=did_you_mean(path.suffix, known))
    return EXPORTERS[ending]


def write_table(table: pa.Table, path: Path, extras: Extras = NOTHING) -> None:
    """Write a table in the format that the file's ending names; the file is there whole or not.

    Input: also what a format that can shows beside the table. Equal input gives equal bytes.
    Raises CommandError.
    """
    exporter = format_of(path)
    with replacing(path) as stream:
        exporter.stream(table, stream, extras)


def card_sql(data: DataSet, card: Card, dialect: str = "duckdb") -> str:
    """The card as one commented SQL statement over a table `snapshots`. Raises CommandError."""
    return next(iter(card_files(data, card, dialect).values()))
