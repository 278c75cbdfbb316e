"""The figures of the page Actions once more, as SQL over scores, facts and touches.

The tables: `scored` (account_id, month, score, band, coverage; a row an account and month, months
counted from year 0), `facts` (account_id, owner, renewal, ended; month numbers), `arrs`
(account_id, month, arr) and `touches` (account_id, month). Of the card's bands the first is good
and the last flags; it has no variants.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from scoring.spec.model import Card
from scoring.values import NOT_SCORED, ONBOARDING
from scoring.workbench import DataSet, months_asked, score_table

Pairs = set[tuple[str, int]]

_BOOK = """
CREATE TABLE book AS
SELECT s.*, f.owner, f.renewal, f.ended FROM scored s JOIN facts f USING (account_id)
WHERE f.ended IS NULL OR f.ended > s.month
"""
_FIRES = """
SELECT account_id, month FROM (
    SELECT *, lag(state IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month) AS before
    FROM ({states}) WHERE state IS NOT NULL)
WHERE state = 1 AND coalesce(before, 0) = 0 AND month > (SELECT min(month) FROM scored)
"""


def month_number(column: str) -> str:
    """A date's month as a number."""
    return f"(year({column}) * 12 + month({column}) - 1)"


def tables(data: DataSet, card: Card, **queries: str) -> duckdb.DuckDBPyConnection:
    """The tables, the scores from the plan's own SQL; facts, arrs and touches by these queries."""
    con = duckdb.connect()
    found: pa.Table = score_table(data, card, months_asked(data, "all"), "plan")
    con.register("found", found)
    month = month_number("as_of")
    con.execute(f"CREATE TABLE scored AS SELECT *, {month} AS month FROM found")
    for name, query in queries.items():
        con.execute(f"CREATE TABLE {name} AS {query}")
    con.execute(_BOOK)
    return con


def fires(con: duckdb.DuckDBPyConnection, states: str) -> Pairs:
    """Where an alert fires whose state is 1 while it holds, 0 when calm, else null."""
    return set(con.execute(_FIRES.format(states=states)).fetchall())


def entered(con: duckdb.DuckDBPyConnection, card: Card) -> Pairs:
    return fires(
        con,
        f"""SELECT account_id, month, CASE band WHEN '{card.bands[-1].name}' THEN 1
            WHEN '{NOT_SCORED}' THEN NULL WHEN '{ONBOARDING}' THEN NULL ELSE 0 END AS state
            FROM book""",
    )


def dropped(con: duckdb.DuckDBPyConnection, points: float, months: int) -> Pairs:
    return fires(
        con,
        f"""SELECT now.account_id, now.month,
            CAST(round(was.score - now.score, 9) >= {points} AS INT) AS state
            FROM book now JOIN book was
            ON was.account_id = now.account_id AND was.month = now.month - {months}""",
    )


def renewal(con: duckdb.DuckDBPyConnection, card: Card, months: int) -> Pairs:
    return fires(
        con,
        f"""SELECT account_id, month, CAST(coalesce(renewal > month
            AND renewal <= month + {months}, false) AND band <> '{card.bands[0].name}' AS INT)
            AS state FROM book""",
    )


def missing(con: duckdb.DuckDBPyConnection, share: float, months: int) -> Pairs:
    """No row though a customer, no score any more, or coverage below the best lately."""
    seen = f"""
        SELECT c.account_id, c.month, b.month IS NOT NULL AS here, b.band, b.coverage,
        max(coalesce(b.coverage, 0)) OVER recent AS best,
        count(b.month) OVER recent AS rows_before,
        count_if(b.band NOT IN ('{NOT_SCORED}', '{ONBOARDING}')) OVER recent AS scored_before
        FROM (SELECT account_id, ended, month FROM facts,
              (SELECT DISTINCT month FROM scored)
              WHERE ended IS NULL OR ended > month) c
        LEFT JOIN book b ON b.account_id = c.account_id AND b.month = c.month
        WINDOW recent AS (PARTITION BY c.account_id ORDER BY c.month
                          RANGE BETWEEN {months} PRECEDING AND 1 PRECEDING)"""
    return fires(
        con,
        f"""SELECT account_id, month, CASE
            WHEN NOT here THEN CASE WHEN rows_before > 0 THEN 1 END
            WHEN band = '{NOT_SCORED}' AND scored_before > 0 THEN 1
            WHEN round(best - coalesce(coverage, 0), 9) >= {share / 100} THEN 1
            ELSE 0 END AS state FROM ({seen})""",
    )


def entries(con: duckdb.DuckDBPyConnection, card: Card, window: int, last: int) -> str:
    """A table of the entries into red with what became of them; its name."""
    good, red = card.bands[0].name, card.bands[-1].name
    calm = ", ".join(f"'{b.name}'" for b in card.bands[:-1])
    within = f"BETWEEN e.month + 1 AND e.month + {window}"
    con.execute(
        f"""CREATE OR REPLACE TABLE entries AS
        SELECT e.account_id, e.month, e.score,
        EXISTS (FROM book b WHERE b.account_id = e.account_id AND b.month {within}
                AND b.band = '{good}') AS saved,
        EXISTS (FROM book b WHERE b.account_id = e.account_id AND b.month {within}
                AND b.band IN ({calm})) AS calmer,
        coalesce(e.ended {within}, false) AS lost,
        EXISTS (FROM touches t WHERE t.account_id = e.account_id AND t.month {within}) AS worked
        FROM book e LEFT JOIN book p ON p.account_id = e.account_id AND p.month = e.month - 1
        WHERE e.band = '{red}' AND p.band IS DISTINCT FROM '{red}' AND e.month <= {last - window}"""
    )
    return "entries"


def worklist(
    con: duckdb.DuckDBPyConnection, card: Card, month: int
) -> list[tuple[str | None, str]]:
    """Owner and account in the order of the worklist."""
    red = card.bands[-1].name
    bands = ", ".join(f"'{b.name}'" for b in card.bands[1:])
    return con.execute(
        f"""SELECT owner, account_id FROM (
            SELECT b.*, greatest({card.bands[0].start} - score, 0) * coalesce(arr, 0) AS stake,
            coalesce(renewal > b.month AND renewal <= b.month + 3, false) AS soon
            FROM book b LEFT JOIN arrs USING (account_id, month)
            WHERE b.month = {month} AND band IN ({bands}))
        ORDER BY owner NULLS LAST, band <> '{red}', CASE WHEN soon THEN renewal ELSE 999999 END,
        stake DESC, account_id"""
    ).fetchall()


def mantel_haenszel(con: duckdb.DuckDBPyConnection, stratum: str) -> float | None:
    """The difference of losses, worked less the others, within strata of `entries`."""
    found = con.execute(
        f"""SELECT sum(n1 * n0 / (n1 + n0) * (k1 / n1 - k0 / n0)) / sum(n1 * n0 / (n1 + n0))
        FROM (SELECT count(*) FILTER (worked) AS n1, count(*) FILTER (NOT worked) AS n0,
              count(*) FILTER (worked AND lost) AS k1, count(*) FILTER (NOT worked AND lost) AS k0
              FROM entries JOIN facts USING (account_id) GROUP BY {stratum})
        WHERE n1 > 0 AND n0 > 0"""
    ).fetchone()
    return found[0] if found else None
