"""Which rows find their account, and which months they make."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from tests.unit.engine.dated_rows import ACCOUNTS, EVENTS, event, keys, source, values
from tests.unit.engine.loading import loaded, refused


def test_events_alone_make_the_months_of_each_life(tmp_path: Path) -> None:
    """January to April: a began in January, b in February and left in April."""
    data = loaded(tmp_path, source(event("count")), a=ACCOUNTS, b=EVENTS)
    assert keys(data) == [("a", m) for m in ("01", "02", "03", "04")] + [
        ("b", m) for m in ("02", "03", "04")
    ]
    assert data.catalogue.churn == "dated"


def test_an_account_without_a_start_begins_with_its_first_event(tmp_path: Path) -> None:
    """Nothing says that b was there before its only event in March; c has no event at all."""
    accounts = "id,end\na,\nb,\nc,\n"
    data = loaded(tmp_path, source(event("count"), start=""), a=accounts, b=EVENTS)
    assert keys(data) == [("a", m) for m in ("01", "02", "03", "04")] + [
        ("b", m) for m in ("03", "04")
    ]
    (found,) = [f for f in data.findings if f.place == "events"]
    assert (found.count, found.examples) == (1, ("'c'",))


VIA = """
version: 1
name: Via
files: {a: {path: a.csv}, b: {path: b.csv}, c: {path: c.csv}}
account: {from: a, id: id, start_on: start}
events:
  - measure: m
    from: b
    via: {from: c, id: sub, account: owner, start_on: begun, end_on: ended}
    on: on
    aggregate: sum
    column: n
    window_months: 1
"""


def test_rows_find_their_account_by_a_third_table(tmp_path: Path) -> None:
    """s1 and s2 are a's, s3 stands for two accounts, s4 for an unknown one, s5 for none."""
    data = loaded(
        tmp_path,
        VIA,
        a="id,start\na,2024-01-01\nb,2024-01-01\n",
        b="sub,on,n\ns1,2024-01-05,1\ns2,2024-01-06,2\ns3,2024-01-07,4\ns4,2024-01-08,8\n"
        "s5,2024-01-09,16\n,2024-01-09,32\ns1,2024-01-04,64\ns2,2024-01-31,128\n",
        c="sub,owner,begun,ended\ns1,a,2024-01-05,\ns2,a,2024-01-01,2024-01-30\ns3,a,,\ns3,b,,\n"
        "s4,z,,\n",
    )
    # 1 + 2, and the two rows outside of their subscription: 64 + 128.
    assert values(data, "a") == [195.0]
    assert values(data, "b") == [0.0]
    assert [(f.count, f.problem.split("; ")[0]) for f in data.findings] == [
        (1, "1 row has no id"),
        (1, "1 row belongs to an account that is not known"),
        (2, "2 rows have an id that leads to no account, or to several, in file 'c'"),
        (1, "1 row is dated before its row in file 'c' begins"),
        (1, "1 row is dated after its row in file 'c' ends"),
    ]


def test_rows_outside_a_life_are_counted(tmp_path: Path) -> None:
    """Before the start a row counts where a window reaches it, unless the source drops it."""
    rows = EVENTS + "b,2024-02-04,x,1\nb,2024-05-01,x,1\nb,,x,1\nq,2024-02-01,x,1\n"
    data = loaded(tmp_path, source(event("count")), a=ACCOUNTS, b=rows)
    assert values(data, "b") == [1.0, 1.0, 0.0]
    assert [(f.count, f.severity, f.problem) for f in data.findings] == [
        (1, "warning", "1 row has no day; left out"),
        (1, "warning", "1 row belongs to an account that is not known; left out"),
        (
            1,
            "note",
            "1 row is dated before the account began; counted where a window reaches them",
        ),
        (1, "note", "1 row is dated after the month in which the account left; left out"),
        (
            1,
            "note",
            "the last month, 2024-05, is known until 2024-05-01 only; 1 row of it kept",
        ),
    ]
    dropped = source(event("count"), more="drop: {before_start: drop}")
    assert values(loaded(tmp_path, dropped, a=ACCOUNTS, b=rows), "b") == [0.0, 1.0, 0.0]


