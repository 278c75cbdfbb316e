"""Losses from dated events: the last row decides, returns included, and flags are compared."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scoring.engine.load import Loaded
from scoring.engine.matrix import read_frame
from tests.unit.engine.loading import loaded, refused

pytestmark = pytest.mark.slow

SOURCE = """
version: 1
name: Losses
files: {a: {path: a.csv}, b: {path: b.csv}, c: {path: c.csv}}
account: {from: a, id: id, churn: {%s}}
snapshots: [{from: c, month: month, measures: [m]}]
"""
BACK = 'event: b.on, except: {column: back, is: "yes"}'
ACCOUNTS = "id,flag\na,Y\nb,N\nc,N\nd,Y\n"
MONTHS = "id,month,m\na,2024-01,1\nb,2024-01,1\nc,2024-01,1\nd,2024-01,1\n"
# a: lost, back, lost, lost again. b: lost and back. c: back on the day of its loss, further down.
EVENTS = (
    "id,on,back\na,2024-03-01,\na,2024-05-01,yes\na,2024-09-02,\na,2024-08-01,\n"
    "b,2024-02-01,\nb,2024-02-02,yes\nc,2024-06-01,\nc,2024-06-01,yes\n"
)


def lost(data: Loaded) -> dict[str, dt.date]:
    rows = data.session.rows(
        "SELECT account_id, churned_on, churned FROM accounts WHERE churned ORDER BY 1"
    )
    assert all((day is not None) == flag for _, day, flag in rows)
    return {account: day for account, day, _ in rows}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (BACK, {"a": dt.date(2024, 9, 2)}),
        (f"{BACK}, take: first", {"a": dt.date(2024, 8, 1)}),
        (
            "event: b.on",
            {"a": dt.date(2024, 9, 2), "b": dt.date(2024, 2, 2), "c": dt.date(2024, 6, 1)},
        ),
        (
            "event: on, from: b, take: first",
            {"a": dt.date(2024, 3, 1), "b": dt.date(2024, 2, 1), "c": dt.date(2024, 6, 1)},
        ),
    ],
)
def test_the_last_row_decides(tmp_path: Path, words: str, expected: dict[str, dt.date]) -> None:
    """a came back in May and was lost for good from August; b and c came back to stay."""
    data = loaded(tmp_path, SOURCE % words, a=ACCOUNTS, b=EVENTS, c=MONTHS)
    assert lost(data) == expected
    assert data.catalogue.churn == "dated"


def test_returns_are_counted(tmp_path: Path) -> None:
    """Three accounts came back: b and c for good, a until its next loss."""
    data = loaded(tmp_path, SOURCE % BACK, a=ACCOUNTS, b=EVENTS, c=MONTHS)
    (found,) = [f for f in data.findings if "back" in f.problem]
    assert found.problem == "3 accounts came back after a loss: 2 for good, 1 until the next one"
    assert (found.count, found.severity) == (3, "note")


def spells(data: Loaded) -> list[tuple[object, ...]]:
    """Account, number, whether it is the last, began, ended, notice; days as MM-DD."""
    days = ", ".join(f"strftime({d}, '%m-%d')" for d in ("began_on", "ended_on", "notice_on"))
    return data.session.rows(f"SELECT account_id, spell, is_last, {days} FROM spells ORDER BY 1, 2")


def test_each_spell_is_a_row(tmp_path: Path) -> None:
    """a was there until March and from May to September; with `take: first` to August.

    b and c are back since February and June; d was never lost. A return without a loss
    before it, and a second one, open nothing.
    """
    events = EVENTS + "d,2024-01-05,yes\nb,2024-03-09,yes\n"
    data = loaded(tmp_path, SOURCE % BACK, a=ACCOUNTS, b=events, c=MONTHS)
    expected = [
        ("a", 1, False, None, "03-01", None),
        ("a", 2, True, "05-01", "09-02", None),
        ("b", 1, False, None, "02-01", None),
        ("b", 2, True, "02-02", None, None),
        ("c", 1, False, None, "06-01", None),
        ("c", 2, True, "06-01", None, None),
        ("d", 1, True, None, None, None),
    ]
    assert spells(data) == expected
    words = SOURCE % f"{BACK}, take: first"
    data = loaded(tmp_path, words, a=ACCOUNTS, b=EVENTS, c=MONTHS)
    assert spells(data)[1] == ("a", 2, True, "05-01", "08-01", None)


@pytest.mark.parametrize(
    ("notice", "first", "second"),
    [
        ("2024-02-10", "02-10", None),
        ("2024-04-10", None, None),
        ("2024-07-10", None, "07-10"),
        ("2024-10-10", None, None),
    ],
)
def test_a_notice_belongs_to_the_spell_it_lies_in(
    tmp_path: Path, notice: str, first: str | None, second: str | None
) -> None:
    """a left in March and September; a notice in April or October lies in no spell."""
    text = (SOURCE % BACK).replace("id: id,", "id: id, notice_on: notice,", 1)
    accounts = f"id,notice\na,{notice}\nb,\nc,\nd,\n"
    data = loaded(tmp_path, text, a=accounts, b=EVENTS, c=MONTHS)
    assert [row[-1] for row in spells(data)[:2]] == [first, second]


def test_without_events_each_account_has_one_spell(tmp_path: Path) -> None:
    """Its start, its loss and its notice are the account's own."""
    text = (SOURCE % "churned_on: end").replace("id: id,", "id: id, start_on: start,", 1)
    text = text.replace(", b: {path: b.csv}", "")
    accounts = "id,start,end\na,2023-05-01,2024-02-01\nb,,\nc,,\nd,,\n"
    data = loaded(tmp_path, text, a=accounts, c=MONTHS)
    assert spells(data)[:2] == [
        ("a", 1, True, "05-01", "02-01", None),
        ("b", 1, True, None, None, None),
    ]


