"""The case table of a back-test: as a table for a file, and as SQL."""

from __future__ import annotations

import pyarrow as pa

from scoring.backtest.cases import LOST, TOO_LATE
from scoring.backtest.clock import clock_of
from scoring.backtest.trial import Trial
from scoring.live.frame import NEVER
from scoring.plan.cases import case_plan
from scoring.plan.compile import compile_plan
from scoring.plan.sql import to_sql
from scoring.spec.model import Card
from scoring.spec.question import Question
from scoring.values import Month
from scoring.workbench.opening import DataSet


def case_table(data: DataSet, card: Card, trial: Trial) -> pa.Table:
    """The cases of a back-test, one row each, ordered by month and account.

    account_id, name, as_of, outcome (lost, kept, too late), churn_month, spell, reckoned, arr,
    score, band, flagged, scored; score and band are those of the month looked at, null without
    one; `reckoned` marks a renewal that is not on record.
    """
    frame, cases = data.book.frame, trial.cases
    scores = data.book.scored(card)
    names = [band.name for band in card.bands]
    outcome = {LOST: "lost", TOO_LATE: "too late"}
    score = [float(scores.score[r]) if r >= 0 else None for r in cases.row.tolist()]
    band = [int(scores.band[r]) if r >= 0 else -1 for r in cases.row.tolist()]
    return pa.table(
        {
            "account_id": pa.array([frame.accounts.ids[a] for a in cases.account.tolist()]),
            "name": pa.array([frame.accounts.names[a] for a in cases.account.tolist()]),
            "as_of": pa.array([Month(m).end for m in cases.as_of.tolist()], pa.date32()),
            "outcome": pa.array([outcome.get(o, "kept") for o in cases.outcome.tolist()]),
            "churn_month": pa.array(
                [None if m == NEVER else str(Month(m)) for m in cases.churn.tolist()], pa.string()
            ),
            "spell": pa.array(cases.spell),
            "reckoned": pa.array(cases.reckoned),
            "arr": pa.array(cases.arr, from_pandas=True),
            "score": pa.array([s if s == s else None for s in score], pa.float64()),
            "band": pa.array([names[b] if b >= 0 else None for b in band], pa.string()),
            "flagged": pa.array(trial.flags.flagged),
            "scored": pa.array(~trial.flags.unscored),
        }
    )


def case_sql(data: DataSet, card: Card, question: Question) -> str:
    """The case table with what the card said, as one statement.

    It reads the tables `accounts`, `spells` and `snapshots`. Only the looks of a calendar are
    scored; renewals are looked at in any month.
    """
    clock = clock_of(data.book.frame, question)
    looks = [m.end for m in (*clock.looks, *clock.too_new)] if clock.cohort == "calendar" else None
    return to_sql(case_plan(compile_plan(card, data.catalogue, looks), clock)) + ";\n"
