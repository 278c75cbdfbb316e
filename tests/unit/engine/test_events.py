"""Dated rows become monthly measures: the right rows, counted the right way, never a later one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.engine.dated_rows import ACCOUNTS, EVENTS, event, source, values
from tests.unit.engine.loading import loaded


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


@pytest.mark.slow
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
    unread = [f.count for f in data.findings if f.kind == "unreadable_number"]
    assert unread == ([] if total else [3])
