"""The case table of a back-test as steps of a plan: the same rows as in memory, as SQL.

Beside `snapshots` these steps read the tables `accounts` and `spells`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import ibis
import ibis.expr.types as ir

from scoring.plan.steps import ACCOUNT, AS_OF, Plan, Step, after
from scoring.spec.question import CASES, Clock

NEVER: Final = 999_999
"""The month number that stands in SQL for what has not happened."""

_DATES: Final = ("began", "ended", "notice")
_LIFE: Final = (ACCOUNT, "spell", "began", "since", "ended", "notice", "churn")


def case_plan(scored: Plan, clock: Clock) -> Plan:
    """A plan that scores account-months, continued to the case table of a question.

    Input: a plan that ends in `banded` and scores at least the looks of the clock. Output:
    a plan whose last step has one row a case: account_id, as_of, spell, churn_month (month
    number, null if never), outcome (1 lost, 0 kept, null too late), reckoned, arr, score,
    band. The step `outcomes` before it also holds the candidates that are no cases.
    """
    steps = [*scored.steps]
    months = [] if clock.cohort == "current" else [_months]
    for build in (_seen, _spans, _lives, *months, _looks, _outcomes, _cases):
        steps.append(build(clock))
    steps.append(_answered(steps[-1], steps[len(scored.steps) - 1], clock))
    return replace(scored, steps=tuple(steps))


def _number(day: ir.DateValue) -> ir.IntegerValue:
    return (day.year() * 12 + day.month() - 1).cast("int64")


def _seen(clock: Clock) -> Step:
    del clock
    snapshots = ibis.table({ACCOUNT: "string", AS_OF: "date"}, name="snapshots")
    return Step(
        "seen",
        "The first and the newest month of each account's rows.",
        snapshots.group_by(ACCOUNT).agg(
            first_month=_number(snapshots[AS_OF].min()), newest=snapshots[AS_OF].max()
        ),
    )


def _spans(clock: Clock) -> Step:
    """Dates as month numbers, and whether the loss on record is set aside by its reason."""
    spells = ibis.table(
        {ACCOUNT: "string", "spell": "int64", "is_last": "boolean"}
        | {f"{name}_on": "date" for name in _DATES},
        name="spells",
    )
    accounts = ibis.table(
        {ACCOUNT: "string", "renewal_on": "date", "churn_reason": "string", "churned": "boolean"},
        name="accounts",
    )
    seen = ibis.table({ACCOUNT: "string", "first_month": "int64", "newest": "date"}, name="seen")
    months = {name: _number(spells[f"{name}_on"]).fill_null(NEVER) for name in _DATES}
    aside: ir.Value = ibis.literal(False)
    if clock.question.without:
        named = accounts.churn_reason.isin(clock.question.without).fill_null(False)
        aside = named & spells.is_last & accounts.churned.fill_null(False)
    now = [spells.is_last] if clock.cohort == "current" else []
    joined = spells.join(accounts, [spells[ACCOUNT] == accounts[ACCOUNT], *now]).left_join(
        seen, spells[ACCOUNT] == seen[ACCOUNT]
    )
    return Step(
        "spans",
        "Each time somebody was a customer, in month numbers; 999999 stands for never.",
        joined.select(
            spells[ACCOUNT],
            spells.spell,
            **months,
            renewal=_number(accounts.renewal_on).fill_null(NEVER),
            first_month=seen.first_month.fill_null(NEVER),
            newest=seen.newest,
            lost=accounts.churned.fill_null(False),
            set_aside=aside,
        ),
    )


def _lives(clock: Clock) -> Step:
    """Since when somebody is known as a customer, and the month that dates the loss.

    Mirrors scoring.backtest.lives.
    """
    facts = (*_DATES, "renewal", "first_month", "newest", "lost", "set_aside")
    spans = _table("spans", (ACCOUNT, "spell", *facts), _TYPES)
    churn: ir.Value = spans.ended
    words = "its end"
    if clock.question.label == "notice":
        churn = (spans.ended < NEVER).ifelse(ibis.least(spans.ended, spans.notice), NEVER)
        words = "its notice, else its end"
    return Step(
        "lives",
        f"Since when each is a customer, and the month that dates the loss: {words}.",
        spans.select(
            ACCOUNT,
            "spell",
            "began",
            "ended",
            "notice",
            "renewal",
            "newest",
            "lost",
            "set_aside",
            since=(spans.began == NEVER).ifelse(spans.first_month, spans.began),
            churn=churn,
        ),
    )


def _table(name: str, columns: Sequence[str], types: Mapping[str, str]) -> ir.Table:
    return ibis.table({c: types.get(c, "int64") for c in columns}, name=name)


_TYPES: Final = {
    ACCOUNT: "string",
    AS_OF: "date",
    "newest": "date",
    "set_aside": "boolean",
    "lost": "boolean",
    "gone": "boolean",
    "reckoned": "boolean",
    "outcome": "string",
}


def _looks(clock: Clock) -> Step:
    """Whoever is a customer at a look, or whose event lies a lead after it."""
    lives = _table("lives", (*_LIFE, "set_aside", "renewal", "lost", "newest"), _TYPES)
    kept = [lives[name] for name in (*_LIFE, "set_aside")]
    no = ibis.literal(False)
    if clock.cohort == "current":
        sentence = "Each account in its newest row: how it stands, no test of a warning."
        at = lives.newest.fill_null(ibis.literal(clock.looks[-1].end))
        query = lives.select(
            *kept, **{AS_OF: at}, at_month=_number(at), gone=lives.lost, reckoned=no
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
        asked.select(AS_OF, at_month=_number(asked[AS_OF])).distinct(),
    )


def _outcomes(clock: Clock) -> Step:
    """What becomes of each candidate; mirrors scoring.backtest.candidates."""
    looks = _table("looks", (*_LIFE, "set_aside", AS_OF, "at_month", "gone", "reckoned"), _TYPES)
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
            (looks.notice <= t, "after notice"),
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
    names = (*_LIFE, AS_OF, "reckoned", "outcome")
    outcomes = _table("outcomes", names, _TYPES)
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
        churn_month=cases.churn.nullif(NEVER),
        outcome=ibis.cases((cases.outcome == "lost", 1), (cases.outcome == "kept", 0)),
        reckoned=cases.reckoned,
        arr=snapshots.arr,
        score=scores.score,
        band=scores[band],
    )
    sentence = "Each case with what the card said at its month: 1 lost, 0 kept, null too late."
    return Step("answered", sentence, query)
