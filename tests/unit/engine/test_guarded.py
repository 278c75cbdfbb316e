"""A small workbook that unpacks to millions of parts is refused before it fills the memory."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from scoring.engine import guarded
from scoring.engine.archive import look_through
from scoring.engine.files import open_file
from scoring.engine.parts_of_file import parts_of_file
from scoring.engine.watch import Watch
from scoring.errors import DataError, Stopped

SHEET = "xl/worksheets/sheet1.xml"
OPEN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
MILLION = 1_000_000


NAMES = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>m</t></is></c></row>'
)


@cache
def small() -> bytes:
    """A workbook of one sheet with ids and a measure, two rows of them."""
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet("One")
    for row in (("id", "m"), ("k0", 0), ("k1", 1)):
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """The workbook with one part in place of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small())) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, content)
    return out.getvalue()


def with_sheet(inside: bytes) -> bytes:
    return with_part(SHEET, OPEN + inside + b"</worksheet>")


@cache
def book(rows: int) -> bytes:
    """The workbook with many rows, each as in the small one: openpyxl is slow to write them."""
    texts = (
        f'<row r="{n + 2}"><c r="A{n + 2}" t="inlineStr"><is><t>k{n}</t></is></c>'
        f'<c r="B{n + 2}" t="n"><v>{n}</v></c></row>'
        for n in range(rows)
    )
    return with_sheet(f"<sheetData>{NAMES}{''.join(texts)}</sheetData>".encode())


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a row of a million cells": (
        lambda: with_sheet(b"<sheetData><row>" + b"<c/>" * MILLION + b"</row></sheetData>"),
        "a row of it has more than 250,000 parts",
    ),
    "a million parts beside the rows": (
        lambda: with_sheet(b"<a/>" * MILLION),
        "it has more than 500,000 parts beside its cells",
    ),
    "a million parts between rows that are none": (
        lambda: with_sheet(b'<z:row xmlns:z="z"><a/></z:row>' * (MILLION // 2)),
        "it has more than 500,000 parts beside its cells",
    ),
    "a part in a part, a million times": (
        lambda: with_sheet(b"<a>" * MILLION + b"</a>" * MILLION),
        "its parts stand within each other more than 100 deep",
    ),
    "a million in a row that begin and never end": (
        lambda: with_sheet(b"<sheetData><row>" + b"<a>" * MILLION),
        "a row of it has more than 250,000 parts",
    ),
    "a million attributes": (
        lambda: with_sheet(b"<a " + b" ".join(b'a%d=""' % n for n in range(MILLION)) + b"/>"),
        "a part of it is longer than 2,000,000 bytes",
    ),
    "a row that begins more than it ends": (
        lambda: with_sheet(b"<sheetData><row>" + (b"<a>" * 99 + b"<a/>") * (MILLION // 99)),
        "a row of it has more than 250,000 parts",
    ),
    "texts in the stead of a sheet": (
        lambda: with_sheet(b"<si/>" * MILLION),
        "it has more than 500,000 parts beside its cells",
    ),
    "a row of many long texts": (
        lambda: with_sheet(b"<row>" + (b"<c><v>" + b"1" * 99_000 + b"</v></c>") * 99 + b"</row>"),
        "a part of it is longer than 8,000,000 bytes",
    ),
    "a million formats": (
        lambda: with_part("xl/styles.xml", b"<styleSheet>" + b"<xf/>" * MILLION + b"</styleSheet>"),
        "it has more than 500,000 parts beside its cells",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_workbook_of_too_many_parts_is_refused_in_little_memory(
    name: str, tmp_path: Path
) -> None:
    """A million parts would take the reader 140 bytes each at least; it is given half of them."""
    make, problem = BOMBS[name]
    (tmp_path / "book").write_bytes(make())
    tracemalloc.start()
    with pytest.raises(DataError, match="the workbook is no usual one") as caught:
        open_file(tmp_path / "book", "a", tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (found,) = caught.value.findings
    assert found.problem == f"the workbook is no usual one: {problem}"
    assert (found.place, found.fix) == ("file 'a'", "save the sheet as CSV")
    assert peak < 140 * MILLION


@pytest.mark.slow
def test_rows_and_texts_may_be_many(tmp_path: Path) -> None:
    """What the reader lets go of piece by piece is no bomb: 200 thousand rows of two texts."""
    assert 200_000 * 2 * 2 > guarded.MAX_BESIDE > guarded.MAX_IN_ROW
    (tmp_path / "book").write_bytes(book(200_000))
    assert open_file(tmp_path / "book", "a", tmp_path).columns == ("id", "m")


def test_rows_are_made_as_they_are_written() -> None:
    """The rows made here are, to the letter, those that openpyxl writes."""
    written, made = (
        zipfile.ZipFile(io.BytesIO(content)).read(SHEET) for content in (small(), book(2))
    )
    assert made.removeprefix(OPEN).removesuffix(b"</worksheet>") in written


def test_the_sheets_of_a_bomb_are_none(tmp_path: Path) -> None:
    """They are looked for before the file is opened, and whoever opens it is told why."""
    (tmp_path / "book").write_bytes(BOMBS["a million formats"][0]())
    assert parts_of_file(tmp_path / "book", Watch()) == ("sheet", ())


class Turning(Watch):
    """A watch that is asked to end the work once it has been looked at so often."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.looks = looks

    def check(self) -> None:
        self.looks -= 1
        if self.looks < 0:
            self.stop()
        super().check()


@pytest.mark.parametrize("looks", [0, 8, 40])
def test_the_wish_to_end_is_heard_while_a_sheet_is_read(tmp_path: Path, looks: int) -> None:
    """Not only before it and after it: 100,000 rows are several megabytes, in pieces of 64 KB."""
    (tmp_path / "book").write_bytes(book(100_000))
    with pytest.raises(Stopped, match="stopped"):
        open_file(tmp_path / "book", "a", tmp_path, watch=Turning(looks))
    with pytest.raises(Stopped, match="stopped"):
        parts_of_file(tmp_path / "book", Turning(0))


@pytest.mark.parametrize("inside", [b"<f " * 300_000, b"</f>" + b" " * 1_000_000])
def test_formulas_are_looked_for_in_one_pass(inside: bytes) -> None:
    """Text that begins like a formula again and again, or a long blank, takes no square of time."""
    content = with_sheet(b"<sheetData><!--" + inside + b"--></sheetData>")
    began = time.monotonic()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert look_through(archive, "a", Watch()) == 0
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("numbers", [(1, 3, 2), (1, 2, 2)])
def test_a_row_out_of_its_order_is_not_lost(numbers: tuple[int, ...], tmp_path: Path) -> None:
    """The reader would leave the last customer out without a word: it is refused instead."""
    rows = "".join(
        f'<row r="{n}"><c t="inlineStr"><is><t>k{i}</t></is></c><c><v>{i}</v></c></row>'
        for i, n in enumerate(numbers)
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(with_sheet(b"<sheetData>" + rows.encode() + b"</sheetData>"))
    with pytest.raises(DataError, match=rf"a row 2 of it stands below row {numbers[1]}"):
        open_file(path, "a", tmp_path)


def row_of(*places: str) -> bytes:
    """A sheet of names in order and a row whose cells, 1, 2 and so on, stand at these places."""
    cells = "".join(f'<c r="{place}"><v>{i}</v></c>' for i, place in enumerate(places, start=1))
    names = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in "abc")
    return with_sheet(f'<sheetData><row>{names}</row><row r="2">{cells}</row></sheetData>'.encode())


def test_a_cell_out_of_its_order_is_not_lost(tmp_path: Path) -> None:
    """1 stands in the last column: the reader takes that of the last cell, 3, for the last one."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(row_of("C2", "A2", "B2"))
    rows = pq.read_table(open_file(path, "a", tmp_path).readable).to_pylist()
    assert rows == [{"c0": "2", "c1": "3", "c2": "1"}]
    path.write_bytes(row_of("A2", "B2", "B2"))
    with pytest.raises(DataError, match="two cells stand in one place"):
        open_file(path, "a", tmp_path)
