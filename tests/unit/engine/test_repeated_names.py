"""The names of a second export that was joined to a first are no customer and no month."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from scoring.engine.load import Loaded
from scoring.spec.data_file import File
from scoring.workbench import Dropped, Watch, look_at
from tests.unit.engine.loading import ONE, TWO, column, loaded

MONTHS = """
version: 1
name: Months
files: {a: {path: a.csv}}
account: {from: a, id: id}
snapshots: [{from: a, month: month, measures: [m]}]
"""
FIRST, SECOND = "1,2025-01-31,1\n2,2025-01-31,2\n", "1,2025-02-28,3\n2,2025-02-28,4\n"
NAMES = "id,month,m\n"
VALUES = "SELECT m FROM snapshots ORDER BY account_id, as_of"
NOTE = "1 row repeats the names of the columns, as joined exports have them; left out"


def told(data: Loaded) -> list[tuple[str, int | None, int | None]]:
    return [(f.problem, f.line, f.count) for f in data.findings if f.kind == "repeated_names"]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_two_exports_of_months_are_one(tmp_path: Path, mark: str, ends: str) -> None:
    """Two customers by two months are four values, whether each export has a mark or not."""
    text = f"{mark}{NAMES}{FIRST}{mark}{NAMES}{SECOND}".replace("\n", ends)
    data = loaded(tmp_path, MONTHS, a=text.encode())
    assert column(data, VALUES) == [1.0, 3.0, 2.0, 4.0]
    assert [(f.problem, f.line, f.count) for f in data.findings] == [(NOTE, 4, 1)]


def test_so_they_are_beside_a_file_of_accounts(tmp_path: Path) -> None:
    """The same where accounts and months are joined while they are read."""
    accounts = "id,start,end\n1,2024-01-01,\n2,2024-01-01,2025-12-31\n"
    data = loaded(tmp_path, TWO, a=accounts, b=f"{NAMES}{FIRST}{NAMES}{SECOND}")
    assert column(data, VALUES) == [1.0, 3.0, 2.0, 4.0]
    assert told(data) == [(NOTE, 4, 1)]


def test_names_far_down_and_faults_below_them_keep_their_lines(tmp_path: Path) -> None:
    """50,000 rows of 1 above, one below that is no number: it is on line 50,003."""
    rows = "".join(f"a{i},1\n" for i in range(50_000))
    data = loaded(tmp_path, a=f"id,m\n{rows}id,m\nb,x\n")
    assert column(data, "SELECT sum(m) FROM snapshots") == [50_000.0]
    assert told(data) == [(NOTE, 50_002, 1)]
    assert [f.line for f in data.findings if f.kind == "unreadable_number"] == [50_003]


def test_named_months_are_read_across_them(tmp_path: Path) -> None:
    """Of ten cells one is the name: the others still tell how months are written."""
    rows = "".join(f"{i},Jan 2025,{i}\n" for i in range(4))
    more = rows.replace("Jan", "Feb")
    data = loaded(tmp_path, MONTHS, a=f"{NAMES}{rows}{NAMES}{more}")
    assert column(data, "SELECT sum(m) FROM snapshots") == [12.0]


def test_a_sheet_that_was_pasted_together_is_one(tmp_path: Path) -> None:
    """Numbers among which the name of their column stands are numbers."""
    book = openpyxl.Workbook()
    for row in (("id", "m"), ("a", 1.5), ("id", "m"), ("b", 2)):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    data = loaded(tmp_path, a=out.getvalue())
    assert column(data, VALUES) == [1.5, 2.0]
    assert [count for _, _, count in told(data)] == [1]


def test_texts_alone_are_compared_as_well(tmp_path: Path) -> None:
    """A row that has one of the names is one of data, and one that has both is none."""
    source = ONE.replace("[m]", "[{column: plan, type: text}]")
    data = loaded(tmp_path, source, a="id,plan\nid,gold\na,plan\nid,plan\n")
    assert column(data, "SELECT account_id FROM accounts ORDER BY 1") == ["a", "id"]
    assert [line for _, line, _ in told(data)] == [4]


@pytest.mark.parametrize("text", ["id,m\na,1\nid,m\nb,2\n", "id,m\na,1\nb,2\nid,m\n"])
def test_whoever_looks_at_the_files_sees_no_such_row(text: str) -> None:
    """The preview holds the two customers, the column of numbers is one, and none is empty."""
    looked = look_at(Dropped({"a.csv": text.encode()}), [File(path="a.csv")], Watch())
    (seen,) = looked.seen
    assert (seen.rows, seen.preview) == (2, (("a", "1"), ("b", "2")))
    assert [c.holds for c in seen.columns][1] == "number"
    assert [c.filled for c in seen.columns] == [1.0, 1.0]
    assert looked.guessed[0].sure["id"].why == "id is different in each of its 2 rows"


def test_the_last_row_may_hold_the_sums_below_names(tmp_path: Path) -> None:
    """1 + 2 + 3 = 6 and 5 + 6 + 7 = 18 stand in the fifth row, of which four are data."""
    source = ONE.replace("[m]", "[m, n]")
    data = loaded(tmp_path, source, a="id,m,n\na,1,5\nb,2,6\nid,m,n\nc,3,7\nd,6,18\n")
    found = [(f.line, f.examples) for f in data.findings if f.kind == "total_rows"]
    assert found == [(6, ("row 5: 'd'",))]


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u200b", "\ufeff", " \u00a0 "])
def test_no_space_around_an_id_makes_another_customer(space: str, tmp_path: Path) -> None:
    """Fixed, thin and no-width ones are pasted along from pages and sheets."""
    months = f"id,month,m\n{space}a,2025-01-31,1\na{space},2025-02-28,2\n"
    data = loaded(tmp_path, TWO, a=f"id,start,end\na{space},2024-01-01,\n", b=months)
    assert column(data, VALUES) == [1.0, 2.0]


def test_spaces_are_trimmed_beside_words_for_no_value(tmp_path: Path) -> None:
    """A source that says which words are none asks for each text once, and trims it as others."""
    source = ONE.replace("{path: a.csv}", "{path: a.csv, csv: {null_text: [none]}}")
    data = loaded(tmp_path, source, a="id,m\n\u00a0a ,1\n none,2\nb,3\n")
    assert column(data, "SELECT account_id FROM accounts ORDER BY 1") == ["a", "b"]


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u200b", "\ufeff", " \u200b"])
def test_nor_do_they_make_no_number_and_no_day_of_one(space: str, tmp_path: Path) -> None:
    """Nobody sees why 2025-05-01 is not a date: the loss counts, and so does the number."""
    months = f"id,month,m\na,2025-01-31,{space}1\na,2025-02-28{space},2\nb,2025-01-31,3{space}\n"
    accounts = f"id,start,end\na,2024-01-01,2025-05-01{space}\nb,{space}2024-01-01,\n"
    data = loaded(tmp_path, TWO, a=accounts, b=months)
    assert column(data, VALUES) == [1.0, 2.0, 3.0]
    assert column(data, "SELECT CAST(churned_on AS VARCHAR) FROM accounts ORDER BY account_id") == [
        "2025-05-01",
        None,
    ]
    assert [f for f in data.findings if f.severity != "note"] == []


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_row_that_tells_the_delimiter_holds_no_names(first: str, tmp_path: Path) -> None:
    """In a file of two columns its own delimiter makes two cells of it."""
    data = loaded(tmp_path, a=f"{first}\nid;m\na;1,5\nb;2,25\n")
    assert column(data, VALUES) == [1.5, 2.25]
