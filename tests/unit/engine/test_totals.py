"""A row that sums up the others is no customer, and never counts as one in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.engine.load import load
from scoring.errors import Finding
from scoring.spec.source import parse_source
from scoring.workbench import choices
from tests.unit.engine.loading import ONE, TODAY, column, loaded

pytestmark = pytest.mark.slow

SUMS = ONE.replace("id: id", "id: id, arr: mrr")
BOOK = "id,mrr,m\na,40,7\nb,30,5\nc,13,4\n"
"""40 + 30 + 13 = 83, 7 + 5 + 4 = 16."""


PAID = (("a", 40), ("b", 30), ("c", 13))


def of_totals(findings: tuple[Finding, ...]) -> list[Finding]:
    return [f for f in findings if f.kind == "total_rows"]


@pytest.mark.parametrize(
    "word",
    ["Total", "TOTAL:", "Grand total", "Totals 2025", "Sum", "Summe", "Gesamt", "Итого", "Somme"],
)
@pytest.mark.parametrize(("mrr", "m"), [("83", ""), ("83", "5"), ("", "16")])
def test_a_row_called_a_total_that_holds_one_is_left_out(
    tmp_path: Path, word: str, mrr: str, m: str
) -> None:
    """One sum will do, as the others may be means; where it stands is said, and it can be kept."""
    data = loaded(tmp_path, SUMS, a=f"{BOOK}{word},{mrr},{m}\n")
    (found,) = data.findings
    assert (found.kind, found.severity, found.count) == ("totals", "warning", 1)
    assert found.problem == "1 row is the total of the others, by its name and number; left out"
    assert (found.line, found.examples) == (5, (f"row 4: {word!r}",))
    assert column(data, "SELECT sum(arr) FROM snapshots") == [40 + 30 + 13]
    leave, keep = choices(data.source, found)
    assert (leave.now, keep.now, keep.label) == (True, False, "keep it as a customer")
    again = load(keep.source, tmp_path, today=TODAY)
    assert again.catalogue.accounts == 4
    (still,) = again.findings
    assert (
        still.problem
        == "1 row is the total of the others, by its name and number; kept as a customer"
    )
    assert [choice.now for choice in choices(again.source, still)] == [False, True]


@pytest.mark.parametrize("row", ["Total,84,17", "Total,,", "Total,40,"])
def test_a_row_called_a_total_that_holds_none_is_asked_about(tmp_path: Path, row: str) -> None:
    """The word alone may be somebody's name: 84 is not 83, nor 17 16."""
    data = loaded(tmp_path, SUMS, a=f"{BOOK}{row}\n")
    (found,) = data.findings
    assert (found.kind, found.severity, found.count) == ("total_rows", "warning", 1)
    assert found.problem == "1 row reads as a total; kept as a customer"
    assert data.catalogue.accounts == 4


@pytest.mark.parametrize("word", ["Grand Totals (3 records)", "Total 3 customers", "Summe: 3"])
def test_a_total_may_say_how_many_it_sums_up(tmp_path: Path, word: str) -> None:
    """As the last row of a report does."""
    (found,) = loaded(tmp_path, SUMS, a=f"{BOOK}{word},83,16\n").findings
    assert found.kind == "totals"


def test_a_total_of_signed_amounts_is_one(tmp_path: Path) -> None:
    """$1,040.50 + $30.25 + $13.00 = $1,083.75, written as money is."""
    book = 'id,mrr,m\na,"$1,040.50",1\nb,$30.25,2\nc,$13.00,4\nTotal,"$1,083.75",\n'
    found = [f for f in loaded(tmp_path, SUMS, a=book).findings if f.kind == "totals"]
    assert [f.count for f in found] == [1]


def test_averages_below_a_total_are_left_out_with_it(tmp_path: Path) -> None:
    """83 / 3 = 27.67 is the mean of the rows above, and no part of their sum; Media is a firm."""
    rows = f"{BOOK}Total,83,16\nAverage,{83 / 3},\n"
    data = loaded(tmp_path, SUMS, a=rows)
    (found,) = data.findings
    assert (found.kind, found.count) == ("totals", 2)
    assert (
        found.problem
        == "2 rows are totals and averages of the others, by their names and numbers; left out"
    )
    assert column(data, "SELECT sum(arr) FROM snapshots") == [83.0]
    assert loaded(tmp_path, SUMS, a=f"{BOOK}Media,20,4\n").findings == ()


def test_the_one_customer_above_is_no_sum(tmp_path: Path) -> None:
    """Of one row the total is that row again: nothing tells the two apart."""
    (found,) = loaded(tmp_path, SUMS, a="id,mrr,m\na,40,7\nTotal,40,7\n").findings
    assert found.kind == "total_rows"


@pytest.mark.parametrize("row", ["Total,50,1", "Media,50,9"])
def test_a_number_that_a_customer_may_have_as_well_is_no_sum(tmp_path: Path, row: str) -> None:
    """1 is all that the others have of a column, and 9 what each of them has of another."""
    at = 1 if row.startswith("Total") else 9
    others = "".join(f"{one},{mrr},{at if one == 'b' or at > 1 else 0}\n" for one, mrr in PAID)
    data = loaded(tmp_path, SUMS, a=f"id,mrr,m\n{others}{row}\n")
    assert data.catalogue.accounts == 4
    assert [f.kind for f in data.findings if "left out" in f.problem] == []


