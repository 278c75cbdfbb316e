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

from scoring.output.exporters import EXPORTERS

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
    """A spreadsheet shows it, with an apostrophe in front, and computes nothing."""
    assert cells(pa.table({"account_id": [text]}))[1] == [f"'{text}"]


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
    """Quotes, commas and line ends inside a cell survive; at most an apostrophe is added."""
    got = [row[0] for row in cells(pa.table({"band": texts}))[1:]]
    assert [g.removeprefix("'") for g in got] == [t.removeprefix("'") for t in texts]
    assert not any(g.startswith(("=", "@", "\t", "\r")) for g in got)


def test_parquet_keeps_types_and_every_digit() -> None:
    """What is read back is the table that was written."""
    got = pq.read_table(io.BytesIO(EXPORTERS["parquet"].write(TABLE)))
    assert got.equals(TABLE)
    assert str(got.schema.field("as_of").type) == "date32[day]"


def test_the_same_table_gives_the_same_bytes() -> None:
    """Files can be compared by their bytes."""
    for exporter in EXPORTERS:
        assert exporter.write(TABLE) == exporter.write(TABLE)
