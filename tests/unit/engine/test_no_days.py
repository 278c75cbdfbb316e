"""A day that programs write where none is known makes nobody a customer since 1970."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from tests.unit.engine.loading import ONE, SUBSCRIPTIONS, Content, column, loaded

FACTS = ONE.replace("id: id", "id: id, start_on: start, churn: {churned_on: end}")
LOST = "SELECT account_id FROM accounts WHERE churned ORDER BY 1"
BEGUN = "SELECT start_on FROM accounts ORDER BY account_id"
DAYS = ["1970-01-01", "1969-12-31 19:00:00", "1900-01-01", "1899-12-30", "01.01.1970"]


@pytest.mark.parametrize("day", DAYS)
def test_the_first_day_of_a_program_is_none(day: str, tmp_path: Path) -> None:
    """Of three customers one left, and one whose beginning is not known is no customer of old."""
    rows = f"a,15.01.2025,{day},1\nb,20.01.2025,30.06.2025,2\nc,{day},,3\n"
    data = loaded(tmp_path, FACTS, a="id,start,end,m\n" + rows)
    assert column(data, LOST) == ["b"]
    assert column(data, BEGUN) == [dt.date(2025, 1, 15), dt.date(2025, 1, 20), None]
    said = [(f.line, f.count) for f in data.findings if f.kind == "first_days"]
    assert said == [(4, 1), (2, 1)]


def typed() -> pa.Table:
    """Days as Parquet has them."""
    day, none = dt.date(2025, 6, 30), dt.date(1970, 1, 1)
    start = [dt.date(2025, 1, 5)] * 2
    return pa.table({"id": ["a", "b"], "start": start, "end": [none, day], "m": [1, 2]})


def sheet() -> bytes:
    """A sheet in which a cell that holds 0 is shown as a date."""
    book = openpyxl.Workbook()
    book.active.append(["id", "start", "end", "m"])
    book.active.append(["a", dt.date(2025, 1, 5), 0, 1])
    book.active["C2"].number_format = "yyyy-mm-dd"
    book.active.append(["b", dt.date(2025, 1, 5), dt.date(2025, 6, 30), 2])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("content", [typed(), sheet()], ids=["Parquet", "XLSX"])
def test_so_it_is_in_typed_files(content: Content, tmp_path: Path) -> None:
    """Only b has left."""
    data = loaded(tmp_path, FACTS, a=content)
    assert column(data, LOST) == ["b"]
    assert [f.count for f in data.findings if f.kind == "first_days"] == [1]


def test_it_is_a_day_among_others_of_its_time(tmp_path: Path) -> None:
    """A bank has customers of 1968 and 1973: one of 1 January 1970 is one, too."""
    rows = "a,1970-01-01,,1\nb,1968-05-05,,2\nc,1973-02-02,2025-01-31,3\n"
    data = loaded(tmp_path, FACTS, a="id,start,end,m\n" + rows)
    assert column(data, BEGUN)[0] == dt.date(1970, 1, 1)
    assert [f for f in data.findings if f.kind == "first_days"] == []


def test_no_moment_is_no_day(tmp_path: Path) -> None:
    """Seconds since 1970, 0 for who is still there: day 20,089 is the first of 2025."""
    assert dt.date(1970, 1, 1) + dt.timedelta(20_089) == dt.date(2025, 1, 1)
    source = FACTS.replace("churned_on: end", "churned_on: ended_at")
    ends = [0, 0, 0, 20_089 * 86_400]
    rows = "".join(f"{one},2020-01-01,{end},1\n" for one, end in zip("abcd", ends, strict=True))
    data = loaded(tmp_path, source, a="id,start,ended_at,m\n" + rows)
    assert data.session.rows("SELECT account_id, churned_on FROM accounts WHERE churned") == [
        ("d", dt.date(2025, 1, 1))
    ]


@pytest.mark.parametrize("end", ["9999-12-31", "0000-00-00", "0001-01-01", "1970-01-01", ""])
def test_a_subscription_without_an_end_is_open(end: str, tmp_path: Path) -> None:
    """Whatever a program writes where there is no end: a goes on, and b has left in June."""
    rows = f"a,2025-01-05,2025-03-05,10\na,2025-03-06,{end},20\nb,2025-01-05,2025-06-30,10\n"
    data = loaded(tmp_path, SUBSCRIPTIONS, a="id\na\nb\n", b="id,begun,ended,mrr\n" + rows)
    assert column(data, LOST) == ["b"]
    mrr = column(data, "SELECT mrr FROM snapshots WHERE account_id = 'a' ORDER BY as_of")
    assert mrr == [10, 10, 20, 20, 20, 20]
    assert len(data.findings) == (1 if end else 0)


def test_a_zone_is_no_year(tmp_path: Path) -> None:
    """+0000 behind a time, and four zeros of a second, say nothing of an end."""
    rows = "a,2025-06-30 10:00:00 +0000\nb,2025-06-30T10:00:00.0000\n"
    source = ONE.replace("id: id", "id: id, churn: {churned_on: end}").replace("[m]", "[end]")
    data = loaded(tmp_path, source, a="id,end\n" + rows)
    assert [f.kind for f in data.findings if f.kind == "open_ends"] == []
    assert column(data, LOST) == ["a", "b"]


def test_an_event_of_no_day_begins_no_book(tmp_path: Path) -> None:
    """One of 1970 among those of 2025 is left out, and the book is of two months, not of 662."""
    source = SUBSCRIPTIONS.replace(", churn: {event: b.ended, unless_open: true}", "")
    source = source.replace(", until: ended, aggregate: sum, column: mrr", ", aggregate: count")
    rows = "a,2025-01-03\nb,1970-01-01\na,2025-02-28\nb,2025-01-09\n"
    data = loaded(tmp_path, source, a="id\na\nb\n", b="id,begun\n" + rows)
    assert column(data, "SELECT DISTINCT as_of FROM snapshots ORDER BY 1") == [
        dt.date(2025, 1, 31),
        dt.date(2025, 2, 28),
    ]
