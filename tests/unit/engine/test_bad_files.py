"""Each bad file gives one named finding, and nothing else happens."""

from __future__ import annotations

import gzip
from pathlib import Path

import duckdb
import pytest

from scoring.engine import archive, sheet
from scoring.errors import DataError, Finding
from tests.unit.engine import shapes
from tests.unit.engine.bad_contents import BAD, rows, sheets
from tests.unit.engine.test_shapes import opened


def refused(folder: Path, content: bytes, more: str = "") -> Finding:
    with pytest.raises(DataError, match="the data has 1 fault") as caught:
        opened(folder, content, more)
    return caught.value.findings[0]


@pytest.mark.slow
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_finding_that_names_it(name: str, tmp_path: Path) -> None:
    """It says what is wrong and what to do, as an error, and about this file."""
    make, more, problem = BAD[name]
    found = refused(tmp_path, make(), more)
    assert problem in found.problem
    assert found.severity == "error"
    assert found.fix
    assert found.place.startswith("file 'a'")
    assert len(found.as_text()) < 500


@pytest.mark.parametrize("ends", ["", "\n", "\r\n", "\r", "\n\n\n", "\n" * 1_200_000])
def test_a_last_row_beyond_the_limit_is_refused_however_it_ends(ends: str, tmp_path: Path) -> None:
    """9 MB are more than the reader holds: without a word it would leave the customer out."""
    kept = rows("b,B,2024-01-31,1,1,p").replace(b"\n", ends[:1].encode() or b"\n")
    found = refused(
        tmp_path, kept + b"a," + b"x" * 9_000_000 + b",2024-01-31,1,1,p" + ends.encode()
    )
    assert (found.problem, found.line) == ("a row is longer than 2,000,000 characters", 3)


def test_a_fault_is_not_told_by_the_name_of_the_file(tmp_path: Path) -> None:
    """The private copy of a foreign text is called UTF-8, and so is a plan: neither is at fault."""
    text = b"a,A,2024-01-31,1,1,p\rb,B,2024-01-31,1,1,utf-8\nc,C,2024-01-31,1,1,p\r"
    content = rows().replace(b"\n", b"\r") + text
    found = refused(tmp_path, content.decode().encode("utf-16"))
    assert found.problem == "the lines end in different ways"


def test_a_table_of_a_database_is_named(tmp_path: Path) -> None:
    """Of two tables one has to be stated, and one that is not there is not guessed."""
    content = shapes.database(tmp_path)
    found = refused(tmp_path, content)
    assert (found.problem, "'other'" in found.fix) == ("the DuckDB file has 2 tables", True)
    found = refused(tmp_path, content, ", table: nope")
    assert found.problem == "there is no table 'nope'"


def test_a_view_of_a_database_reads_no_other_file(tmp_path: Path) -> None:
    """A table is copied, and a view, which could name any file, is no table."""
    (tmp_path / "secret.csv").write_text("id,m\ns,1\n", encoding="utf-8")
    with duckdb.connect(str(tmp_path / "made")) as base:
        query = f"SELECT * FROM read_csv('{tmp_path / 'secret.csv'}')"
        base.execute(f"CREATE VIEW book AS {query}")
    found = refused(tmp_path, (tmp_path / "made").read_bytes(), ", table: book")
    assert found.problem == "there is no table 'book'"


def test_a_description_below_the_names_is_left_out_and_said(tmp_path: Path) -> None:
    """The row is named by its line, and the account it would have been is not there."""
    content = rows(
        "The id,Who,End of month,Per year,Share used,Tier",
        "a,A,2024-01-31,1,5,p",
        "b,B,2024-01-31,1,6,p",
    )
    data = opened(tmp_path, content)
    (found,) = data.findings
    assert (found.line, found.severity) == (2, "warning")
    assert data.catalogue.accounts == 2
    kept = refused(tmp_path, content, ", csv: {skip_below: 0}")
    assert kept.problem == "1 cell is not a date"


def test_a_formula_without_a_saved_value_is_counted(tmp_path: Path) -> None:
    """A program that writes formulas and computes none leaves nothing to read."""
    day = shapes.ROWS[0][2]
    cells = (shapes.NAMES, ("a", "A", day, 1, "=1+1", "p"), ("b", "B", day, 1, 3, "p"))
    data = opened(tmp_path, sheets("One", cells=cells))
    assert [f.problem for f in data.findings] == ["1 formula has no saved value; read as missing"]


