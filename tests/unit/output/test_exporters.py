"""Files for spreadsheets and warehouses: nothing runs, nothing is rounded away."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoring.errors import CommandError
from scoring.output.exporters import EXPORTERS
from scoring.output.exporters.xlsx_cells import MOST_IN_CELL
from scoring.output.exporters.xlsx_file import MOST_ROWS

TABLE = pa.table(
    {
        "account_id": ["a", "=cmd|'/c calc'!A1", None],
        "as_of": pa.array([dt.date(2024, 2, 29)] * 3, pa.date32()),
        "score": [1 / 3 * 100, None, 75.0],
        "shown": [33.3, None, 75.0],
        "band": ["At risk", "Not scored", "Healthy"],
        "capped_by": pa.nulls(3, pa.string()),
    }
)


def cells(table: pa.Table) -> list[list[str]]:
    text = EXPORTERS["csv"].write(table).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv_has_fixed_decimals_and_empty_nulls() -> None:
    """Nine decimals for a score, one for what is shown, and null is an empty cell."""
    assert EXPORTERS["csv"].write(TABLE).decode() == (
        "account_id,as_of,score,shown,band,capped_by\n"
        "a,2024-02-29,33.333333333,33.3,At risk,\n"
        "'=cmd|'/c calc'!A1,2024-02-29,,,Not scored,\n"
        ",2024-02-29,75.000000000,75.0,Healthy,\n"
    )


def test_a_scale_with_more_decimals_keeps_them() -> None:
    """A score of 7.741 beside a cut of 7.75 must not read 7.7, which is on neither side."""
    table = pa.table({"shown": [7.75, 7.741, 10.0]})
    assert EXPORTERS["csv"].write(table).decode() == "shown\n7.75\n7.741\n10.0\n"


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "-1+2", "--1"]
)
def test_a_cell_that_would_run_is_text(text: str) -> None:
    """A spreadsheet shows it with an apostrophe in front, in a header too: nothing is computed."""
    assert cells(pa.table({"account_id": [text]}))[1] == [f"'{text}"]
    assert cells(pa.table({text: ["a"]}))[0] == [f"'{text}"]


@pytest.mark.parametrize("text", ["-1", "+1.5", "-1e3", "a=1", "1-2", "'", "007"])
def test_a_number_or_a_harmless_text_stays(text: str) -> None:
    """Negative numbers as ids and signs inside a word are left alone."""
    assert cells(pa.table({"account_id": [text]}))[1] == [text]


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())],
)
def test_every_sort_of_text_column_is_made_harmless(kind: pa.DataType) -> None:
    """Whatever Arrow calls its texts, a formula stays text."""
    column = pa.array(["=1"], pa.string()).cast(kind)
    assert cells(pa.table({"band": column}))[1] == ["'=1"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1))
def test_any_text_comes_back(texts: list[str]) -> None:
    """Quotes, commas and line ends survive; each part before or behind a `;` may gain a '."""
    got = [row[0] for row in cells(pa.table({"band": texts}))[1:]]
    got_parts, parts = ([cell.split(";") for cell in column] for column in (got, texts))
    assert [[part.removeprefix("'") for part in cell] for cell in got_parts] == [
        [part.removeprefix("'") for part in cell] for cell in parts
    ]
    assert not any(g.startswith(("=", "@", "\t", "\r")) for g in got)
    assert not any(part.startswith(("=", "@")) for cell in got_parts for part in cell)


def test_parquet_keeps_types_and_every_digit() -> None:
    """What is read back is the table that was written."""
    got = pq.read_table(io.BytesIO(EXPORTERS["parquet"].write(TABLE)))
    assert got.equals(TABLE)
    assert str(got.schema.field("as_of").type) == "date32[day]"


def sheet(table: pa.Table) -> Worksheet:
    """The one sheet of the table's workbook, as another program's reader sees it."""
    found = load_workbook(io.BytesIO(EXPORTERS["xlsx"].write(table))).active
    assert isinstance(found, Worksheet)
    return found


def texts(table: pa.Table) -> list[object]:
    """The first column below its title."""
    return [row[0] for row in sheet(table).iter_rows(min_row=2, values_only=True)]


