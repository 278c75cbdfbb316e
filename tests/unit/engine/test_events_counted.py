"""For any dated rows each measure is what plain Python counts, and no later row changes it."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.unit.engine.dated_rows import event, source
from tests.unit.engine.loading import loaded

Row = tuple[str, dt.date, str, float]
FIRST, LAST = dt.date(2024, 1, 1), dt.date(2024, 5, 31)
days = st.dates(FIRST, LAST)
some_rows = st.lists(
    st.tuples(st.sampled_from("ab"), days, st.sampled_from("xyz"), st.integers(-9, 9).map(float)),
    min_size=1,
    max_size=25,
)
MEASURES = {
    "n_days": event("count", "window_days: 30", "n_days", "where: {column: kind, is: x}"),
    "n_months": event("sum", "window_months: 2", "n_months"),
    "average": event("mean", "window_days: 45", "average"),
    "kinds": event("distinct", "", "kinds").replace("column: n", "column: kind"),
    "newest": event("last", "window_months: 3", "newest"),
    "age": event("days_since", "", "age"),
    "share": event("share_where", "window_days: 90", "share", "where: {column: kind, is: x}"),
}


def month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_back(end: dt.date, months: int) -> dt.date:
    """The first day of a window of calendar months."""
    number = end.year * 12 + end.month - months
    return dt.date(number // 12, number % 12 + 1, 1)


def by_hand(rows: list[Row], end: dt.date) -> dict[str, float | None]:
    """All seven measures of one account at one month's end, rows in the order of the file."""

    def since(first: dt.date) -> list[Row]:
        return [row for row in rows if first <= row[1] <= end]

    back = [since(end - dt.timedelta(days=n - 1)) for n in (30, 45, 90)]
    ever, two, three = since(FIRST), since(months_back(end, 2)), since(months_back(end, 3))
    newest = max(enumerate(three), key=lambda pair: (pair[1][1], pair[0]), default=None)
    return {
        "n_days": float(sum(row[2] == "x" for row in back[0])),
        "n_months": math.fsum(row[3] for row in two),
        "average": sum(row[3] for row in back[1]) / len(back[1]) if back[1] else None,
        "kinds": float(len({row[2] for row in ever})),
        "newest": newest[1][3] if newest else None,
        "age": float((end - max(row[1] for row in ever)).days) if ever else None,
        "share": sum(row[2] == "x" for row in back[2]) / len(back[2]) if back[2] else None,
    }


def written(rows: Iterable[Row]) -> str:
    return "id,on,kind,n\n" + "".join(f"{a},{d},{k},{n}\n" for a, d, k, n in rows)


def measured(rows: Iterable[Row]) -> dict[tuple[str, dt.date], dict[str, float | None]]:
    """What the loader makes of the rows, by account and month."""
    accounts = "id,start,end\na,2024-01-01,\nb,2024-02-15,\n"
    with TemporaryDirectory() as folder:
        data = loaded(Path(folder), source(*MEASURES.values()), a=accounts, b=written(rows))
        found = data.session.rows(f"SELECT account_id, as_of, {', '.join(MEASURES)} FROM snapshots")
        data.session.close()
    return {(r[0], r[1]): dict(zip(MEASURES, r[2:], strict=True)) for r in found}


@given(some_rows)
@settings(max_examples=examples(12), deadline=None)
def test_every_measure_is_what_plain_python_counts(rows: list[Row]) -> None:
    """For any rows every account-month agrees with a count by hand."""
    for (account, end), got in measured(rows).items():
        wanted = by_hand([row for row in rows if row[0] == account], end)
        assert got == pytest.approx(wanted, abs=1e-12, nan_ok=False)


@given(some_rows, some_rows, st.sampled_from([1, 2, 3, 4]))
@settings(max_examples=examples(12), deadline=None)
def test_later_rows_change_nothing_earlier(rows: list[Row], more: list[Row], month: int) -> None:
    """What is known at a month's end does not depend on anything dated after it, to the bit."""
    end = month_end(dt.date(2024, month, 1))
    early = [row for row in rows if row[1] <= end]
    if not early:
        return
    late = [row for row in more if row[1] > end]
    before, after = measured(early), measured([*late, *early])
    assert before.keys() <= after.keys()
    assert {key: after[key] for key in before} == before
