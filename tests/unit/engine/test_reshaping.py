"""A column a month becomes a row a month, and what cannot be so is refused."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from scoring.engine.reshaping import shaped
from scoring.engine.watch import Watch
from scoring.errors import DataError, Stopped
from scoring.spec.data_file import File
from tests.unit.engine.loading import loaded, refused

SOURCE = """
version: 1
name: Wide
files: {a: {path: a.csv, days_as_rows: MRR}}
account: {from: a, id: id}
snapshots: [{from: a, month: month, arr: {column: MRR, times: 12}, measures: [MRR]}]
"""
WIDE = "id;name;Jan 2025;Feb 2025;Mar 2025\na;Firm;1.000,50;;30\nb;Other;0;5;7,25\n"


def test_each_month_with_a_value_becomes_a_row(tmp_path: Path) -> None:
    """Five of six cells are filled; numbers are read as the file writes them."""
    data = loaded(tmp_path, SOURCE, a=WIDE)
    query = "SELECT account_id, strftime(as_of, '%Y-%m'), mrr, arr FROM snapshots ORDER BY 1, 2"
    assert data.session.rows(query) == [
        ("a", "2025-01", 1000.5, 12006.0),
        ("a", "2025-03", 30.0, 360.0),
        ("b", "2025-01", 0.0, 0.0),
        ("b", "2025-02", 5.0, 60.0),
        ("b", "2025-03", 7.25, 87.0),
    ]
    told = [f.problem for f in data.findings if f.kind == "days_as_rows"]
    assert told == ["columns are named by days: each day became a row, its cell 'MRR'"]


def test_a_title_and_a_footer_are_no_rows(tmp_path: Path) -> None:
    """They stand around the names and below the rows."""
    text = "MRR;;;;\n" + WIDE + "\nmade by the billing system\n"
    assert loaded(tmp_path, SOURCE, a=text).catalogue.rows == 5


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id,m\na,1\n", "no columns are named by days, one after the other"),
        (WIDE + "c;Short;1\n", "a row has 3 cells, the header has 5"),
        ("id,2025-01,2025-02,2025-03\n", "the file has a header but no rows"),
    ],
)
def test_what_is_not_wide_is_refused(text: str, problem: str, tmp_path: Path) -> None:
    """With the file's name, and no row lost in silence."""
    (found,) = refused(tmp_path, SOURCE, a=text)
    assert (found.place, found.problem) == ("file 'a'", problem)


def test_a_day_that_is_the_name_of_a_column_gets_another(tmp_path: Path) -> None:
    """The file has a month and an MRR of its own already."""
    text = "id,month,MRR,2025-01,2025-02,2025-03\na,x,y,1,2,3\n"
    words = SOURCE.replace("month: month", "month: month of it").replace(
        "column: MRR", "column: MRR value"
    )
    data = loaded(tmp_path, words.replace("[MRR]", "[MRR value]"), a=text)
    assert data.catalogue.rows == 3


def test_a_row_cannot_grow_without_end(tmp_path: Path) -> None:
    """The names are 16 bytes and each of three rows 117, as é is two: 367 of them in all."""
    path, text = tmp_path / "a.csv", f"id,note,2025-01,2025-02,2025-03\na,é{'x' * 99},1,2,3\n"
    path.write_text(text)
    stated = File(path="a.csv", days_as_rows="m")
    whole = shaped(path, text, "a", stated, tmp_path, Watch(), most=367).readable
    assert whole.stat().st_size == 367
    with pytest.raises(DataError, match="with a row a day it is over 366 bytes"):
        shaped(path, text, "a", stated, tmp_path, Watch(), most=366)
    assert whole.stat().st_size <= 366


def test_a_small_file_may_become_two_hundred_times_as_large_at_most(tmp_path: Path) -> None:
    """A note of 100,000 letters before 600 months would be 60 MB, from 100 KB; 20 MB are free."""
    months = [f"{1960 + i // 12}-{i % 12 + 1:02}" for i in range(600)]
    text = f"id,note,{','.join(months)}\na,{'x' * 100_000},{','.join('1' * 600)}\n"
    (found,) = refused(tmp_path, SOURCE, a=text)
    assert "with a row a day it is over 2" in found.problem


HOSTILE = {
    "a row without end": (WIDE + ";" * 3_000_000, "a row is longer than 2,000,000 characters"),
    "names without end": ("id" + ";" * 3_000_000 + "\na\n", "a row is longer than 2,000,000"),
    "a row of open quotes": (WIDE + '"x\n";' * 500_000, "a row is longer than 2,000,000"),
    "a name a day": (
        ";".join(["id", *(f"{1990 + i // 365}-{i}" for i in range(10_000))]) + "\na\n",
        "10,001 columns are more than 2,000",
    ),
    "a day twice": (WIDE.replace("name", "Jan 2025"), "the header names 'Jan 2025' 2 times"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_would_fill_the_memory_is_stopped_before_it_is_read(name: str, tmp_path: Path) -> None:
    """Python's reader takes a row whole, whatever its length; and no column is lost in silence."""
    text, problem = HOSTILE[name]
    tracemalloc.start()
    try:
        (found,) = refused(tmp_path, SOURCE, a=text)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert problem in found.problem
    assert most < 150_000_000


class Asked(Watch):
    """Ends the work when it is looked at for the third time."""

    looks = 0

    def check(self) -> None:
        """Count the looks."""
        self.looks += 1
        if self.looks == 3:
            self.stop()
        super().check()


def test_the_work_ends_where_that_is_asked(tmp_path: Path) -> None:
    """Of 90,000 rows of days no more than a tenth is written by then."""
    text = "id,2025-01,2025-02,2025-03\n" + "a,1,2,3\n" * 30_000
    (tmp_path / "a.csv").write_text(text)
    stated = File(path="a.csv", days_as_rows="m")
    with pytest.raises(Stopped, match="the work was stopped"):
        shaped(tmp_path / "a.csv", text[:1_000], "a", stated, tmp_path, Asked(), most=1 << 20)
    assert (tmp_path / "a.rows").read_text().count("\n") <= 9_000
