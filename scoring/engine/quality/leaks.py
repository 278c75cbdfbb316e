"""Measures that know of a loss what nobody knew in time.

The signs are those of a field that is filled in afterwards: its name, silence in the month of
the loss, ranking too well to be true, and being missing for other reasons than chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scoring.engine.quality.look import Look, listed
from scoring.engine.quoting import statement
from scoring.errors import Finding
from scoring.spec.catalogue import Measure

_NAMES = re.compile(
    r"churn|cancel|lost|notice|offboard|attrition|exited|renewal_?(stage|status|forecast)|closed",
    re.IGNORECASE,
)
ZEROS = 0.8
"""So many zeros in the last month before a loss, where there are few otherwise: it is the loss."""
TOO_GOOD = 0.95
"""No honest measure ranks lost and kept customers so well three months ahead."""
APART = 0.10
FEW = 8
"""With fewer losses nothing is said about them."""

# Each account at its last month three months before its loss, a kept one three months before the
# data end: nobody knows yet who leaves after that, and the last month may not be over.
_LAST = (
    "WITH lives AS (SELECT account_id, churned_on FROM accounts),"
    " reach AS (SELECT greatest(min(as_of), last_day(max(as_of) - INTERVAL '3 months')) AS kept"
    " FROM snapshots), seen AS (SELECT s.*,"
    " l.churned_on IS NOT NULL AS gone, row_number() OVER (PARTITION BY s.account_id"
    " ORDER BY s.as_of DESC) AS back FROM snapshots s JOIN lives l USING (account_id), reach"
    " WHERE CASE WHEN l.churned_on IS NULL THEN s.as_of <= reach.kept"
    " ELSE s.as_of < last_day(l.churned_on) - INTERVAL '3 months' + INTERVAL '5 days' END),"
    " last AS (SELECT * FROM seen WHERE back = 1) "
)

_AS_THEY_STAND = (
    "WITH last AS (SELECT s.*, coalesce(a.churned, false) AS gone FROM snapshots s"
    " JOIN accounts a USING (account_id) QUALIFY row_number() OVER"
    " (PARTITION BY s.account_id ORDER BY s.as_of DESC) = 1) "
)


def suspects(look: Look) -> Mapping[str, str]:
    """The measures that may know of a loss what nobody knew in time, by name.

    Output: for each of them which question below says so. One that several suspect goes with
    the gravest: a name that speaks of the loss, a rank too good, and last a silent ending, which
    is harmless to whoever looks months ahead and finds the measure alive there.
    """
    found = dict.fromkeys((m.name for m in _silent(look)), "silent_endings")
    found |= dict.fromkeys((m.name for m, _ in _ranking(look)), "too_good")
    return found | dict.fromkeys((m.name for m in _named_for_the_loss(look)), "leaking_names")


def leaking_names(look: Look) -> Iterator[Finding]:
    """Measures whose names speak of the loss itself."""
    for measure in _named_for_the_loss(look):
        problem = "its name speaks of the loss itself: it may know the end before it comes"
        fix = "leave it off the card, unless it was written down in time"
        yield _suspect(measure, problem, fix, *look.held(measure))


def _named_for_the_loss(look: Look) -> list[Measure]:
    return [m for m in look.catalogue.measures if _NAMES.search(m.name)]


def silent_endings(look: Look) -> Iterator[Finding]:
    """Measures that fall to 0 in the month of the loss and are rarely 0 otherwise."""
    silent = [measure.name for measure in _silent(look)]
    if silent:
        verb = "is" if len(silent) == 1 else "are"
        problem = f"{listed(silent)} {verb} 0 in the month in which a customer leaves; kept"
        fix = "look back with a lead of a month or more, as the Workbench does"
        yield Finding("snapshots", problem, fix, None, "warning", len(silent))


def _silent(look: Look) -> list[Measure]:
    if not look.dated or not look.numbers:
        return []
    share = "avg(CASE WHEN {c} = 0 THEN 1.0 WHEN {c} IS NULL THEN NULL ELSE 0.0 END)"
    zero = look.each(share, look.numbers)
    rows = look.rows(
        "SELECT a.churned_on IS NOT NULL AND last_day(a.churned_on) = s.as_of AS ending,"
        " count(*), {zero} FROM snapshots s JOIN accounts a USING (account_id)"
        " GROUP BY 1 ORDER BY 1",
        zero=zero,
    )
    if len(rows) != 2 or rows[1][1] < FEW:
        return []
    return [
        measure
        for i, measure in enumerate(look.numbers, start=2)
        if (rows[1][i] or 0.0) >= ZEROS and (rows[0][i] or 0.0) < ZEROS / 2
    ]


def too_good(look: Look) -> Iterator[Finding]:
    """Measures that rank lost and kept customers almost perfectly.

    Three months ahead, or as they stand where losses carry no date.
    """
    copied = " three months ahead: as if today's value had been copied into the past"
    after = ": as if it had been written down after the loss"
    for measure, best in _ranking(look):
        said = f"it ranks {best:.0%} of the pairs of a lost and a kept customer rightly"
        problem = said + (copied if look.dated else after)
        fix = "leave it off the card until you know when it is set"
        yield _suspect(measure, problem, fix, *look.held(measure))


def _ranking(look: Look) -> Iterator[tuple[Measure, float]]:
    """The measures that rank too well, and the share of pairs that they rank rightly.

    By the Mann-Whitney statistic over each account's last month before the lead, ties at
    half; Hanley and McNeil 1982 give its meaning as the area under the ROC curve.
    """
    if look.catalogue.churn == "unknown":
        return
    for measure in look.numbers:
        gone, kept, ranks = look.rows(
            (_LAST if look.dated else _AS_THEY_STAND)
            + ", ranked AS (SELECT gone, rank() OVER (ORDER BY {c}) + (count(*) OVER"
            " (PARTITION BY {c}) - 1) / 2.0 AS r FROM last WHERE {c} IS NOT NULL)"
            " SELECT count(*) FILTER (gone), count(*) FILTER (NOT gone),"
            " sum(r) FILTER (gone) FROM ranked",
            c=measure.column,
        )[0]
        if gone < FEW or kept < FEW:
            continue
        area = (float(ranks) - gone * (gone + 1) / 2) / (gone * kept)
        best = max(area, 1 - area)
        if best >= TOO_GOOD:
            yield measure, best


def blanks_that_tell(look: Look) -> Iterator[Finding]:
    """Measures that are missing more often for customers who leave, or who stay."""
    if not look.dated:
        return
    rows = look.rows(
        _LAST + "SELECT gone, count(*), {filled} FROM last GROUP BY 1 ORDER BY 1",
        filled=[
            statement("avg(CASE WHEN {c} IS NULL THEN 1.0 ELSE 0.0 END)", c=m.column)
            for m in look.catalogue.measures
        ],
    )
    if len(rows) != 2 or min(rows[0][1], rows[1][1]) < FEW:
        return
    for i, measure in enumerate(look.catalogue.measures, start=2):
        kept, gone = float(rows[0][i]), float(rows[1][i])
        if abs(kept - gone) > APART:
            problem = (
                f"it is missing for {gone:.0%} of the customers who leave and for {kept:.0%}"
                " of those who stay: the blank itself tells something"
            )
            fix = "choose its missing policy with care, or find out why it is blank"
            yield _suspect(measure, problem, fix, *_blank(look, measure))


def _blank(look: Look, measure: Measure) -> tuple[int, tuple[str, ...]]:
    """How many of the accounts that were compared lack a measure, and some of them."""
    found = look.rows(
        _LAST + "SELECT account_id, as_of, count(*) OVER () FROM last WHERE {c} IS NULL"
        " ORDER BY gone DESC, account_id LIMIT 3",
        c=measure.column,
    )
    seen = tuple(f"{str(a)[:40]!r} {str(month)[:7]}" for a, month, _ in found)
    return (int(found[0][2]) if found else 0), seen


def _suspect(
    measure: Measure, problem: str, fix: str, count: int, seen: tuple[str, ...]
) -> Finding:
    return Finding(f"measure '{measure.name}'", problem, fix, None, "warning", count, seen)