def test_a_workbook_holds_numbers_and_dates_as_such() -> None:
    """What is read back is what was written: whole numbers, doubles, yes or no, days, nothing."""
    day, moment = dt.date(2024, 2, 29), dt.datetime(2024, 2, 29, 13, 30)
    table = pa.table(
        {
            "n": [1, None],
            "score": [1 / 3 * 100, float("nan")],
            "lost": [True, False],
            "as_of": pa.array([day, None], pa.date32()),
            "at": pa.array([moment, None], pa.timestamp("s")),
            "band": ["At risk", None],
        }
    )
    got = list(sheet(table).iter_rows(values_only=True))
    midnight = dt.datetime(2024, 2, 29)
    assert got == [
        ("n", "score", "lost", "as_of", "at", "band"),
        (1, 1 / 3 * 100, True, midnight, moment, "At risk"),
        (None, None, False, None, None, None),
    ]
    formats = [cell.number_format for cell in sheet(table)[2]]
    assert formats == ["0", "0.00", "General", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "General"]


def test_a_workbook_keeps_its_bold_header_in_view() -> None:
    """The first row is bold, stays on top, and every column is wide enough for it."""
    page = sheet(TABLE)
    assert page.freeze_panes == "A2"
    assert [(cell.value, cell.font.bold) for cell in page[1]] == [
        (name, True) for name in TABLE.column_names
    ]
    assert not any(cell.font.bold for cell in page[2])
    for letter, name in zip("ABCDEF", TABLE.column_names, strict=True):
        assert len(name) < page.column_dimensions[letter].width <= 62


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "{=1}", "#N/A"]
)
def test_no_cell_of_a_workbook_is_a_formula(text: str) -> None:
    """Its data type is text, in the header too; what begins like a formula is marked as quoted."""
    page = sheet(pa.table({text: [text, "fine"]}))
    assert [cell.data_type for row in page.iter_rows() for cell in row] == ["s"] * 3
    quoted = not text.startswith(("{", "#"))
    assert [cell.quotePrefix for cell in page["A"][1:]] == [quoted, False]
    assert page["A2"].value == ("'" if quoted else "") + text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"])), min_size=1))
def test_any_text_comes_back_from_a_workbook(written: list[str]) -> None:
    """Markup, quotes and spaces at the ends survive; at most an apostrophe is added."""
    got = texts(pa.table({"band": written}))
    assert [str(g or "").removeprefix("'") for g in got] == [t.removeprefix("'") for t in written]


def test_what_no_workbook_can_hold_is_replaced() -> None:
    """A control character becomes the sign for an unknown one, and a text too long is cut."""
    long = "x" * (MOST_IN_CELL + 1)
    assert texts(pa.table({"a": ["a\x01b\uffff", "a\rb\tc", long]})) == [
        "a\ufffdb\ufffd",
        "a\rb\tc",
        "x" * MOST_IN_CELL,
    ]


def test_a_text_that_looks_like_a_code_is_not_decoded() -> None:
    """Spreadsheets read _x003D_ as an equals sign: its first mark is written as a code itself."""
    assert texts(pa.table({"a": ["_x003D_1+1"]})) == ["_x005F_x003D_1+1"]


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    """1,048,576 rows leave no place for the header, and another format is named."""
    table = pa.table({"n": pa.nulls(MOST_ROWS + 1, pa.int8())})
    with pytest.raises(
        CommandError, match=r"holds 1,048,575 rows .* 1,048,576 and 1\. write \.csv"
    ):
        EXPORTERS["xlsx"].write(table)


@pytest.mark.slow
def test_a_workbook_of_many_rows_is_whole() -> None:
    """30,000 rows, which are written in parts, end with the last one."""
    page = sheet(pa.table({"n": range(30_000)}))
    assert (page.max_row, page["A30001"].value) == (30_001, 29_999)


def test_the_same_table_gives_the_same_bytes() -> None:
    """Files can be compared by their bytes."""
    for exporter in EXPORTERS:
        assert exporter.write(TABLE) == exporter.write(TABLE)
