"""A source file is refused with every fault at once, each with its line and what to do."""

from __future__ import annotations

import pytest

from scoring.errors import Finding, SourceError
from scoring.spec.source import parse_source
from scoring.spec.source_parts import Aggregate, EventMeasure

HEAD = """version: 1
name: Book
files: {accounts: {path: a.csv}, usage: {path: u.csv}}
account: {from: accounts, id: id}
"""
EVENT = "{measure: m, from: usage, on: day, aggregate: count}"


def faults(text: str) -> list[Finding]:
    try:
        parse_source(text)
    except SourceError as error:
        return list(error.findings)
    return []


def only(text: str) -> tuple[int | None, str, str, str]:
    """Line, place, problem and fix of the one fault."""
    (found,) = faults(text)
    return found.line, found.place, found.problem, found.fix


def with_event(change: str) -> str:
    """The source with its event, on line 6, changed by `, more keys`."""
    return HEAD + f"events:\n  - {EVENT[:-1]}{change}}}\n"


def with_churn(keys: str) -> str:
    """The source with losses, on line 4."""
    return HEAD.replace("id: id}", f"id: id, churn: {{{keys}}}}}") + f"events: [{EVENT}]\n"


def test_events_alone_are_a_source() -> None:
    """Neither snapshots nor months are needed."""
    assert faults(HEAD + f"events: [{EVENT}]\n") == []


def test_a_long_file_alone_is_a_source() -> None:
    """Its measures are known when it is read."""
    assert faults(HEAD + "long: {from: usage, month: m, name: n, value: v}\n") == []


def test_without_any_measure_there_is_no_source() -> None:
    """No file of months, no events, no long file."""
    assert only(HEAD)[2:] == ("no measure is listed", "add 'measures: [column, …]'")


@pytest.mark.parametrize(
    ("change", "problem", "fix"),
    [
        (", aggregat: sum", "unknown key 'aggregat'", "did you mean 'aggregate'?"),
        (
            ", window_days: 30, window_months: 1",
            "a window is in days or in months",
            "keep window_days or window_months",
        ),
        (", window_days: 0", "0 is too small", "use 1 or more"),
        (", absent: none", "'none' is not one of the choices", "did you mean 'zero'?"),
        (
            ", until: end, window_days: 30",
            "until means the rows open at the month's end: no window, no last, no age",
            "remove 'until', or the window and use another aggregate",
        ),
        (
            ", where: {column: kind}",
            "a comparison has one column and one test",
            "write column with one of at_least, at_most, more_than, less_than, is, is_not,"
            " missing, present; or all, any or not",
        ),
        (
            ", where: {column: kind, is: x, at_least: 1}",
            "a comparison has one column and one test",
            "write column with one of at_least, at_most, more_than, less_than, is, is_not,"
            " missing, present; or all, any or not",
        ),
        (
            ", where: {column: kind, all: [{column: a, is: b}]}",
            "a combination stands alone",
            "write column with one of at_least, at_most, more_than, less_than, is, is_not,"
            " missing, present; or all, any or not",
        ),
        (", where: {colum: kind, is: x}", "unknown key 'colum'", "did you mean 'column'?"),
    ],
)
def test_a_faulty_event_is_answered_with_its_line(change: str, problem: str, fix: str) -> None:
    """Every fault names line 6 and what to do."""
    found = faults(with_event(change))
    assert (6, problem) in [(f.line, f.problem) for f in found]
    if "choices" not in problem:
        assert fix in [f.fix for f in found]


@pytest.mark.parametrize("aggregate", ["sum", "mean", "min", "max", "last", "distinct"])
def test_what_reads_a_column_needs_one(aggregate: str) -> None:
    """A sum of nothing is no sum."""
    text = with_event("").replace("aggregate: count", f"aggregate: {aggregate}")
    assert only(text) == (6, "events[1]", f"{aggregate} needs a column", "add 'column: …'")


def test_a_share_needs_its_condition() -> None:
    """The share of what?"""
    text = with_event("").replace("aggregate: count", "aggregate: share_where")
    assert only(text)[2] == "share_where needs the condition whose share it is"
    text = with_event(", of: {column: x, present: true}")
    assert only(text)[2] == "of says which rows a share is of, and this is no share"


def test_days_since_take_no_column() -> None:
    """They are of the row, not of a cell."""
    text = with_event(", column: n").replace("aggregate: count", "aggregate: days_since")
    assert only(text)[2:] == ("days_since takes no column", "remove 'column'")


def test_unknown_files_are_named_with_the_nearest_one() -> None:
    """Of events, of the tables between, of long files and of churn events."""
    text = with_churn("event: usge.day, via: {from: usag, id: s, account: a}").replace(
        "from: usage, on", "from: usages, via: {from: acounts, id: s, account: a}, on"
    )
    text += "long: {from: ussage, month: m, name: n, value: v}\n"
    found = faults(text)
    assert [(f.line, f.place, f.fix) for f in found] == [
        (4, "account.churn.event", "did you mean 'usage'?"),
        (4, "account.churn.via.from", "did you mean 'usage'?"),
        (5, "events[1].from", "did you mean 'usage'?"),
        (5, "events[1].via.from", "did you mean 'accounts'?"),
        (6, "long.from", "did you mean 'usage'?"),
    ]