def test_a_flag_beside_events_is_compared_with_them(tmp_path: Path) -> None:
    """Flagged are a and d, by events a alone is lost: only d disagrees, and the events decide."""
    text = SOURCE % f"{BACK}, flag: flag, is: [Y]"
    data = loaded(tmp_path, text, a=ACCOUNTS, b=EVENTS, c=MONTHS)
    (found,) = [f for f in data.findings if f.severity == "warning"]
    assert found.problem == (
        "2 accounts are marked as lost, 1 has a date of loss, 1 both; the dates decide"
    )
    assert (found.count, found.examples) == (1, ("'d'",))
    assert list(lost(data)) == ["a"]


def test_a_flag_beside_a_date_is_compared_too(tmp_path: Path) -> None:
    """The two columns of one file contradict each other for b and c."""
    text = SOURCE % "churned_on: end, flag: flag, is: [Y]"
    accounts = "id,flag,end\na,Y,2024-03-01\nb,Y,\nc,N,2024-02-01\nd,N,\n"
    data = loaded(tmp_path, text, a=accounts, b=EVENTS, c=MONTHS)
    (found,) = data.findings
    assert found.problem == (
        "2 accounts are marked as lost, 2 have a date of loss, 1 both; the dates decide"
    )
    assert found.examples == ("'b'", "'c'")
    assert list(lost(data)) == ["a", "c"]


def test_flags_and_dates_that_agree_are_not_mentioned(tmp_path: Path) -> None:
    """Nothing is said where nothing is wrong."""
    text = SOURCE % "churned_on: end, flag: flag, is: [Y]"
    accounts = "id,flag,end\na,Y,2024-03-01\nb,N,\nc,N,\nd,,\n"
    assert loaded(tmp_path, text, a=accounts, b=EVENTS, c=MONTHS).findings == ()


