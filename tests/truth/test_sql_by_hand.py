"""The demo book scored by SQL that a person wrote, in another shape than the plan's."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest

from scoring.workbench import score_table, usable_card
from tests.bundled import opened

pytestmark = pytest.mark.slow

BY_HAND = """
WITH metrics (id, measure, worst, best, weight, age) AS (VALUES
    ('usage',       'licence_use',       0.4,  0.9, 30, 2),
    ('key_actions', 'key_actions',      15,   65,   15, 2),
    ('breadth',     'features_used',     5,   15,   10, 2),
    ('active_days', 'active_days',       8,   22,   10, 2),
    ('sponsor',     'exec_meeting_days', 270, 30,   10, 0),
    ('pulse',       'csm_pulse',         1,    5,   10, 3),
    ('escalations', 'escalations',       2,    0,    5, 0),
    ('payment',     'days_overdue',     30,    0,    5, 0),
    ('survey',      'nps',               4,    9,    5, 6)),
rows AS (
    SELECT *, year(as_of) * 12 + month(as_of) AS n FROM read_parquet($path)),
long AS (
    UNPIVOT (SELECT account_id, n, COLUMNS(* EXCLUDE (account_id, as_of, n))::DOUBLE FROM rows)
    ON COLUMNS(* EXCLUDE (account_id, n)) INTO NAME measure VALUE value),
newest AS (
    SELECT r.account_id, r.n, m.id, arg_max(l.value, l.n) AS value
    FROM rows r CROSS JOIN metrics m
    LEFT JOIN long l ON l.account_id = r.account_id AND l.measure = m.measure
        AND l.n BETWEEN r.n - m.age AND r.n
    GROUP BY ALL),
pointed AS (
    SELECT account_id, n, weight::DOUBLE AS weight,
        100 * CASE
            WHEN value IS NULL THEN NULL
            WHEN (value - worst) / (best - worst) < 0 THEN 0
            WHEN (value - worst) / (best - worst) > 1 THEN 1
            ELSE (value - worst) / (best - worst)
        END AS points
    FROM newest JOIN metrics USING (id))
SELECT account_id, (n - 1) // 12, (n - 1) % 12 + 1,
    sum(weight) FILTER (points IS NOT NULL) / sum(weight) AS coverage,
    sum(weight * points) / sum(weight) FILTER (points IS NOT NULL) AS score
FROM pointed GROUP BY account_id, n
"""


@pytest.mark.parametrize("engine", ["plan", "kernel"])
def test_the_demo_book_by_hand(root: Path, engine: str) -> None:
    """Every account-month of the demo book has the score that the hand-written query gives it."""
    data = opened("demo", dt.date(2026, 10, 31))
    text = (root / "configs/cards/b2b_saas_starter.yaml").read_text(encoding="utf-8")
    table = score_table(data, usable_card(text, data), data.book.frame.months, engine)
    with duckdb.connect() as connection:
        path = str(root / "data/demo/snapshots.parquet")
        found = connection.execute(BY_HAND, {"path": path}).fetchall()
    by_hand = {(account, year, month): rest for account, year, month, *rest in found}
    scored = 0
    for row in table.to_pylist():
        coverage, score = by_hand[row["account_id"], row["as_of"].year, row["as_of"].month]
        assert row["coverage"] == pytest.approx(coverage or 0, abs=1e-9)
        if (coverage or 0) < 0.5:
            assert (row["score"], row["band"]) == (None, "Not scored")
            continue
        scored += 1
        assert row["score"] == pytest.approx(score, abs=1e-9)
        better = "Healthy" if row["score"] >= 65 else "Watch"
        assert row["band"] == (better if row["score"] >= 45 else "At risk")
    assert scored > 5_000
