"""One row an account and month: joined from all files, with every row left out counted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from scoring.engine.load import Loaded
from tests.unit.engine.loading import ONE, TODAY, TWO, column, loaded, refused

pytestmark = pytest.mark.slow

ACCOUNTS = "id,start,end\na,2024-01-15,\nb,2023-01-01,2024-02-10\n"
MONTHS = "id,month,m\na,2024-01,1\na,2024-02,2\nb,2024-01,3\nb,2024-02,4\n"


def keys(data: object) -> list[tuple[str, str]]:
    rows = data.session.rows("SELECT account_id, as_of FROM snapshots ORDER BY as_of, account_id")  # type: ignore[attr-defined]
    return [(account, f"{day:%Y-%m}") for account, day in rows]


def test_every_day_of_a_month_stands_for_its_end(tmp_path: Path) -> None:
    """The first, a middle and the last day name the same month, leap years included."""
    rows = "id,month,m\na,2024-02-01,1\nb,2024-02-29,2\n"
    data = loaded(tmp_path, TWO, a=ACCOUNTS, b=rows)
    assert data.catalogue.months == (dt.date(2024, 2, 29),)


def test_rows_of_unknown_accounts_are_left_out_and_counted(tmp_path: Path) -> None:
    """Orphans are named, and the rest is scored."""
    data = loaded(tmp_path, TWO, a=ACCOUNTS, b=MONTHS + "x,2024-01,5\nx,2024-02,5\ny,2024-01,5\n")
    (found,) = data.findings
    assert found.problem == "3 rows belong to 2 accounts that are not known; left out"
    assert (found.count, found.examples) == (3, ("'x'", "'y'"))
    assert data.catalogue.rows == 4


def test_a_month_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """Two rows for one account and month are an error, even with different days."""
    (found,) = refused(tmp_path, TWO, a=ACCOUNTS, b=MONTHS + "a,2024-01-20,9\n")
    assert found.problem == "1 account-month stands more than once"
    assert found.examples == ("'a' 2024-01 in rows 1 and 5",)
    assert found.line == 6


def test_a_row_without_a_month_is_left_out_and_counted(tmp_path: Path) -> None:
    """A blank month is missing, not wrong."""
    data = loaded(tmp_path, TWO, a=ACCOUNTS, b=MONTHS + "a,,9\n")
    assert [f.problem for f in data.findings] == ["1 row has no month; left out"]
    assert data.catalogue.rows == 4


def test_rows_after_an_account_left_are_dropped_and_counted(tmp_path: Path) -> None:
    """The month of the loss stays, the months after it cannot inform a warning."""
    data = loaded(tmp_path, TWO, a=ACCOUNTS, b=MONTHS + "b,2024-03,5\nb,2024-04,5\n")
    (found,) = data.findings
    assert found.problem == "2 rows are dated after the account left; left out"
    assert (found.severity, found.count) == ("note", 2)
    assert ("b", "2024-02") in keys(data)
    assert ("b", "2024-03") not in keys(data)


def test_rows_after_the_loss_can_be_kept(tmp_path: Path) -> None:
    """The source file decides, and it is still said."""
    data = loaded(
        tmp_path, TWO + "drop: {after_churn: keep}", a=ACCOUNTS, b=MONTHS + "b,2024-03,5\n"
    )
    assert ("b", "2024-03") in keys(data)
    assert data.findings[0].problem == "1 row is dated after the account left; kept"


@pytest.mark.parametrize(("choice", "rows"), [("report", 5), ("drop", 4)])
def test_rows_before_an_account_began_are_said(tmp_path: Path, choice: str, rows: int) -> None:
    """They are kept unless the source file says otherwise; the first month itself is none."""
    source = TWO + f"drop: {{before_start: {choice}}}"
    data = loaded(tmp_path, source, a=ACCOUNTS, b=MONTHS + "a,2023-12,5\n")
    assert data.catalogue.rows == rows
    assert data.findings[0].problem.startswith("1 row is dated before the account began")


def test_several_files_meet_in_one_row(tmp_path: Path) -> None:
    """A month that any file knows is there, and what a file does not know of it is missing."""
    source = """
version: 1
name: Three files
files: {a: {path: a.csv}, b: {path: b.csv}, c: {path: c.csv}}
account: {from: a, id: id}
snapshots:
  - {from: b, month: month, arr: {column: mrr, times: 12}, measures: [m]}
  - {from: c, id: account, month: on, measures: [{column: m, name: other}]}
  - {from: a, measures: [seats]}
"""
    data = loaded(
        tmp_path,
        source,
        a="id,seats\na,10\nb,20\n",
        b="id,month,m,mrr\na,2024-01,1,5\na,2024-02,2,\n",
        c="account,on,m\na,2024-02-11,7\nb,2024-02-12,8\n",
    )
    rows = data.session.rows("SELECT account_id, month(as_of), arr, m, other, seats FROM snapshots")
    assert rows == [
        ("a", 1, 60.0, 1.0, None, 10.0),
        ("a", 2, None, 2.0, 7.0, 10.0),
        ("b", 2, None, None, 8.0, 20.0),
    ]


def test_constants_of_another_file_need_one_row_an_account(tmp_path: Path) -> None:
    """A file without months in which an account stands twice cannot be joined."""
    source = TWO.replace("month: month, ", "")
    (found,) = refused(tmp_path, source, a=ACCOUNTS, b="id,m\na,1\na,2\n")
    assert found.place == "file 'b', column 'id'"
    assert "give a month column" in found.fix


def test_a_single_snapshot_is_dated_today(tmp_path: Path) -> None:
    """Without any month the data describe the month in which they are loaded."""
    data = loaded(tmp_path, a="id,m\na,1\nb,2\n")
    assert data.catalogue.months == (dt.date(2026, 1, 31),)
    assert data.catalogue.single
    assert (TODAY.year, TODAY.month) == (2026, 1)


@pytest.mark.parametrize("stated", ["2024-02", "2024-02-11"])
def test_a_single_snapshot_may_state_its_month(tmp_path: Path, stated: str) -> None:
    """A month or a day in it gives the month's end."""
    data = loaded(tmp_path, ONE.replace("measures", f"as_of: {stated}, measures"), a="id,m\na,1\n")
    assert data.catalogue.months == (dt.date(2024, 2, 29),)