def test_a_row_in_the_future_makes_no_month(tmp_path: Path) -> None:
    """A day after today, 15 January 2026, is more often a slip than a fact."""
    data = loaded(tmp_path, source(event("count")), a=ACCOUNTS, b=EVENTS + "a,2924-01-01,x,1\n")
    assert max(data.catalogue.months) == dt.date(2024, 4, 30)
    assert "1 row is in the future; not counted yet" in [f.problem for f in data.findings]


def test_moments_of_a_typed_file_are_days(tmp_path: Path) -> None:
    """A row one second before midnight belongs to January, one at midnight to February."""
    moments = pd.to_datetime(["2024-01-31 23:59:59", "2024-02-01 00:00:00"])
    frame = pd.DataFrame({"id": ["a", "a"], "on": moments, "late": [True, False], "n": [1, 2]})
    texts = event("sum"), event("count", name="k", more="where: {column: late, is: true}")
    data = loaded(tmp_path, source(*texts), a=ACCOUNTS, b=frame)
    assert values(data, "a") == [1.0, 2.0]
    assert values(data, "a", "k") == [1.0, 0.0]


def test_events_over_half_a_century_are_refused(tmp_path: Path) -> None:
    """A slip in a year must not make a thousand empty months."""
    rows = EVENTS + "a,1024-01-01,x,1\n"
    (*_, found) = refused(tmp_path, source(event("count"), start=""), a="id,end\na,\n", b=rows)
    assert "more than 600 months" in found.problem


@pytest.mark.parametrize(("said", "months"), [("true", 3), ("false", 4)])
def test_a_last_month_that_is_not_over_can_be_left_out(
    tmp_path: Path, said: str, months: int
) -> None:
    """The newest event is of 29 April, a day before the end; of accounts a and b 2 rows go."""
    rows = EVENTS.replace("2024-04-30", "2024-04-29")
    text = source(event("count"), more=f"drop: {{part_months: {said}}}")
    data = loaded(tmp_path, text, a=ACCOUNTS, b=rows)
    assert len(values(data, "a")) == months
    (found,) = data.findings
    done = "left out" if said == "true" else "kept"
    assert found.problem == (
        f"the last month, 2024-04, is known until 2024-04-29 only; 2 rows of it {done}"
    )
    assert found.count == 2


def test_files_of_months_decide_the_months(tmp_path: Path) -> None:
    """Beside a file of months events fill its rows and make none."""
    text = source(event("count")).replace("b: {path: b.csv}", "b: {path: b.csv}, c: {path: c.csv}")
    text += "snapshots: [{from: c, month: month, measures: [k]}]\n"
    data = loaded(tmp_path, text, a=ACCOUNTS, b=EVENTS, c="id,month,k\na,2024-02,1\na,2024-03,2\n")
    assert keys(data) == [("a", "02"), ("a", "03")]
    assert values(data, "a") == [1.0, 0.0]


@pytest.mark.parametrize(
    ("key", "fix"),
    [
        ("A", "1 row has a known id but for its capitals: write the ids alike in both files"),
        ("z", "add these accounts, or check that both files use the same id"),
    ],
)
def test_a_row_that_is_known_but_for_capitals_is_told_so(
    key: str, fix: str, tmp_path: Path
) -> None:
    """It is left out all the same: whether A is a, its owner knows."""
    rows = f"{EVENTS}{key},2024-03-05,x,1\n"
    data = loaded(tmp_path, source(event("count")), a=ACCOUNTS, b=rows)
    (found,) = [f for f in data.findings if f.kind == "orphans"]
    assert (found.count, found.fix) == (1, fix)
