"""Contents that are no table, each with the words that name what is wrong."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable

import openpyxl

from tests.unit.engine import shapes


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