def test_losses_find_their_account_by_a_third_table(tmp_path: Path) -> None:
    """A cancelled contract is the loss of the account that holds it."""
    text = SOURCE % "event: b.on, via: {from: d, id: contract, account: owner}"
    text = text.replace("c: {path: c.csv}", "c: {path: c.csv}, d: {path: d.csv}")
    data = loaded(
        tmp_path,
        text,
        a=ACCOUNTS,
        b="contract,on\n7,2024-03-01\n8,2024-04-01\n9,2024-05-01\n",
        c=MONTHS,
        d="contract,owner\n7,a\n8,b\n",
    )
    assert lost(data) == {"a": dt.date(2024, 3, 1), "b": dt.date(2024, 4, 1)}
    (found,) = data.findings
    assert found.problem == (
        "1 row has an id that leads to no account, or to several, in file 'd'; left out"
    )


def test_a_loss_on_a_day_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """An account lost on an unknown day would count as kept, so this stops the loading."""
    (found,) = refused(tmp_path, SOURCE % "event: b.on", a=ACCOUNTS, b="id,on\na,soon\n", c=MONTHS)
    assert (found.severity, found.line, found.count) == ("error", 2, 1)


def test_events_that_lose_nobody_are_said(tmp_path: Path) -> None:
    """An empty file of losses loads, and says that it is."""
    data = loaded(tmp_path, SOURCE % "event: b.on", a=ACCOUNTS, b="id,on\nz,2024-01-01\n", c=MONTHS)
    assert [f.problem for f in data.findings] == [
        "1 row belongs to an account that is not known; left out",
        "no account is marked as lost",
    ]


def test_a_month_between_a_loss_and_a_return_is_not_in_the_book(tmp_path: Path) -> None:
    """a left in March, was back in May and left in September: March and April are a gap.

    b left and came back within February, c on one day of June: neither was away at a month's end.
    The table and the live frame say the same, and the two months are told and kept.
    """
    months = "id,month,m\n" + "".join(f"{i},2024-{m:02},1\n" for i in "abcd" for m in range(1, 10))
    data = loaded(tmp_path, SOURCE % BACK, a=ACCOUNTS, b=EVENTS, c=months)
    query = "SELECT account_id, month(as_of) FROM snapshots WHERE NOT in_book ORDER BY 1, 2"
    assert data.session.rows(query) == [("a", 3), ("a", 4), ("a", 9)]
    frame = read_frame(data)
    rows = slice(0, len(frame.month))
    assert rows.stop == 4 * 9
    outside = zip(frame.account, frame.month, frame.in_book(rows), strict=True)
    found = sorted((frame.accounts.ids[a], m % 12 + 1) for a, m, here in outside if not here)
    assert found == [("a", 3), ("a", 4), ("a", 9)]
    assert frame.in_book(slice(0, 4)).tolist() == [True] * 4
    (told,) = [f for f in data.findings if f.kind == "between_spells"]
    assert (told.count, told.severity, told.examples) == (2, "note", ("'a' 2024-03", "'a' 2024-04"))
    assert told.problem == (
        "2 account-months lie between a loss and a return; kept, but not counted as a customer's"
    )


def test_months_of_events_know_of_the_gap(tmp_path: Path) -> None:
    """Without a file of months every month of a life is a row, the gap's are no customer's."""
    text = (SOURCE % BACK).split("snapshots:")[0] + (
        "events: [{measure: n, from: c, on: month, aggregate: count, window_months: 1}]\n"
    )
    months = "id,month\na,2024-01-05\nd,2024-10-05\n"
    data = loaded(tmp_path, text, a=ACCOUNTS, b=EVENTS, c=months)
    query = "SELECT month(as_of), in_book FROM snapshots WHERE account_id = 'a' ORDER BY 1"
    assert data.session.rows(query) == [
        (1, True), (2, True), (3, False), (4, False), (5, True),
        (6, True), (7, True), (8, True), (9, False),
    ]  # fmt: skip
