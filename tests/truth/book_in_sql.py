"""The figures of a book by SQL that shares nothing with the app but the scores of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from scoring.spec.model import Card
from scoring.values import Month
from scoring.workbench import DataSet, score_table

NUMBER = "(year({0}) * 12 + month({0}) - 1)"
"""A date as a month number, January of year 0 being 0."""


@dataclass(frozen=True)
class Sql:
    """A DuckDB of its own with `fact` (an account a row), `line` and `book` (a month a row).

    `fact`: id, owner, started, renewal, ended (month numbers or null). `line`: id, m, arr, band,
    score and one column of points a metric; `book` are the lines of customers of that month.
    """

    base: duckdb.DuckDBPyConnection
    month: int

    def rows(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        """The answer; $m is the month looked at."""
        known = {"m": self.month, **values}
        asked = {name: value for name, value in known.items() if f"${name}" in query}
        return self.base.execute(query, asked).fetchall()

    def one(self, query: str, **values: Any) -> tuple[Any, ...]:
        (row,) = self.rows(query, **values)
        return row


def opened(data: DataSet, card: Card, month: Month, facts: str, snapshots: str) -> Sql:
    """The tables, from queries over the files as they are, and the scores of the plan's SQL.

    `facts` selects id, owner, started, renewal, ended as dates; `snapshots` id, day, arr.
    """
    base = duckdb.connect()
    scores: pa.Table = score_table(data, card, data.book.frame.months)
    base.register("scores", scores)
    number: Mapping[str, str] = {
        name: f"{NUMBER.format(name)} AS {name}" for name in ("started", "renewal", "ended")
    }
    base.execute(
        f"CREATE TABLE fact AS SELECT id, owner, {', '.join(number.values())} FROM ({facts})"
    )
    base.execute(
        f"""CREATE TABLE line AS
        SELECT s.* EXCLUDE (account_id, as_of), s.account_id AS id,
               {NUMBER.format("s.as_of")} AS m, n.arr
        FROM scores AS s
        JOIN ({snapshots}) AS n
          ON n.id = s.account_id AND {NUMBER.format("n.day")} = {NUMBER.format("s.as_of")}"""
    )
    base.execute(
        """CREATE TABLE book AS
        SELECT line.* FROM line JOIN fact USING (id) WHERE ended IS NULL OR ended > m"""
    )
    base.unregister("scores")
    return Sql(base, month.number)


BANDS = "SELECT m, band, count(*), coalesce(sum(arr), 0) FROM book GROUP BY ALL"

MOVED = """
SELECT now.id, was.band, now.band, now.score - was.score
FROM book AS now JOIN book AS was ON was.id = now.id AND was.m = now.m - 1
WHERE now.m = $m"""

OWNERS = """
SELECT owner, count(*), sum(arr), count(*) FILTER (band = $bad),
       coalesce(sum(arr) FILTER (band = $bad), 0), avg(score)
FROM book JOIN fact USING (id) WHERE m = $m GROUP BY owner"""

KEPT = """
WITH start AS (SELECT id, arr FROM book WHERE m = $m - 12 AND arr IS NOT NULL),
     later AS (SELECT id, arr FROM book WHERE m = $m)
SELECT count(*), count(*) FILTER (later.id IS NULL), sum(start.arr),
       sum(least(start.arr, coalesce(later.arr, 0))), sum(coalesce(later.arr, 0))
FROM start LEFT JOIN later USING (id)"""

TOTALS = "SELECT count(*), sum(arr), avg(arr) FROM book WHERE m = $m - $back"

DUE = """
SELECT band, count(*), sum(arr) FROM book JOIN fact USING (id)
WHERE m = $m AND renewal BETWEEN $m + 1 AND $m + $months
  AND CASE WHEN (renewal - started) % 12 = 0 THEN 12 ELSE 1 END = $term
GROUP BY band"""

RENEWED = """
WITH contract AS (
    SELECT id, ended, renewal - j * term AS due
    FROM (SELECT *, CASE WHEN (renewal - started) % 12 = 0 THEN 12 ELSE 1 END AS term FROM fact),
         generate_series(0, 60) AS step(j)
    WHERE term = $term)
SELECT band, count(*), count(*) FILTER (ended IS NULL OR ended > due)
FROM contract JOIN book USING (id) WHERE due <= $m AND m = due - $lead
GROUP BY band"""

RAN_OUT = """
SELECT count(*), count(*) FILTER (ended IS NULL OR ended > due)
FROM (SELECT *, renewal - 12 * j AS due FROM fact, generate_series(0, 60) AS step(j))
WHERE due BETWEEN $m - 11 AND $m AND started < due AND (ended IS NULL OR ended >= due)"""
