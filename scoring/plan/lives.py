"""The steps of a case table that read who was a customer from when until when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import ibis
import ibis.expr.types as ir

from scoring.plan.steps import ACCOUNT, AS_OF, Step
from scoring.spec.question import Clock

NEVER: Final = 999_999
"""The month number that stands in SQL for what has not happened."""

LIFE: Final = (ACCOUNT, "spell", "began", "since", "ended", "notice", "churn")
"""The columns of a life that later steps carry."""

_DATES: Final = ("began", "ended", "notice")
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


def standing_in(name: str, columns: Sequence[str]) -> ir.Table:
    """A table that stands for the step of that name; month numbers are whole numbers."""
    return ibis.table({c: _TYPES.get(c, "int64") for c in columns}, name=name)


def month_number(day: ir.DateValue) -> ir.IntegerValue:
    """The month of a day, counted as scoring.values.Month does."""
    return (day.year() * 12 + day.month() - 1).cast("int64")


def seen_step(clock: Clock) -> Step:
    """When each account was first and last seen."""
    del clock
    snapshots = ibis.table({ACCOUNT: "string", AS_OF: "date"}, name="snapshots")
    return Step(
        "seen",
        "The first and the newest month of each account's rows.",
        snapshots.group_by(ACCOUNT).agg(
            first_month=month_number(snapshots[AS_OF].min()), newest=snapshots[AS_OF].max()
        ),
    )


def spans_step(clock: Clock) -> Step:
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
    months = {name: month_number(spells[f"{name}_on"]).fill_null(NEVER) for name in _DATES}
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
            renewal=month_number(accounts.renewal_on).fill_null(NEVER),
            first_month=seen.first_month.fill_null(NEVER),
            newest=seen.newest,
            lost=accounts.churned.fill_null(False),
            set_aside=aside,
        ),
    )


def lives_step(clock: Clock) -> Step:
    """Since when somebody is known as a customer, and the month that dates the loss.

    Mirrors scoring.backtest.lives.
    """
    facts = (*_DATES, "renewal", "first_month", "newest", "lost", "set_aside")
    spans = standing_in("spans", (ACCOUNT, "spell", *facts))
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
