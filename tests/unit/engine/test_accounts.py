"""The table of accounts has one row an account, and whatever is doubtful in it is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from scoring.engine.load import load
from scoring.workbench import choices
from tests.unit.engine.loading import ONE, TODAY, column, loaded, refused

FLAGGED = ONE.replace("id: id", "id: id, churn: {flag: gone, is: [%s]}")
DATED = ONE.replace("id: id", "id: id, churn: {churned_on: end}")


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """Two rows of one account are shown with their numbers, none of them is chosen."""
    (found,) = refused(tmp_path, a="id,m\na,1\nb,2\na,3\nb,4\n")
    assert found.problem == "2 account ids stand more than once"
    assert found.examples == ("'a' in rows 1 and 3", "'b' in rows 2 and 4")
    assert (found.line, found.count) == (4, 2)


def test_ids_that_differ_by_blanks_alone_are_the_same(tmp_path: Path) -> None:
    """A space nobody sees makes no second account."""
    (found,) = refused(tmp_path, a="id,m\na,1\n a ,2\n")
    assert found.problem == "1 account id stands more than once"


def test_ids_that_differ_by_case_are_different(tmp_path: Path) -> None:
    """Systems hand out such ids on purpose."""
    assert loaded(tmp_path, a="id,m\nab,1\nAB,2\n").catalogue.accounts == 2


def test_a_row_without_an_id_is_left_out_and_counted(tmp_path: Path) -> None:
    """Nobody can be told who it is, so the file says on which line it stands."""
    data = loaded(tmp_path, a="id,m\na,1\n ,2\n,3\n")
    (found,) = data.findings
    assert (found.severity, found.count, found.line) == ("warning", 2, 3)
    assert found.problem == "2 rows have no account id; left out"
    assert data.catalogue.accounts == 1


@pytest.mark.parametrize(
    ("words", "lost"),
    [('"Yes"', ["b"]), ('"Yes", "yes"', ["b", "c"]), ("true", ["d"]), ("1", ["e"])],
)
def test_a_flag_means_lost_by_its_listed_values(
    tmp_path: Path, words: str, lost: list[str]
) -> None:
    """Only the spellings listed count, and a blank cell means kept."""
    rows = "id,m,gone\na,1,No\nb,1,Yes\nc,1,yes\nd,1,true\ne,1,1\nf,1,\n"
    data = loaded(tmp_path, FLAGGED % words, a=rows)
    assert column(data, "SELECT account_id FROM accounts WHERE churned") == lost
    assert data.catalogue.churn == "flagged"


@pytest.mark.parametrize(("gone", "word"), [([1.0, 0.0, None], "1"), ([True, False, None], "true")])
def test_a_typed_flag_is_compared_as_it_is_written(
    tmp_path: Path, gone: list[object], word: str
) -> None:
    """A 1 in a column of decimals is the value 1, and a truth value is true or false."""
    frame = pd.DataFrame({"id": ["a", "b", "c"], "m": [1, 2, 3], "gone": gone})
    data = loaded(tmp_path, FLAGGED % word, a=frame)
    assert column(data, "SELECT account_id FROM accounts WHERE churned") == ["a"]


def test_a_flag_in_another_spelling_is_told(tmp_path: Path) -> None:
    """yes, YES and true are kept by the word, 2 + 1 + 1 rows; a choice makes them lost as well."""
    rows = "id,m,gone\na,1,No\nb,1,Yes\nc,1,yes\nd,1,yes\ne,1,YES\nf,1,no\ng,1,true\nh,1,\n"
    data = loaded(tmp_path, FLAGGED % '"Yes"', a=rows)
    (found,) = data.findings
    assert (found.kind, found.severity, found.count) == ("flag_spellings", "warning", 4)
    assert found.examples == ("'yes'", "'YES'", "'true'")
    assert found.problem == (
        "4 rows read unlike the words that mean lost, but much like them; counted as kept"
    )
    kept, lost = choices(data.source, found)
    assert (kept.label, kept.now) == ("they are kept", True)
    assert lost.label == "'yes' and 'YES' and 'true' mean lost"
    again = load(lost.source, tmp_path, today=TODAY)
    assert column(again, "SELECT count(*) FROM accounts WHERE churned") == [5]
    assert again.findings == ()


@pytest.mark.parametrize(
    ("words", "cells"),
    [('"0"', "01"), ('"1"', ("1.0", "0")), ('"Churned"', ("Churned", "Active", "Trial"))],
)
def test_another_value_of_a_flag_is_not_taken_for_a_spelling(
    tmp_path: Path, words: str, cells: Sequence[str]
) -> None:
    """A 1 where 0 means lost, a 1.0 that is 1 anyway, and what a customer may be as well."""
    rows = "id,m,gone\n" + "".join(f"k{i},{i},{cell}\n" for i, cell in enumerate(cells))
    data = loaded(tmp_path, FLAGGED % words, a=rows)
    assert data.findings == ()
    assert column(data, "SELECT count(*) FROM accounts WHERE churned") == [1]


def test_a_flag_by_which_nobody_is_lost_shows_its_values(tmp_path: Path) -> None:
    """The fix lists what the column holds, so that one can copy it."""
    (found,) = loaded(tmp_path, FLAGGED % '"Yes"', a="id,m,gone\na,1,J\nb,1,N\nc,1,\n").findings
    assert found.problem == "no account is marked as lost"
    assert "'J', 'N'" in found.fix


def test_a_book_that_lost_nobody_loads(tmp_path: Path) -> None:
    """No churn at all is said and forbids nothing; a snapshot without a date has no before."""
    data = loaded(tmp_path, DATED, a="id,m,end\na,1,\nb,1,\n")
    assert [f.severity for f in data.findings] == ["warning"]
    assert data.catalogue.churn == "flagged"


def test_a_date_of_loss_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """An account lost on an unknown day would count as kept, so this stops the loading."""
    (found,) = refused(tmp_path, DATED, a="id,m,end\na,1,2024-01-05\nb,1,5 or 6\n")
    assert (found.severity, found.line) == ("error", 3)
    assert found.examples == ("row 2: '5 or 6'",)


def test_every_fact_is_taken_over(tmp_path: Path) -> None:
    """Names, people, dates, revenue, reasons and dimensions stand in their columns."""
    source = ONE.replace(
        "id: id",
        "id: id, name: n, owner: o, arr: r, start_on: s, renewal_on: w, notice_on: t,"
        " churn_reason: why, churn: {churned_on: e}, dimensions: [Plan, o]",
    ).replace("measures", "as_of: 2024-05, measures")
    data = loaded(
        tmp_path,
        source,
        a="id,m,n,o,r,s,w,t,why,e,Plan\n"
        "a,1,Ann & Co,Eve,120.5,2020-01-01,2025-01-01,2024-05-01,price,2024-06-30,Pro\n",
    )
    day = dt.date
    (row,) = data.session.rows("SELECT * FROM accounts")
    assert row == (
        "a", "Ann & Co", "Eve", "price", day(2020, 1, 1), day(2025, 1, 1), day(2024, 5, 1),
        day(2024, 6, 30), True, 120.5, "Pro", "Eve", 0,
    )  # fmt: skip
    assert [d.name for d in data.catalogue.dimensions] == ["Plan", "o"]


def test_in_a_file_of_months_the_latest_month_describes_the_account(tmp_path: Path) -> None:
    """One file can hold everything: its facts are those of each account's last row."""
    source = ONE.replace("id: id", "id: id, dimensions: [plan]").replace(
        "from: a, measures", "from: a, month: month, measures"
    )
    rows = "id,month,plan,m\na,2024-02,Pro,2\na,2024-01,Free,1\nb,2024-01,Free,3\n"
    data = loaded(tmp_path, source, a=rows)
    assert data.session.rows("SELECT account_id, dim_plan FROM accounts") == [
        ("a", "Pro"),
        ("b", "Free"),
    ]
    assert data.catalogue.rows == 3
    assert [f.kind for f in data.findings] == ["changing_dimension"]


def test_a_dimension_that_changes_over_time_is_told(tmp_path: Path) -> None:
    """a moves from Free to Pro, so that its January stands under a plan it had not; b's blank
    is no other plan."""
    source = ONE.replace("id: id", "id: id, dimensions: [plan, land]").replace(
        "from: a, measures", "from: a, month: month, measures"
    )
    rows = "id,month,plan,land,m\na,2024-01,Free,DE,1\na,2024-02,Pro,DE,2\n"
    rows += "b,2024-01,Free,,3\nb,2024-02,,FR,3\n"
    (found,) = loaded(tmp_path, source, a=rows).findings
    assert (found.place, found.kind, found.severity) == (
        "dimension 'plan'",
        "changing_dimension",
        "note",
    )
    assert (found.count, found.examples) == (1, ("'a'",))
    assert found.problem == (
        "1 account changes it over time; the value of the latest month holds for all months"
    )
