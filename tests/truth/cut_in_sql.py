"""What a cut would have caught, by SQL over raw scores and by loops: nothing of the back-test."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

import duckdb
import pyarrow as pa

from scoring.demo import Book
from scoring.spec.model import Card
from scoring.workbench import DataSet, score_table
from tests.truth.book_in_sql import NUMBER

LEAD, HORIZON, TENURE, STRIP, GAP = 3, 6, 3, 24, 1

LOOKED_AT = """
CREATE TABLE looked AS
SELECT *, CASE WHEN churn IS NULL OR churn > t + $lead + $horizon THEN 'kept'
               WHEN churn <= t + $lead THEN 'too late' ELSE 'lost' END AS fate
FROM (SELECT id, started, ended, notice,
             CASE WHEN ended IS NOT NULL THEN least(ended, coalesce(notice, ended)) END AS churn
      FROM fact),
     (SELECT last - $lead - $horizon - $horizon * step AS t
      FROM (SELECT max(m) AS last, min(m) AS first FROM score), generate_series(0, 60) AS s(step)
      WHERE last - $lead - $horizon - $horizon * step >= first)
WHERE started + $tenure <= t AND (ended IS NULL OR ended > t)
  AND (notice IS NULL OR notice > t)
  AND (ended IS NOT NULL OR notice IS NULL OR notice > t + $lead + $horizon)"""

CASES = """
CREATE TABLE cases AS
SELECT looked.id, t, fate = 'lost' AS lost, started, churn, score.score, alone.score AS pulse,
       (SELECT avg(licence_use) FROM month WHERE month.id = looked.id
        AND m BETWEEN t - 2 AND t) AS now,
       (SELECT avg(licence_use) FROM month WHERE month.id = looked.id
        AND m BETWEEN t - 5 AND t - 3) AS before
FROM looked LEFT JOIN score ON score.id = looked.id AND score.m = t
            LEFT JOIN alone ON alone.id = looked.id AND alone.m = t
WHERE fate <> 'too late' ORDER BY t, looked.id"""

BELOW = """
SELECT count(*) FILTER (score < $cut), count(*) FILTER (score < $cut AND lost),
       count(*) FILTER (score < $cut AND NOT lost), count(*) FILTER (lost), count(*)
FROM cases"""

NOW = """
SELECT count(*) FILTER (score < $cut), count(*) FROM score JOIN fact USING (id)
WHERE m = (SELECT max(m) FROM score) AND (ended IS NULL OR ended > m) AND score IS NOT NULL"""

LOSSES = """
SELECT id, CASE WHEN notice IS NULL THEN ended ELSE least(ended, notice) END AS churn FROM fact
WHERE ended IS NOT NULL AND churn <= (SELECT max(m) FROM score)
  AND churn - 1 - started >= $tenure"""


@dataclass(frozen=True)
class Case:
    """A case that is judged: scores, None without one, and whether a rule of thumb holds."""

    lost: bool
    score: float | None
    pulse: float | None
    thumb: bool


def opened(data: DataSet, made: Book, card: Card) -> duckdb.DuckDBPyConnection:
    """The made-up files as tables of months, with the scores of the card and of its pulse alone."""
    base = duckdb.connect()
    pulse = card.model_copy(update={"metrics": (card.metric("pulse"),), "bonuses": ()})
    for name, one in (("score", card), ("alone", pulse)):
        scores: pa.Table = score_table(data, one, data.book.frame.months)
        base.register("found", scores)
        base.execute(
            f"CREATE TABLE {name} AS SELECT account_id AS id, {NUMBER.format('as_of')} AS m, score"
            " FROM found"
        )
    base.register("accounts", pa.Table.from_pandas(made.accounts))
    base.register("snapshots", pa.Table.from_pandas(made.snapshots))
    dates = {"start_on": "started", "churned_on": "ended", "notice_on": "notice"}
    months = ", ".join(f"{NUMBER.format(day)} AS {name}" for day, name in dates.items())
    base.execute(f"CREATE TABLE fact AS SELECT account_id AS id, {months} FROM accounts")
    base.execute(
        f"CREATE TABLE month AS SELECT account_id AS id, {NUMBER.format('as_of')} AS m, licence_use"
        " FROM snapshots"
    )
    asked = {"lead": LEAD, "horizon": HORIZON, "tenure": TENURE}
    base.execute(LOOKED_AT, asked)
    base.execute(CASES)
    return base


def cases_of(base: duckdb.DuckDBPyConnection) -> list[Case]:
    """The cases; usage fell by 30% from three months to three, a renewal due in nine months."""
    found = []
    for lost, score, pulse, now, before, started, t in base.execute(
        "SELECT lost, score, pulse, now, before, started, t FROM cases"
    ).fetchall():
        down = bool(before and now is not None and round((before - now) / before, 6) >= 0.3)
        soon = 12 - (t - started) % 12 <= LEAD + HORIZON
        found.append(Case(lost, score, pulse, down and soon))
    return found


def months_of_warning(base: duckdb.DuckDBPyConnection, cut: float) -> list[int]:
    """Of each loss of a customer of some months, those from the start of its last run of red on."""
    scores = {(i, m): s for i, m, s in base.execute("SELECT * FROM score").fetchall()}
    found = []
    for who, churn in base.execute(LOSSES, {"tenure": TENURE}).fetchall():
        strip = [scores.get((who, churn - back), "no row") for back in range(1, STRIP + 1)]
        if all(one == "no row" for one in strip):
            continue
        lead, quiet = 0, 0
        for back, one in enumerate(strip, start=1):
            red = isinstance(one, float) and one < cut
            if red and quiet <= GAP:
                lead, quiet = back, 0
            else:
                quiet = quiet + 1 if not red else GAP + 1
        found.append(lead)
    return found


def middle(leads: list[int]) -> float | None:
    """The median of those that were red at all."""
    warned = [one for one in leads if one]
    return median(warned) if warned else None


def among_worst(values: list[float | None], lost: list[bool], count: int) -> Fraction:
    """The losses among the so many worst, tie by tie; the last tie is shared."""
    caught, left = Fraction(0), Fraction(count)
    for one in sorted({v for v in values if v is not None}):
        here = [gone for v, gone in zip(values, lost, strict=True) if v == one]
        part = min(Fraction(1), left / len(here))
        caught, left = caught + part * sum(here), left - part * len(here)
    return caught


def by_luck(cases: int, lost: int, flagged: int) -> tuple[Fraction, int, int]:
    """Mean and middle 95% of the losses in a blind choice, from whole numbers of choices."""
    ways = [
        math.comb(lost, k) * math.comb(cases - lost, flagged - k) if k <= flagged else 0
        for k in range(lost + 1)
    ]
    total, ends = sum(ways), []
    for part in (Fraction(25, 1000), Fraction(975, 1000)):
        below = 0
        for k, one in enumerate(ways):
            below += one
            if Fraction(below, total) >= part:
                ends.append(k)
                break
    return Fraction(flagged * lost, cases), ends[0], ends[1]
