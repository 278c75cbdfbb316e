"""What is known of each measure once the data are loaded: how filled, its range, its labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.engine.words import LABELS, Words
from scoring.spec.catalogue import Measure

_HASHES: Final = 2**64
SAMPLE: Final = 100_000
"""Of more rows than this about so many are asked for the range."""


def described(
    session: Session, measures: tuple[Measure, ...], words: Mapping[str, Words]
) -> tuple[Measure, ...]:
    """Each measure with its share of filled rows, and its range or its labels.

    Input: a session that holds `snapshots`, which has rows, and the words of columns that are
    known from their file, of which rows may have been left out since. The share and the labels
    are those of all rows. The range, the 1st and the 99th percentile, is where first guesses
    begin and is shown, but no score is made of it: of many rows a sample gives it, the same one
    each time.
    """
    counts = [statement("count({c})", c=m.column) for m in measures]
    counted = session.rows(statement("SELECT count(*), {counts} FROM snapshots", counts=counts))[0]
    rows = int(counted[0])
    numbers = [m for m in measures if m.reads == "number"]
    ranges = dict(zip((m.column for m in numbers), _ranges(session, numbers, rows), strict=True))
    found: list[Measure] = []
    for measure, count in zip(measures, counted[1:], strict=True):
        low, high = ranges.get(measure.column, (None, None))
        labels: tuple[str, ...] = ()
        if measure.reads == "text":
            known = words.get(measure.column)
            is_all = known is not None and known.filled == int(count)
            labels = known.labels if known and is_all else _labels(session, measure)
        found.append(replace(measure, labels=labels, low=low, high=high, filled=int(count) / rows))
    return tuple(found)


def _ranges(
    session: Session, numbers: list[Measure], rows: int
) -> list[tuple[float | None, float | None]]:
    """The 1st and the 99th percentile of each."""
    if not numbers:
        return []
    # By a hash: every fifth row might be the same account each time. Not by that of the row's
    # number: two threads do not write the rows in one order.
    few = statement(" WHERE hash(account_no, as_of) < CAST(? AS UBIGINT)")
    among = few if rows > SAMPLE else Sql("")
    ends = [statement("quantile_cont({c}, [0.01, 0.99])", c=m.column) for m in numbers]
    query = statement("SELECT {ends} FROM snapshots{among}", ends=ends, among=among)
    found = session.rows(query, [_HASHES * SAMPLE // rows] if rows > SAMPLE else [])[0]
    return [(None, None) if ends is None else (ends[0], ends[1]) for ends in found]


def _labels(session: Session, measure: Measure) -> tuple[str, ...]:
    """The most frequent values of a text, at most 50."""
    found = session.rows(
        statement(
            "SELECT {c} FROM snapshots WHERE {c} IS NOT NULL"
            " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?",
            c=measure.column,
        ),
        [LABELS],
    )
    return tuple(str(row[0]) for row in found)
