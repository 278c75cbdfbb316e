"""What a file brings beside its table, and that none is ever held as a whole."""

from __future__ import annotations

import io

import pyarrow as pa
import pytest
from openpyxl import load_workbook

from scoring.errors import Stopped
from scoring.output.exporters import EXPORTERS
from scoring.output.exporters.exporter import Extras

TABLE = pa.table({"account_id": ["a", "b", "c"], "band": ["At risk", "Not scored", "Healthy"]})
EXTRAS = Extras(
    "Scores",
    {"At risk": "bad", "Healthy": "good", "Not scored": "none"},
    [("Method", [("How",), ("=1+1", ""), ("a", "b", "c")])],
)


def test_a_band_has_its_colours_in_a_workbook() -> None:
    """The cell of a band is filled with its tone, its text readable upon it; others are plain."""
    page = load_workbook(io.BytesIO(EXPORTERS["xlsx"].write(TABLE, EXTRAS)))["Scores"]
    looks = [(c.value, c.fill.fgColor.rgb[2:], c.font.color.rgb[2:]) for c in page["B"][1:]]
    assert looks == [
        ("At risk", "C9244A", "FFFFFF"),
        ("Not scored", "909499", "101316"),
        ("Healthy", "0A8670", "FFFFFF"),
    ]
    assert page["A2"].fill.fill_type is None


def test_a_workbook_brings_a_sheet_of_texts() -> None:
    """A lone cell is a bold heading, and a text like a formula is a text there, too."""
    book = load_workbook(io.BytesIO(EXPORTERS["xlsx"].write(TABLE, EXTRAS)))
    assert book.sheetnames == ["Scores", "Method"]
    page = book["Method"]
    rows = list(page.iter_rows(values_only=True))
    assert rows == [("How", None, None), ("'=1+1", None, None), ("a", "b", "c")]
    assert [page["A1"].font.bold, page["A3"].font.bold] == [True, False]
    assert (page["A2"].data_type, page["A2"].quotePrefix) == ("s", True)


def test_numbers_have_the_formats_of_what_they_are() -> None:
    """Coverage in percent, revenue with thousands apart, points and shown values with a decimal."""
    table = pa.table({"coverage": [0.5], "arr": [1200.0], "points_use": [33.25], "shown": [7.5]})
    page = load_workbook(io.BytesIO(EXPORTERS["xlsx"].write(table))).active
    assert page is not None
    assert [c.number_format for c in page[2]] == ["0%", "#,##0", "0.0", "0.0##"]


@pytest.mark.slow
@pytest.mark.parametrize("name", EXPORTERS.names)
def test_a_file_is_handed_on_in_pieces(name: str) -> None:
    """300,000 rows never stand in one piece, the progress rises, and it can be ended on the way."""
    rows = 300_000
    table = pa.table({"account_id": [f"account {n}" for n in range(rows)]})
    heard: list[float] = []
    pieces: list[int] = []

    class Sink(io.BytesIO):
        def write(self, piece: bytes, /) -> int:  # type: ignore[override]
            pieces.append(len(memoryview(piece)))
            return super().write(piece)

    sink = Sink()
    EXPORTERS[name].stream(table, sink, Extras(tell=heard.append))
    whole = len(sink.getvalue())
    assert max(pieces) <= max(whole * 0.6, 70_000)
    assert heard == sorted(heard)
    assert len(heard) >= 3
    assert 0.0 <= heard[0] < heard[-1] < 1.0

    def stop(part: float) -> None:
        if part > 0.3:
            raise Stopped("the work was stopped", fix="begin again")

    with pytest.raises(Stopped, match="stopped"):
        EXPORTERS[name].stream(table, io.BytesIO(), Extras(tell=stop))