@pytest.mark.parametrize(
    ("keys", "problem", "fix"),
    [
        (
            "churned_on: a, event: usage.day",
            "churn is known by one date",
            "keep churned_on or event",
        ),
        (
            "take: last",
            "churn is known by a date, by events or by a flag",
            "add churned_on, event or flag",
        ),
        (
            "flag: gone",
            "a flag needs the values that mean lost",
            "add 'is: [\"Yes\"]' with the spellings that mean lost",
        ),
        (
            "event: day",
            "'day' does not say which file holds the events",
            "write 'event: file.column', or add 'from: file'",
        ),
        (
            "churned_on: a, take: first",
            "these keys belong to churn events",
            "add 'event: file.column'",
        ),
    ],
)
def test_a_loss_is_known_in_one_way(keys: str, problem: str, fix: str) -> None:
    """A date or events, and beside them at most a flag to compare with."""
    assert only(with_churn(keys)) == (4, "account.churn", problem, fix)


@pytest.mark.parametrize(
    "keys", ["event: usage.day", "event: day, from: usage", "event: usage.a.b, flag: g, is: [Y]"]
)
def test_events_of_loss_name_their_file(keys: str) -> None:
    """As file.column, or apart."""
    churn = parse_source(with_churn(keys)).account.churn
    assert churn is not None
    assert (churn.event_file, churn.event_column) in {("usage", "day"), ("usage", "a.b")}


def test_a_measure_has_one_name_wherever_it_comes_from() -> None:
    """Columns, events and the listed names of a long file share their names."""
    text = HEAD + (
        f"events: [{EVENT}]\n"
        "snapshots: [{from: accounts, measures: [m]}]\n"
        "long: {from: usage, month: on, name: n, value: v, measures: [{column: x, name: m}]}\n"
    )
    assert [(f.line, f.place, f.problem) for f in faults(text)] == [
        (5, "events[1].measure", "two measures are called 'm'"),
        (7, "long.measures[1]", "two measures are called 'm'"),
    ]


def test_a_stated_month_does_not_fit_dated_rows() -> None:
    """as_of dates the one snapshot of a file without dates."""
    text = HEAD + f"events: [{EVENT}]\nsnapshots: [{{from: accounts, as_of: 2024-01}}]\n"
    assert only(text)[2:] == (
        "as_of is for a single snapshot, but another part has months or dates",
        "remove as_of",
    )


def test_a_sum_of_columns_has_a_name() -> None:
    """Or it would carry that of its first column; a long file has nothing to add."""
    text = HEAD + "snapshots: [{from: accounts, measures: [{column: a, plus: [b]}]}]\n"
    assert only(text)[2:] == ("a sum is a number with a name of its own", "add 'name: …'")
    long = "{from: usage, month: a, name: n, value: v, measures: [{column: a, plus: [b], name: c}]}"
    assert only(f"{HEAD}long: {long}\n")[1] == "long.measures[1].plus"


@pytest.mark.parametrize(
    ("aggregate", "zero"),
    [("count", True), ("sum", True), ("distinct", True), ("mean", False), ("days_since", False)],
)
def test_what_is_absent_is_0_where_nothing_is_none(aggregate: Aggregate, zero: bool) -> None:
    """No ticket is 0 tickets; the mean of no ticket is unknown."""
    column = None if aggregate in ("count", "days_since") else "n"
    event = EventMeasure.model_validate(
        {"measure": "m", "from": "f", "on": "d", "aggregate": aggregate, "column": column}
    )
    assert event.absent_is_zero is zero
    assert event.model_copy(update={"absent": "zero"}).absent_is_zero
    assert not event.model_copy(update={"absent": "missing"}).absent_is_zero


def test_the_revenue_is_told_in_one_way() -> None:
    """By a column or by what is added up, and only a sum adds anything up."""
    event = "{{measure: {m}, from: usage, on: on, aggregate: {a}, arr_times: 12{c}}}"
    one, two = (event.format(m=m, a="sum", c=", column: x") for m in "ab")
    assert only(f"{HEAD}events: [{event.format(m='a', a='count', c='')}]\n")[2:] == (
        "only a sum can be the revenue",
        "remove 'arr_times', or add amounts up",
    )
    twice = ("the revenue is told in two ways", "keep one 'arr' or 'arr_times'")
    assert only(f"{HEAD}events: [{one}, {two}]\n")[1:] == ("events[2].arr_times", *twice)
    own = HEAD.replace("id: id", "id: id, arr: mrr")
    assert own != HEAD
    assert only(f"{own}events: [{one}]\n")[1:] == ("events[1].arr_times", *twice)
