"""The case table of a back-test: in memory, as SQL, as a table for a file."""

from __future__ import annotations

import pyarrow as pa

from scoring.backtest.cases import Cases, cases_of
from scoring.backtest.clock import clock_of
from scoring.plan.cases import case_plan
from scoring.plan.compile import compile_plan
from scoring.plan.sql import to_sql
from scoring.spec.model import Card
from scoring.spec.question import Question
from scoring.workbench.opening import DataSet


def cases(data: DataSet, question: Question) -> Cases:
    """The cases of a question; built once for it, whatever a slider does."""
    return cases_of(data.book, question)


def case_sql(data: DataSet, card: Card, question: Question) -> str:
    """The case table with what the card said, as one statement.

    It reads the tables `accounts`, `spells` and `snapshots`. Only the looks of a calendar are
    scored; renewals are looked at in any month.
    """
    clock = clock_of(data.book.frame, question)
    looks = [m.end for m in (*clock.looks, *clock.too_new)] if clock.cohort == "calendar" else None
    return to_sql(case_plan(compile_plan(card, data.catalogue, looks), clock)) + ";\n"


def case_rows(data: DataSet, card: Card, question: Question) -> pa.Table:
    """The case table for a file, ordered by month and account, computed by SQL.

    Output: account_id, as_of, spell, churn_month (YYYY-MM), outcome (1 lost, 0 kept, null
    too late), reckoned, arr, score, band.
    """
    sql = case_sql(data, card, question).rstrip(";\n")
    return data.loaded.session.table(sql + "\nORDER BY as_of, account_id")
