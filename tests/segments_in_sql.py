"""The figures of the Segments page once more, by SQL over the scores and the files themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence

import duckdb
import pyarrow as pa

from scoring.live.among import EVERYONE, NO_VALUE
from scoring.spec.model import Card
from scoring.workbench import USUAL, DataSet, case_table, score_table
from scoring.workbench.segmenting import Divided, divided


def connection(accounts: str, amounts: str) -> duckdb.DuckDBPyConnection:
    """A database with the accounts and their ARR by month, read from the files by this SQL.

    Input: two selects; the first gives id, ended (a date or null) and the dimensions, the
    second id, month (a date in it) and arr.
    """
    con = duckdb.connect()
    con.execute(f"CREATE TABLE accounts AS {accounts}")
    con.execute(f"CREATE TABLE amounts AS {amounts}")
    return con


def _keys(dimensions: Sequence[str]) -> str:
    return ", ".join(f"coalesce({name}, '{NO_VALUE}')" for name in dimensions)


def today(
    con: duckdb.DuckDBPyConnection, data: DataSet, card: Card, dimensions: Sequence[str]
) -> dict[tuple[str, ...], tuple[object, ...]]:
    """By segment: accounts, ARR, flagged, their ARR, mean score, and accounts by band."""
    scores = score_table(data, card, [data.book.frame.months[-1]])
    con.register("scores", scores)
    alarms = [b.name for b, a in zip(card.bands, card.alarms, strict=True) if a]
    bands = [b.name for b in card.bands]
    by_band = ", ".join("count(*) FILTER (band = ?)" for _ in bands)
    rows = con.execute(
        f"""
        SELECT {_keys(dimensions)}, count(*), sum(arr), count(*) FILTER (list_contains(?, band)),
               coalesce(sum(arr) FILTER (list_contains(?, band)), 0), avg(score), {by_band}
        FROM scores
        JOIN accounts ON accounts.id = account_id
        JOIN amounts ON amounts.id = account_id
                    AND date_trunc('month', amounts.month) = date_trunc('month', as_of)
        WHERE ended IS NULL OR date_trunc('month', ended) > date_trunc('month', as_of)
        GROUP BY ALL
        """,
        [alarms, alarms, *bands],
    ).fetchall()
    width = len(dimensions)
    return {row[:width]: row[width:] for row in rows}


def past(
    con: duckdb.DuckDBPyConnection, cases: pa.Table, card: Card, dimensions: Sequence[str]
) -> dict[tuple[str, ...], tuple[int, ...]]:
    """By segment: cases, lost, flagged, caught, lost accounts, and cases and lost by band."""
    con.register("cases", cases)
    bands = [b.name for b in card.bands]
    by_band = ", ".join(
        "count(*) FILTER (band = ?), count(*) FILTER (band = ? AND outcome = 'lost')" for _ in bands
    )
    rows = con.execute(
        f"""
        SELECT {_keys(dimensions)}, count(*), count(*) FILTER (outcome = 'lost'),
               count(*) FILTER (flagged), count(*) FILTER (flagged AND outcome = 'lost'),
               count(DISTINCT account_id) FILTER (outcome = 'lost'), {by_band}
        FROM cases JOIN accounts ON accounts.id = account_id
        WHERE outcome <> 'too late'
        GROUP BY ALL
        """,
        [name for band in bands for name in (band, band)],
    ).fetchall()
    width = len(dimensions)
    return {row[:width]: row[width:] for row in rows}


def agrees(
    con: duckdb.DuckDBPyConnection, data: DataSet, card: Card, dimensions: Sequence[str]
) -> Divided:
    """Every count and amount of the page is the one of the SQL; what the page found."""
    month = data.book.frame.months[-1]
    found = divided(data, card, month, dimensions, EVERYONE, USUAL)
    wanted = today(con, data, card, dimensions)
    assert {_names(found, one.cell) for one in found.segments} == set(wanted)
    for one in found.segments:
        accounts, arr, flagged, flagged_arr, mean, *bands = wanted[_names(found, one.cell)]
        assert (one.accounts, one.flagged) == (accounts, flagged)
        assert list(one.counts[: len(bands)]) == bands
        for mine, theirs in ((one.arr, arr), (one.flagged_arr, flagged_arr), (one.mean, mean)):
            assert math.isclose(mine, float(str(theirs)), rel_tol=1e-12, abs_tol=1e-9)
    cases = past(con, case_table(data, card, found.trial), card, dimensions)
    assert {_names(found, one.code) for one in found.groups.groups} == set(cases)
    for group in found.groups.groups:
        number, lost, flagged, caught, accounts, *bands = cases[_names(found, group.code)]
        assert (group.cases, group.lost, group.flagged) == (number, lost, flagged)
        assert (group.accounts, group.grey) == (accounts, accounts < 8)
        assert group.rate.estimate == (lost / number)
        assert group.caught.estimate == (caught / lost if lost else None)
        rates = found.rates[group.code]
        assert [n for one in rates for n in (one.cases, one.lost)] == bands
    return found


def _names(found: Divided, cell: int) -> tuple[str, ...]:
    pairs = zip(found.crossed.axes, found.crossed.places(cell), strict=True)
    return tuple(axis.names[place] for axis, place in pairs)
