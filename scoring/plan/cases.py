"""The case table of a back-test as steps of a plan: the same rows as in memory, as SQL.

Beside `snapshots` these steps read the tables `accounts` and `spells`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import ibis
import ibis.expr.types as ir

from scoring.plan.lives import (
    LIFE,
    NEVER,
    lives_step,
    month_number,
    seen_step,
    spans_step,
    standing_in,
)
from scoring.plan.steps import ACCOUNT, AS_OF, Plan, Step, after
from scoring.spec.question import CASES, Clock


def case_plan(scored: Plan, clock: Clock) -> Plan:
    """A plan that scores account-months, continued to the case table of a question.

    Input: a plan that ends in `banded` and scores at least the looks of the clock. Output:
    a plan whose last step has one row a case: account_id, as_of, spell, churn_month (YYYY-MM,
    null if never), outcome (1 lost, 0 kept, null too late), reckoned, arr, score,
    band. The step `outcomes` before it also holds the candidates that are no cases.
    """
    steps = [*scored.steps]
    months = [] if clock.cohort == "current" else [_months]
    for build in (seen_step, spans_step, lives_step, *months, _looks, _outcomes, _cases):
        steps.append(build(clock))
    steps.append(_answered(steps[-1], steps[len(scored.steps) - 1], clock))
    return replace(scored, steps=tuple(steps))


def _looks(clock: Clock) -> Step:
    """Whoever is a customer at a look, or whose event lies a lead after it."""
    lives = standing_in("lives", (*LIFE, "set_aside", "renewal", "lost", "newest"))
    kept = [lives[name] for name in (*LIFE, "set_aside")]
    no = ibis.literal(False)
    if clock.cohort == "current":
        sentence = "Each account in its newest row: how it stands, no test of a warning."
        at = lives.newest.fill_null(ibis.literal(clock.looks[-1].end))
        query = lives.select(
            *kept, **{AS_OF: at}, at_month=month_number(at), gone=lives.lost, reckoned=no
        )
        return Step("looks", sentence, query)
    looks = ibis.table({AS_OF: "date", "at_month": "int64"}, name="months")
    event = looks.at_month + clock.question.lead
    if clock.cohort == "calendar":
        sentence = "Whoever is a customer at one of the months looked at."
        within = [lives.since <= looks.at_month, looks.at_month < lives.ended]
        gone, reckoned = no, no
    else:
        sentence = "Each loss and each renewal that was met, looked at a lead before."
        gone = lives.churn == event
        on_record = lives.renewal == event
        due = on_record
        if clock.question.term is not None:
            before = (event < lives.renewal) & (lives.renewal != NEVER)
            whole = (lives.renewal - event) % clock.question.term == 0
            due = due | (before & whole & (event <= clock.last.number))
        met = due & (lives.since < event) & (event < lives.churn)
        within = [gone | met]
        reckoned = ~gone & ~on_record
    query = lives.join(looks, within).select(
        *kept, looks[AS_OF], looks.at_month, gone=gone, reckoned=reckoned
    )
    return Step("looks", sentence, query)


def _months(clock: Clock) -> Step:
    snapshots = ibis.table({AS_OF: "date"}, name="snapshots")
    asked, sentence = snapshots, "The months there are rows for."
    if clock.cohort == "calendar":
        ends: list[dt.date] = [m.end for m in (*clock.looks, *clock.too_new)]
        asked = snapshots.filter(snapshots[AS_OF].isin([ibis.literal(day) for day in ends]))
        sentence = "The months looked at, with those whose window is still open."
    return Step(
        "months",
        sentence,
        asked.select(AS_OF, at_month=month_number(asked[AS_OF])).distinct(),
    )


def _outcomes(clock: Clock) -> Step:
    """What becomes of each candidate; mirrors scoring.backtest.candidates."""
    looks = standing_in("looks", (*LIFE, "set_aside", AS_OF, "at_month", "gone", "reckoned"))
    asked, t = clock.question, looks.at_month
    reach, close = t + asked.lead, t + asked.lead + asked.horizon
    young = (looks.began != NEVER) & (t - looks.began < asked.min_tenure)
    hanging: ir.Value = ibis.literal(False)
    if asked.label == "notice":
        hanging = (looks.ended == NEVER) & (looks.notice != NEVER)
    rules = {
        "calendar": [
            (young, "too young"),
            (looks.notice <= t, "after notice"),
            (close > clock.last.number, "not closed"),
            (hanging & (looks.notice <= close), "open notice"),
            (looks.set_aside & (looks.churn <= close), "other reason"),
            (looks.churn <= reach, "too late"),
            (looks.churn <= close, "lost"),
        ],
        "renewal": [
            ((reach > clock.last.number) & ~looks.gone, "pending"),
            (reach > clock.last.number, "not closed"),
            (young | (t < looks.since), "too young"),
            ((looks.notice <= t) | (looks.ended <= t), "after notice"),
            (hanging & (looks.notice <= reach), "open notice"),
            (looks.set_aside & looks.gone, "other reason"),
            (looks.gone, "lost"),
        ],
        "current": [
            (young, "too young"),
            (looks.set_aside, "other reason"),
            (looks.gone, "lost"),
        ],
    }[clock.cohort]
    query = looks.mutate(outcome=ibis.cases(*rules, else_="kept"))
    return Step("outcomes", "What becomes of each; only those lost or kept are judged.", query)


def _cases(clock: Clock) -> Step:
    del clock
    names = (*LIFE, AS_OF, "reckoned", "outcome")
    outcomes = standing_in("outcomes", names)
    chosen = outcomes.filter(outcomes.outcome.isin(CASES))
    return Step("cases", "The cases alone.", chosen.select(*names))


def _answered(before: Step, banded: Step, clock: Clock) -> Step:
    del clock
    cases, scores = after(before), after(banded)
    snapshots = ibis.table({ACCOUNT: "string", AS_OF: "date", "arr": "float64"}, name="snapshots")
    joined = cases.left_join(
        snapshots, [cases[k] == snapshots[k] for k in (ACCOUNT, AS_OF)]
    ).left_join(scores, [cases[k] == scores[k] for k in (ACCOUNT, AS_OF)])
    band = "band_of_score" if "band_of_score" in scores.columns else "band"
    query = joined.select(
        cases[ACCOUNT],
        cases[AS_OF],
        cases.spell,
        churn_month=ibis.cases((cases.churn < NEVER, _as_text(cases.churn))),
        outcome=ibis.cases((cases.outcome == "lost", 1), (cases.outcome == "kept", 0)),
        reckoned=cases.reckoned,
        arr=snapshots.arr,
        score=scores.score,
        band=scores[band],
    )
    sentence = "Each case with what the card said at its month: 1 lost, 0 kept, null too late."
    return Step("answered", sentence, query)


def _as_text(month: ir.IntegerValue) -> ir.StringValue:
    """A month number as YYYY-MM."""
    return ibis.date(month // 12, month % 12 + 1, 1).strftime("%Y-%m")
