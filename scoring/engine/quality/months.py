"""Months that are missing, empty or yet to come."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from scoring.engine.cells import so_many
from scoring.engine.quality.histories import gaps_in
from scoring.engine.quality.look import EXAMPLES, Look, listed
from scoring.errors import Finding
from scoring.values import Month

_HALF = 0.5


def gaps(look: Look) -> Iterator[Finding]:
    """Accounts with months missing between their first and their last one."""
    found = gaps_in(look.book.frame, look.histories)
    if found:
        have = so_many(len(found), "account lacks", "accounts lack")
        months = so_many(sum(gap.lacks for gap in found), "month", "months")
        problem = f"{have} {months} between the first and the last one; none of these is scored"
        ids = look.book.frame.accounts.ids
        seen = tuple(
            f"{ids[gap.account][:40]!r} lacks {gap.lacks} between {Month(gap.first)}"
            f" and {Month(gap.last)}"
            for gap in found[:EXAMPLES]
        )
        fix = "add these months, or let metrics read an older value (their maximum age)"
        yield Finding("snapshots", problem, fix, None, "warning", len(found), seen)


def empty_months(look: Look) -> Iterator[Finding]:
    """Months in which a measure that is otherwise filled holds nothing at all: an outage."""
    measures = tuple(m for m in look.catalogue.measures if m.filled >= _HALF)
    if look.catalogue.single or not measures:
        return
    shown = look.book.frame.months
    empty: dict[tuple[str, ...], list[str]] = {}
    for measure in measures:
        months = tuple(str(shown[i]) for i in look.swept[measure.name].empty)
        if months:
            empty.setdefault(months, []).append(measure.name)
    for months, names in empty.items():
        said = so_many(len(months), "month holds", "months hold")
        problem = f"{said} no value of {listed(names)}; kept as missing"
        fix = "fill these months in, or let the metric read an older value (its maximum age)"
        yield Finding("snapshots", problem, fix, None, "warning", len(months), months[:EXAMPLES])


def future_months(look: Look) -> Iterator[Finding]:
    """Rows dated after this month: plans, or a wrong order of day and month."""
    last = calendar.monthrange(look.today.year, look.today.month)[1]
    end = look.today.replace(day=last)
    found = look.rows(
        "SELECT account_id, as_of, count(*) OVER () FROM snapshots WHERE as_of > CAST(? AS DATE)"
        " ORDER BY as_of DESC, account_id LIMIT 3",
        end,
    )
    if found:
        count = int(found[0][2])
        problem = so_many(count, "row is", "rows are") + " dated in the future; kept"
        seen = tuple(f"{str(a)[:40]!r} {str(month)[:7]}" for a, month, _ in found)
        fix = "check the date format, or take the months out"
        yield Finding("snapshots", problem, fix, None, "warning", count, seen)