def test_errors_of_excel_are_counted(tmp_path: Path) -> None:
    """Two cells that Excel could not work out are missing, with their rows; a blank one is none."""
    day = shapes.ROWS[0][2]
    first, second = ("a", "A", day, 1, "#DIV/0!", "p"), ("b", "B", day, 1, None, "p")
    cells = (shapes.NAMES, first, second, ("c", "C", day, "#N/A", 3, "p"))
    data = opened(tmp_path, sheets("One", cells=cells))
    (found,) = data.findings
    assert found.problem == "2 cells hold errors of Excel in place of a value; read as missing"
    assert (found.kind, found.severity, found.count) == ("error_cells", "warning", 2)
    assert found.examples == ("row 1: '#DIV/0!'", "row 3: '#N/A'")
    usage = data.loaded.session.rows("SELECT usage FROM snapshots ORDER BY account_id")
    assert usage == [(None,), (None,), (3.0,)]


def test_spellings_of_nothing_are_missing_where_stated(tmp_path: Path) -> None:
    """What the source lists is empty, in numbers and in text."""
    content = rows("a,A,2024-01-31,1,n/a,p", "b,B,2024-01-31,-,6,n/a")
    data = opened(tmp_path, content, ", csv: {null_text: [n/a, '-']}")
    assert data.findings == ()
    assert data.loaded.session.rows("SELECT dim_plan FROM accounts") == [("p",), (None,)]


def test_a_stated_decimal_mark_decides(tmp_path: Path) -> None:
    """1,500 is one and a half by a decimal comma, and fifteen hundred by a point."""
    content = rows('a,A,2024-01-31,1,"1,500",p')
    for mark, value in ((",", 1.5), (".", 1500.0)):
        data = opened(tmp_path, content, f", csv: {{decimal: '{mark}'}}")
        assert data.loaded.session.rows("SELECT usage FROM snapshots") == [(value,)]


@pytest.mark.slow
def test_what_the_first_rows_do_not_show_is_looked_for_further_down(tmp_path: Path) -> None:
    """Sixty thousand rows without a fraction or a day above 12 come before the ones that tell."""
    early = [f"k{i};A;01.02.2024;1;0;p" for i in range(60_000)]
    late = [f"l{i};A;31.01.2024;1;0,5;p" for i in range(60_000)]
    content = rows(*early, *late, header="id;name;month;arr;usage;plan")
    data = opened(tmp_path, content)
    query = "SELECT as_of, count(*), sum(usage) FROM snapshots GROUP BY 1 ORDER BY 1"
    january, february = data.loaded.session.rows(query)
    assert (str(january[0]), *january[1:]) == ("2024-01-31", 60_000, 30_000.0)
    assert (str(february[0]), *february[1:]) == ("2024-02-29", 60_000, 0.0)


GROUPED = {
    "1.234,5": 1234.5,
    "1 234,5": 1234.5,
    "1\u00a0234,5": 1234.5,
    "-1.234.567": -1234567.0,
    "2,5e2": 250.0,
    "0,75": 0.75,
    ",5": 0.5,
    "12": 12.0,
    "12.34": None,
    "1.2345,6": None,
    "1,2,3": None,
    "1,5 %": None,
    ".": None,
}


def test_numbers_with_a_decimal_comma_are_read_by_one_rule(tmp_path: Path) -> None:
    """Thousands stand in groups of three, and what is written otherwise is no number."""
    lines = [f'k{i:02},A,2024-01-31,1,"{cell}",p' for i, cell in enumerate(GROUPED)]
    data = opened(tmp_path, rows(*lines), ", csv: {decimal: ','}")
    found = data.loaded.session.rows("SELECT usage FROM snapshots ORDER BY account_id")
    assert [row[0] for row in found] == list(GROUPED.values())
    assert [f.count for f in data.findings] == [5]


def test_the_bounds_of_what_is_unpacked_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook larger than the limit once it is unpacked is refused by the number."""
    monkeypatch.setattr(archive, "MAX_UNPACKED", 100)
    found = refused(tmp_path, shapes.workbook(), ", sheet: Book")
    assert found.problem == "the workbook unpacks to more than 100 bytes"
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1_000_000)
    monkeypatch.setattr(sheet, "MAX_CELLS", 10)
    found = refused(tmp_path, shapes.workbook(), ", sheet: Book")
    assert found.problem == "the sheet has more than 10 cells or 1,048,576 rows"


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Private copies are gone once the data are loaded, and once they are refused."""
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    opened(tmp_path, gzip.compress(shapes.text(encoding="cp1252")))
    refused(tmp_path, gzip.compress(shapes.text())[:-12])
    assert list((tmp_path / "scratch").iterdir()) == []