@pytest.mark.parametrize("name", ["Totally", "Sumo", "Gesamtwerk AG", "Total Wine", "A-Total"])
def test_a_name_that_only_begins_so_is_none(tmp_path: Path, name: str) -> None:
    """Customers have such names."""
    assert loaded(tmp_path, SUMS, a=f"{BOOK}{name},12,3\n").findings == ()


MONTHS = ONE.replace("from: a, measures", "from: a, month: month, measures")


def test_totals_of_months_are_those_of_their_month(tmp_path: Path) -> None:
    """1 + 3 = 4 and 2 + 5 = 7: one more account in each month, were they not left out."""
    one, two = "a,2024-01,1\nb,2024-01,3\nTotal,2024-01,4\n", "a,2024-02,2\nb,2024-02,5\n"
    rows = f"id,month,m\n{one}{two}Total,2024-02,7\n"
    data = loaded(tmp_path, MONTHS, a=rows)
    (found,) = data.findings
    assert (found.kind, found.count, found.examples) == ("totals", 2, ("row 3: 'Total'",))
    assert found.problem == "2 rows are totals of the others, by their names and numbers; left out"
    assert data.catalogue.rows == 4


def test_totals_of_months_that_hold_other_sums_are_told(tmp_path: Path) -> None:
    """Each with all its rows, and both kept."""
    rows = "id,month,m\na,2024-01,1\nTotal,2024-01,1\na,2024-02,2\nTotal,2024-02,2\nSum,2024-02,9\n"
    (found,) = loaded(tmp_path, MONTHS, a=rows).findings
    assert (found.count, found.examples) == (3, ("row 2: 'Total'", "row 5: 'Sum'"))
    assert found.problem == "3 rows read as totals; kept as customers"


@pytest.mark.parametrize(("third", "total"), [("", 11), ("a,2024-03,4\n", 15)])
def test_a_total_over_all_months_is_that_of_the_file(
    tmp_path: Path, third: str, total: int
) -> None:
    """Without a month of its own it sums up all: 1 + 3 + 2 + 5 = 11, and 4 of one account alone."""
    rows = "id,month,m\na,2024-01,1\nb,2024-01,3\na,2024-02,2\nb,2024-02,5\n"
    found = loaded(tmp_path, MONTHS, a=f"{rows}{third}Total,,{total}\n").findings
    assert [f.count for f in found if f.kind == "totals"] == [1]


def test_a_last_row_that_holds_the_sums_is_told(tmp_path: Path) -> None:
    """An id that says nothing: 83 and 16 are the sums of both columns, 83 and 17 only of one."""
    (found,) = loaded(tmp_path, SUMS, a=BOOK + "9999,83,16\n").findings
    assert found.problem == "1 row reads as the sums of all rows above; kept as a customer"
    assert found.examples == ("row 4: '9999'",)
    assert of_totals(loaded(tmp_path, SUMS, a=BOOK + "9999,83,17\n").findings) == []
    assert of_totals(loaded(tmp_path, SUMS, a=BOOK + "9999,83,\n").findings) == []
    assert (
        of_totals(loaded(tmp_path, SUMS, a="id,mrr,m\na,0,0\nb,0,0\nc,0,0\nd,0,0\n").findings) == []
    )


def test_the_row_can_be_left_out(tmp_path: Path) -> None:
    """A choice reads the word as no id: its row is left out then, and that is told as well."""
    data = loaded(tmp_path, SUMS, a=BOOK + "Total,84,17\n")
    keep, leave = choices(data.source, data.findings[0])
    assert (keep.label, keep.now, leave.now) == ("keep it as a customer", True, False)
    assert leave.label == "leave it out: 'Total' is no id, and empty in the whole file"
    again = load(leave.source, tmp_path, today=TODAY)
    assert [f.problem for f in again.findings] == ["1 row has no account id; left out"]
    assert column(again, "SELECT sum(arr) FROM snapshots") == [40 + 30 + 13]


def test_a_number_is_not_read_as_empty_in_the_whole_file(tmp_path: Path) -> None:
    """9999 may be somebody's revenue: such a row can only be taken out of the file."""
    data = loaded(tmp_path, SUMS, a=BOOK + "9999,83,16\n")
    assert choices(data.source, data.findings[0]) == ()


def test_a_row_of_months_without_an_id_is_told(tmp_path: Path) -> None:
    """It is nobody's, in a file of months as well as in one of accounts."""
    source = parse_source(ONE.replace("from: a, measures", "from: a, month: month, measures"))
    (tmp_path / "a.csv").write_text("id,month,m\na,2024-01,1\n,2024-01,2\n", encoding="utf-8")
    (found,) = load(source, tmp_path, today=TODAY).findings
    assert found.problem == "1 row has no account id; left out"
    assert (found.line, found.examples) == (3, ("row 2",))
