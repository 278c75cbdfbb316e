"""Dated rows become monthly measures: the right rows, counted the right way, never a later one."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.engine.load import Loaded
from tests.unit.engine.loading import column, loaded, refused

ACCOUNTS = "id,start,end\na,2024-01-10,\nb,2024-02-05,2024-04-20\n"
EVENTS = (
    "id,on,kind,n\n"
    "a,2024-01-15,x,1\n"
    "a,2024-01-31,y,2\n"
    "a,2024-02-01,x,4\n"
    "a,2024-04-30,y,8\n"
    "b,2024-03-31,x,16\n"
)


def source(*events: str, more: str = "", start: str = "start_on: start, ") -> str:
    """A source with these events, each without the braces around it."""
    lines = "\n".join(f"  - {{{event}}}" for event in events)
    return (
        "version: 1\nname: Events\nfiles: {a: {path: a.csv}, b: {path: b.csv}}\n"
        f"account: {{from: a, id: id, {start}churn: {{churned_on: end}}}}\nevents:\n{lines}\n{more}"
    )


def event(aggregate: str, window: str = "window_months: 1", name: str = "m", more: str = "") -> str:
    """One measure of file b; what needs a column reads n."""
    needs = aggregate in ("sum", "mean", "min", "max", "last", "distinct")
    parts = [f"measure: {name}", "from: b", "on: on", f"aggregate: {aggregate}", window, more]
    return ", ".join(p for p in [*parts, "column: n" if needs else ""] if p)


def values(data: Loaded, account: str, name: str = "m") -> list[Any]:
    """A measure month by month."""
    sql = f"SELECT {name} FROM snapshots WHERE account_id = '{account}' ORDER BY as_of"
    return column(data, sql)


def keys(data: Loaded) -> list[tuple[str, str]]:
    rows = data.session.rows("SELECT account_id, as_of FROM snapshots ORDER BY 1, 2")
    return [(account, f"{day:%m}") for account, day in rows]


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


@pytest.mark.parametrize(
    ("aggregate", "expected"),
    [
        ("count", [2.0, 1.0, 0.0, 1.0]),
        ("sum", [1.0 + 2.0, 4.0, 0.0, 8.0]),
        ("mean", [(1.0 + 2.0) / 2, 4.0, None, 8.0]),
        ("min", [1.0, 4.0, None, 8.0]),
        ("max", [2.0, 4.0, None, 8.0]),
        ("last", [2.0, 4.0, None, 8.0]),
        ("distinct", [2.0, 1.0, 0.0, 1.0]),
        # The last rows are of 31 January, 1 February (28 days before the 29th) and 30 April.
        ("days_since", [0.0, 28.0, None, 0.0]),
    ],
)
def test_each_aggregate_reads_the_rows_of_its_month(
    tmp_path: Path, aggregate: str, expected: list[float | None]
) -> None:
    """Account a has 1 and 2 in January, 4 in February, nothing in March, 8 in April."""
    data = loaded(tmp_path, source(event(aggregate)), a=ACCOUNTS, b=EVENTS)
    assert values(data, "a") == expected


def test_a_share_is_of_all_rows_in_the_window(tmp_path: Path) -> None:
    """One of two rows in January is x, the row of February is, of March there is none."""
    text = event("share_where", more="where: {column: kind, is: x}")
    assert values(loaded(tmp_path, source(text), a=ACCOUNTS, b=EVENTS), "a") == [
        1 / 2,
        1.0,
        None,
        0.0,
    ]


def test_a_share_may_be_of_some_rows_only(tmp_path: Path) -> None:
    """Of the rows with n of 2 or more: y in January, x in February, none in March, y in April."""
    of = "of: {column: n, at_least: 2}, where: {column: kind, is: x}"
    data = loaded(tmp_path, source(event("share_where", more=of)), a=ACCOUNTS, b=EVENTS)
    assert values(data, "a") == [0.0, 1.0, None, 0.0]
    over = source(event("share_where", window="", more=of))
    assert values(loaded(tmp_path, over, a=ACCOUNTS, b=EVENTS), "a") == [0.0, 1 / 2, 1 / 2, 1 / 3]


@pytest.mark.parametrize(("days", "rows"), [(59, 0), (60, 1), (61, 2), (76, 2), (77, 3)])
def test_a_window_of_days_ends_with_the_month_both_ends_included(
    tmp_path: Path, days: int, rows: int
) -> None:
    """60 days that end with 31 March begin on 1 February: 29 + 31. 61 begin on 31 January.

    The row of 15 January comes in with 17 + 29 + 31 = 77 days.
    """
    data = loaded(tmp_path, source(event("count", f"window_days: {days}")), a=ACCOUNTS, b=EVENTS)
    assert values(data, "a")[2] == rows


def test_without_a_window_everything_up_to_the_month_counts(tmp_path: Path) -> None:
    """1, 2, 4 and 8 add up month by month; days since grow while nothing happens."""
    texts = event("sum", ""), event("days_since", "", name="age")
    data = loaded(tmp_path, source(*texts), a=ACCOUNTS, b=EVENTS)
    assert values(data, "a") == [3.0, 7.0, 7.0, 15.0]
    # From 1 February to 31 March 2024: 28 days to the 29th, 31 more.
    assert values(data, "a", "age") == [0.0, 28.0, 59.0, 0.0]


@pytest.mark.parametrize(
    ("aggregate", "said", "empty"),
    [("count", "missing", None), ("sum", "missing", None), ("mean", "zero", 0.0)],
)
def test_what_an_empty_month_has_can_be_said(
    tmp_path: Path, aggregate: str, said: str, empty: float | None
) -> None:
    """No row is 0 for a count and missing for a mean, unless the source says otherwise."""
    text = source(event(aggregate, more=f"absent: {said}"))
    assert values(loaded(tmp_path, text, a=ACCOUNTS, b=EVENTS), "a")[2] == empty


@pytest.mark.parametrize("cells", [("", ""), ("many", "some"), ("1e308", "1e308")])
def test_a_sum_of_what_nobody_knows_is_missing(tmp_path: Path, cells: tuple[str, str]) -> None:
    """Rows without a number, or whose sum no number can hold, are not 0; no rows are."""
    rows = f"id,on,kind,n\na,2024-01-05,x,{cells[0]}\na,2024-01-06,x,{cells[1]}\na,2024-03-31,x,1\n"
    text = source(event("sum"), event("count", name="k"))
    data = loaded(tmp_path, text, a=ACCOUNTS, b=rows)
    assert values(data, "a") == [None, 0.0, 1.0]
    assert values(data, "a", "k") == [2.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{column: kind, is: x}", 2),
        ("{column: kind, is: [x, y]}", 4),
        ("{column: kind, is_not: x}", 2),
        ("{column: n, is: 4}", 1),
        ("{column: n, is: 4.0}", 1),
        ("{column: n, at_least: 4}", 2),
        ("{column: n, more_than: 4}", 1),
        ("{column: n, at_most: 2}", 2),
        ("{column: n, less_than: 2}", 1),
        ("{column: kind, missing: true}", 1),
        ("{column: kind, present: true}", 4),
        ("{not: {column: kind, is: x}}", 3),
        ("{all: [{column: kind, is: x}, {column: n, more_than: 1}]}", 1),
        ("{any: [{column: n, is: 8}, {column: kind, missing: true}]}", 2),
    ],
)
def test_conditions_are_those_of_cards(tmp_path: Path, condition: str, expected: int) -> None:
    """Of the rows x1 y2 x4 y8 and one without a kind and number; empty compares with nothing."""
    text = source(event("count", "", more=f"where: {condition}"))
    data = loaded(tmp_path, text, a=ACCOUNTS, b=EVENTS + "a,2024-03-03,,\n")
    assert values(data, "a")[-1] == expected


def test_a_condition_that_no_row_meets_is_said(tmp_path: Path) -> None:
    """A misspelt value would otherwise look like a quiet book."""
    text = source(event("count", more="where: {column: kind, is: X}"))
    data = loaded(tmp_path, text, a=ACCOUNTS, b=EVENTS)
    (found,) = [f for f in data.findings if f.severity == "warning"]
    assert found.problem == "no row meets the condition of measure 'm'"


def test_a_text_can_be_the_last_value(tmp_path: Path) -> None:
    """The newest filled cell, on one day the one further down."""
    text = source(event("last", "").replace("column: n", "column: kind"))
    data = loaded(tmp_path, text, a=ACCOUNTS, b=EVENTS + "a,2024-04-30,z,1\na,2024-04-30,,1\n")
    assert values(data, "a") == ["y", "x", "x", "z"]
    assert data.catalogue.measures[0].reads == "text"


def test_rows_that_are_open_at_the_end_of_a_month(tmp_path: Path) -> None:
    """Begun by the last day and not ended by it: an end on the last day is an end."""
    rows = "id,on,off,n\na,2024-01-31,2024-03-31,1\na,2024-02-29,,2\na,2024-03-01,2024-03-30,4\n"
    text = source(
        "measure: m, from: b, on: on, until: off, aggregate: sum, column: n",
        "measure: later, from: b, on: on, aggregate: count",
    )
    data = loaded(tmp_path, text, a=ACCOUNTS, b=rows + "a,2024-04-01,,8\n")
    # January 1; February 1 + 2; March 2 alone; April 2 + 8.
    assert values(data, "a") == [1.0, 3.0, 2.0, 10.0]


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
        (2, "2 rows have an id that stands for no one account in file 'c'"),
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
    assert "1 row is in the future; no month reaches so far" in [f.problem for f in data.findings]


def test_names_and_values_are_never_read_as_sql(tmp_path: Path) -> None:
    """Whatever a measure, a column or a value is called, it stands for itself."""
    evil = "x'); DROP TABLE accounts; --"
    more = f'where: {{column: "ki{{n}}d", is: "{evil}"}}'
    text = source(event("count", more=more, name="'\"; DROP TABLE accounts {m}'"))
    rows = EVENTS.replace("kind", "ki{n}d").replace(",y,", f",{evil},")
    data = loaded(tmp_path, text, a=ACCOUNTS, b=rows)
    (measure,) = data.catalogue.measures
    assert measure.name == '"; DROP TABLE accounts {m}'
    assert values(data, "a", measure.column) == [1.0, 0.0, 0.0, 1.0]


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
    assert "more than 50 years" in found.problem


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


# ------------------------------------------------------------------ an oracle in plain Python

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
@settings(max_examples=12, deadline=None)
def test_every_measure_is_what_plain_python_counts(rows: list[Row]) -> None:
    """For any rows every account-month agrees with a count by hand."""
    for (account, end), got in measured(rows).items():
        wanted = by_hand([row for row in rows if row[0] == account], end)
        assert got == pytest.approx(wanted, abs=1e-12, nan_ok=False)


@given(some_rows, some_rows, st.sampled_from([1, 2, 3, 4]))
@settings(max_examples=12, deadline=None)
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


TRUTHS = {
    "words": ("True", "FALSE", "true", 2.0, 2 / 3),
    "an empty cell is neither": ("True", "", "true", 2.0, 2 / 2),
    "one other word": ("True", "False", "yes", None, None),
}


@pytest.mark.parametrize("name", TRUTHS)
def test_true_and_false_are_added_up_as_1_and_0(name: str, tmp_path: Path) -> None:
    """Three rows of January; with any other word among them nothing of it is a number."""
    first, second, third, total, mean = TRUTHS[name]
    rows = f"id,on,n\na,2024-01-15,{first}\na,2024-01-20,{second}\na,2024-01-21,{third}\n"
    text = source(event("sum"), event("mean", name="k"))
    data = loaded(tmp_path, text, a="id,start,end\na,2024-01-10,\n", b=rows)
    assert values(data, "a", "m") == [total]
    assert values(data, "a", "k") == [mean]
    unread = [f.count for f in data.findings if "not a number" in f.problem]
    assert unread == ([] if total else [3])
