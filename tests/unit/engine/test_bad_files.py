"""Each bad file gives one named finding, and nothing else happens."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pytest

from scoring.engine import archive, unpacking, workbook
from scoring.errors import DataError, Finding
from tests.unit.engine import shapes
from tests.unit.engine.test_shapes import opened


def refused(folder: Path, content: bytes, more: str = "") -> Finding:
    with pytest.raises(DataError, match="the data has 1 fault") as caught:
        opened(folder, content, more)
    return caught.value.findings[0]


def rows(*lines: str, header: str = "id,name,month,arr,usage,plan") -> bytes:
    return "\n".join([header, *lines, ""]).encode()


def zipped(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def like_xlsx(**parts: str | bytes) -> bytes:
    return zipped(**{"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}, **parts)


def sheets(*names: str, cells: tuple[tuple[object, ...], ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in names:
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_entities() -> bytes:
    """A workbook whose sheet defines entities that would grow without end."""
    doctype = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'
    return like_xlsx(**{"xl/worksheets/sheet1.xml": doctype})


LONG = '"' + "x" * 50_000_000 + '"'
BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "", "the file is empty"),
    "header only": (lambda: rows(), "", "a header but no rows"),
    "header twice": (lambda: rows("a", header="id,m,m"), "", "the header names 'm' 2 times"),
    "100,000 columns": (
        lambda: rows("1", header=",".join(f"c{i}" for i in range(100_000))),
        "",
        "columns are more than 2,000",
    ),
    "a cell of 50 MB": (
        lambda: rows(f"a,{LONG},2024-01-31,1,1,p", "b,B,2024-01-31,1,1,p"),
        "",
        "a quote is not closed within 2,000,000 characters",
    ),
    "a cell of 50 MB at the end": (
        lambda: rows(f"a,{LONG},2024-01-31,1,1,p"),
        "",
        "a row is longer than 2,000,000 characters",
    ),
    "an open cell of 50 MB": (
        lambda: rows(f"a,{LONG[1:-1]},2024-01-31,1,1,p", "b,B,2024-01-31,1,1,p"),
        "",
        "a row is longer than 2,000,000 characters",
    ),
    "an open cell of 50 MB at the end": (
        lambda: rows(f"a,{LONG[1:-1]},2024-01-31,1,1,p").rstrip(b"\n"),
        "",
        "a row is longer than 2,000,000 characters",
    ),
    "a name of 50 MB": (lambda: rows("a", header=LONG), "", "the header row cannot be read"),
    "days or months": (
        lambda: rows("a,A,04/05/2024,1,1,p", "b,B,01/02/2024,1,1,p"),
        "",
        "the dates can be read in two ways: 2 of 2 could be either, such as 04/05/2024",
    ),
    "days and months": (
        lambda: rows("a,A,14/05/2024,1,1,p", "b,B,01/22/2024,1,1,p"),
        "",
        "1 of 2 dates have a day above 12 in the first place; 1 of 2 dates",
    ),
    "mixed decimals": (
        lambda: rows('a,A,2024-01-31,1,"1,5",p', "b,B,2024-01-31,1,2.5,p"),
        "",
        "the numbers can be read in two ways: 1 cell is like 1,5, 1 cell is like 2.5",
    ),
    "thousands or decimals": (
        lambda: rows('a,A,2024-01-31,1,"1,500",p', 'b,B,2024-01-31,1,"2,750",p'),
        "",
        "the numbers can be read in two ways: 2 cells are like 1,500, none that tells",
    ),
    "not the stated encoding": (
        lambda: shapes.text(encoding="cp1252"),
        ", csv: {encoding: utf-8}",
        "this is not UTF-8 text",
    ),
    "half a letter of UTF-16": (
        lambda: shapes.text(encoding="utf-16")[:-1],
        "",
        "this is not utf-16 text",
    ),
    "cut-off gzip": (lambda: gzip.compress(shapes.text())[:-12], "", "this gzip file is cut off"),
    "damaged gzip": (lambda: b"\x1f\x8bnothing of the kind", "", "this gzip file is damaged"),
    "gzip of gzip": (lambda: gzip.compress(gzip.compress(b"x")), "", "the gzip file holds no CSV"),
    "gzip of nothing": (lambda: gzip.compress(b""), "", "the file is empty"),
    "gzip bomb": (lambda: gzip.compress(b"0" * 50_000_000), "", "more than 200 times its size"),
    "zip": (lambda: zipped(book="id\na\n"), "", "a ZIP file and no XLSX workbook"),
    "cut-off XLSX": (lambda: shapes.workbook()[:-30], "", "a damaged XLSX or ZIP file"),
    "hollow XLSX": (lambda: like_xlsx(), "", "this XLSX file is damaged"),
    "password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "", "password"),
    "zip bomb": (lambda: like_xlsx(xl__a=bytes(50_000_000)), "", "more than 200 times its size"),
    "XML of its own": (with_entities, "", "XML declarations of its own"),
    "no such sheet": (lambda: shapes.workbook(), ", sheet: Bok", "there is no sheet 'Bok'"),
    "two sheets": (lambda: sheets("One", "Two"), "", "the workbook has 2 sheets"),
    "empty sheet": (lambda: sheets("One"), "", "the sheet is empty"),
    "sheet without rows": (lambda: sheets("One", cells=(("id", "m"),)), "", "but no rows"),
    "sheet with a name twice": (
        lambda: sheets("One", cells=(("id", "id"), ("a", 1))),
        "",
        "the header names 'id' 2 times",
    ),
    "sheet with a cell too many": (
        lambda: sheets("One", cells=(("id", "m"), ("a", 1), ("b", 1, 2))),
        "",
        "a row has 3 cells, the header has 2",
    ),
    "Parquet with a wrong footer": (
        lambda: shapes.parquet()[:-800] + bytes(792) + shapes.parquet()[-8:],
        "",
        "this Parquet file is damaged",
    ),
    "damaged DuckDB": (
        lambda: bytes(8) + b"DUCK" + bytes(5000),
        "",
        "this DuckDB file cannot be opened",
    ),
}


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
    """A file larger than the limit once it is unpacked is refused by the number."""
    monkeypatch.setattr(unpacking, "MAX_BYTES", 100)
    found = refused(tmp_path, gzip.compress(shapes.text()))
    assert found.problem == "it unpacks to more than 100 bytes"
    monkeypatch.setattr(archive, "MAX_UNPACKED", 100)
    found = refused(tmp_path, shapes.workbook(), ", sheet: Book")
    assert found.problem == "the workbook unpacks to more than 100 bytes"
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1_000_000)
    monkeypatch.setattr(workbook, "MAX_CELLS", 10)
    found = refused(tmp_path, shapes.workbook(), ", sheet: Book")
    assert found.problem == "the sheet has more than 10 cells or 1,048,576 rows"


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Private copies are gone once the data are loaded, and once they are refused."""
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    opened(tmp_path, gzip.compress(shapes.text(encoding="cp1252")))
    refused(tmp_path, gzip.compress(shapes.text())[:-12])
    assert list((tmp_path / "scratch").iterdir()) == []