def test_ids_of_numbers_and_of_text_are_the_same_ids(tmp_path: Path) -> None:
    """A CSV file and a typed file of the same accounts fit together."""
    months = pd.DataFrame({"id": [1.0, 2.0], "month": ["2024-01", "2024-01"], "m": [1, 2]})
    data = loaded(tmp_path, TWO, a="id,start,end\n1,2020-01-01,\n2,2020-01-01,\n", b=months)
    assert keys(data) == [("1", "2024-01"), ("2", "2024-01")]


def test_a_month_written_as_a_number_is_refused(tmp_path: Path) -> None:
    """202401 could be anything, and the finding says how to write it."""
    months = pd.DataFrame({"id": ["a"], "month": [202401], "m": [1]})
    (found,) = refused(tmp_path, TWO, a=ACCOUNTS, b=months)
    assert found.problem == "1 cell is not a date"
    assert found.examples == ("row 1: '202401'",)
    assert "YYYY-MM-DD" in found.fix


def test_a_measure_of_nothing_loads(tmp_path: Path) -> None:
    """A column without a value is a measure that nobody has."""
    data = loaded(tmp_path, a="id,m\na,\nb,\n")
    measure = data.catalogue.measures[0]
    assert (measure.filled, measure.low, measure.reads) == (0.0, None, "number")
    assert column(data, "SELECT m FROM snapshots") == [None, None]


MONTHLY = """
version: 1
name: One file of months
files: {a: {path: a.csv}}
account: {from: a, id: id, arr: {column: mrr, times: 12}}
snapshots: [{from: a, month: month, arr: {column: mrr, times: 12}, measures: [m]}]
"""
GROWING = "id,month,mrr,m\na,2025-01,100,5\na,2025-02,,6\na,2025-03,900,7\nb,2025-02,50,1\n"


def revenue(data: Loaded) -> list[float | None]:
    return column(data, "SELECT arr FROM snapshots ORDER BY account_id, as_of")  # type: ignore[return-value]


def test_a_month_without_revenue_takes_none_from_a_later_month(tmp_path: Path) -> None:
    """March's 900 × 12 = 10,800 says nothing of February, whose revenue is missing, and told."""
    data = loaded(tmp_path, MONTHLY, a=GROWING)
    assert revenue(data) == [100 * 12.0, None, 900 * 12.0, 50 * 12.0]
    (found,) = data.findings
    assert (found.kind, found.severity, found.count) == ("blank_revenue", "warning", 1)
    assert found.examples == ("'a' 2025-02",)
    assert found.problem == (
        "1 account-month has no revenue, of accounts that have some in other months;"
        " kept as missing"
    )


def test_an_account_without_any_revenue_is_not_told_month_by_month(tmp_path: Path) -> None:
    """Whoever never paid anything, such as a trial, has no month that lacks it."""
    data = loaded(tmp_path, MONTHLY, a="id,month,mrr,m\na,2025-01,100,5\nb,2025-01,,6\n")
    assert data.findings == ()


def test_revenue_of_an_account_in_a_file_of_months_is_that_of_each_month(tmp_path: Path) -> None:
    """Told once, under the account, it is read month by month: 100 and not 900 in January."""
    told_once = MONTHLY.replace("month: month, arr: {column: mrr, times: 12},", "month: month,")
    data = loaded(tmp_path, told_once, a=GROWING)
    assert revenue(data) == [100 * 12.0, None, 900 * 12.0, 50 * 12.0]
    assert [f.kind for f in data.findings] == ["blank_revenue"]


def test_revenue_that_is_no_number_is_told_once(tmp_path: Path) -> None:
    """A cell that both the account and its month read is one cell."""
    told_once = MONTHLY.replace("month: month, arr: {column: mrr, times: 12},", "month: month,")
    data = loaded(tmp_path, told_once, a=GROWING.replace("2025-02,,", "2025-02,soon,"))
    assert [f.kind for f in data.findings] == ["unreadable_number", "blank_revenue"]


def test_revenue_of_a_file_of_accounts_fills_the_months_of_another(tmp_path: Path) -> None:
    """A row an account has no month, so that its revenue is as old as its other facts."""
    source = TWO.replace("start_on: start", "arr: r, start_on: start")
    source = source.replace("month: month", "month: month, arr: mrr")
    data = loaded(
        tmp_path,
        source,
        a="id,start,end,r\na,,,7\n",
        b="id,month,m,mrr\na,2024-01,1,5\na,2024-02,1,\n",
    )
    assert revenue(data) == [5.0, 7.0]
