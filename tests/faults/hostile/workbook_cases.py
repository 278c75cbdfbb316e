"""Hostile workbooks: bombs of ZIP and of XML, entities, formulas, macros, links, passwords."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache

import openpyxl

from tests.faults.hostile.case import Case, Kind
from tests.faults.hostile.data_reading import read_data
from tests.fuzz.spoiling import parts_of, zipped
from tests.unit.engine import shapes

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
LINKS, TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@cache
def sound(*more: tuple[object, ...], header: tuple[str, ...] = shapes.NAMES) -> bytes:
    """A workbook of one sheet; two rows are in it, or those that are given."""
    book = openpyxl.Workbook()
    kept = more or (("a", "A", "2024-01-31", 1, 5, "p"), ("b", "B", "2024-01-31", 1, 5, "p"))
    for row in (header, *kept):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def named(cell: object) -> bytes:
    return sound(("a", cell, "2024-01-31", 1, 5, "p"))


def with_parts(parts: Mapping[str, bytes | str]) -> bytes:
    """The sound workbook with other parts in place of its own, or beside them."""
    given = {name: p.encode() if isinstance(p, str) else p for name, p in parts.items()}
    return zipped(parts_of(sound()) | given)


def replaced(part: str, old: str, new: str) -> bytes:
    """The sound workbook with another text in one of its parts."""
    text = parts_of(sound())[part].decode()
    assert old in text
    return with_parts({part: text.replace(old, new, 1)})


def twice() -> bytes:
    """Two parts of one name: what is looked through may not be what is read."""
    out = io.BytesIO(sound())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(SHEET.upper().replace("XML", "xml"), "<x/>")
    return out.getvalue()


def flagged() -> bytes:
    """Every part says that it has a password."""
    made = bytearray(sound())
    at = made.find(b"PK\x01\x02")
    while at >= 0:
        made[at + 8] |= 1
        at = made.find(b"PK\x01\x02", at + 4)
    return bytes(made)


def doctype(inside: str) -> str:
    return f'<?xml version="1.0"?><!DOCTYPE x [{inside}]><worksheet {SPACE}>&a;</worksheet>'


def everywhere(length: int, rows: int) -> bytes:
    """One text, which the file keeps once, in each of some rows below the others.

    The workbook is given the list of texts and what makes it known, as a spreadsheet writes it.
    """
    parts = {name: part.decode() for name, part in parts_of(sound()).items()}
    cell = '<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>'
    more = "".join(cell.format(n=n) for n in range(10, 10 + rows))
    relation = f'<Relationship Id="rId99" Type="{RELATIONS}/sharedStrings" Target="/{STRINGS}"/>'
    kind = f'<Override PartName="/{STRINGS}" ContentType="{TYPE}.sharedStrings+xml"/>'
    given = {
        SHEET: ("</sheetData>", more),
        LINKS: ("</Relationships>", relation),
        TYPES: ("</Types>", kind),
    }
    ends = {n: parts[n].replace(end, f"{added}{end}") for n, (end, added) in given.items()}
    assert all(ends[name] != parts[name] for name in given)
    strings = f"<sst {SPACE}><si><t>{'x' * length}</t></si></sst>"
    return with_parts({**ends, STRINGS: strings})


LAUGHS = '<!ENTITY z "ha">' + "".join(
    f'<!ENTITY {one} "{f"&{before};" * 10}">'
    for before, one in zip("zbcdefgh", "bcdefgha", strict=True)
)
SOUND = "read 2 rows, names ['A', 'B'], number 5 to 5"
OWN = "error: file 'a': this workbook holds XML declarations of its own"
ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'

_BOMBS = {
    "ZIP bomb": Case(
        lambda: with_parts({"xl/media/a": bytes(60_000_000)}),
        "error: file 'a': the workbook unpacks to more than 200 times its size",
    ),
    "15,000 parts": Case(
        lambda: with_parts({f"x/{n}": b"" for n in range(15_000)}),
        "the workbook packs more than 10,000 files",
    ),
    "an entity that grows": Case(lambda: with_parts({SHEET: doctype(LAUGHS)}), OWN),
    "an entity of a file": Case(
        lambda: with_parts({SHEET: doctype('<!ENTITY a SYSTEM "file:///etc/passwd">')}), OWN
    ),
    "an entity of a network": Case(
        lambda: with_parts({SHEET: doctype('<!ENTITY a SYSTEM "http://localhost/">')}), OWN
    ),
    "an entity in the strings": Case(lambda: with_parts({STRINGS: doctype(LAUGHS)}), OWN),
    "an entity in the types": Case(
        lambda: with_parts({"[Content_Types].xml": doctype('<!ENTITY a "x">')}), OWN
    ),
    "elements in elements": Case(
        lambda: with_parts({SHEET: f"<worksheet {SPACE}>" + "<a>" * 200_000}), "error: file 'a': "
    ),
    "a row without end": Case(
        lambda: with_parts(
            {
                SHEET: f"<worksheet {SPACE}><sheetData><row>"
                + "<c/>" * 400_000
                + "</row></sheetData></worksheet>"
            }
        ),
        "error: file 'a': the workbook is no usual one: a row of it has more than 250,000 parts",
    ),
    "a text of 5 MB": Case(
        lambda: replaced(SHEET, "<sheetData>", f"<sheetData>{ROW.replace('id', 'x' * 5_000_000)}"),
        "file 'a': the workbook is no usual one: a part of it is longer than 2,000,000 bytes",
    ),
    "a text in every cell": Case(
        lambda: everywhere(900_000, 1_200),  # 1,080 MB in a file of a few KB
        "error: file 'a': its text comes to more than 1,000,000,000 bytes",
    ),
    "a sheet of a billion rows": Case(lambda: replaced(SHEET, "A1:F3", "A1:XFD1048576"), SOUND),
    "a row numbered beyond all": Case(
        lambda: replaced(SHEET, '<row r="3"', '<row r="999999999"'), "error: file 'a': "
    ),
    "a row below a later one": Case(
        lambda: replaced(SHEET, '<row r="2"', '<row r="9"'),
        "error: file 'a': the workbook is no usual one: a row 3 of it stands below row 9",
    ),
    "a column beyond all": Case(lambda: replaced(SHEET, 'r="A3"', 'r="ZZZZ3"'), "file 'a'"),
}
_PARTS = {
    "a password": Case(flagged, "error: file 'a': this workbook is password-protected"),
    "an encrypted container": Case(
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096),
        "error: file 'a': this workbook is password-protected, or of the old .xls kind",
    ),
    "a macro": Case(
        lambda: with_parts({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(900)}), SOUND
    ),
    "a link to another file": Case(
        lambda: with_parts(
            {
                "xl/externalLinks/externalLink1.xml": f"<externalLink {SPACE}><ddeLink/>"
                "</externalLink>"
            }
        ),
        SOUND,
    ),
    "a connection": Case(
        lambda: with_parts(
            {"xl/connections.xml": f'<connections {SPACE}><connection id="1"/></connections>'}
        ),
        SOUND,
    ),
    "a part that leads out": Case(lambda: with_parts({"../../escaped.xml": "<x/>"}), SOUND),
    "a sheet that leads out": Case(
        lambda: replaced(
            "xl/_rels/workbook.xml.rels", "/xl/worksheets/sheet1.xml", "/../../etc/passwd"
        ),
        "error: file 'a': ",
    ),
    "a sheet on a network": Case(
        lambda: replaced(
            "xl/_rels/workbook.xml.rels", "/xl/worksheets/sheet1.xml", "http://localhost/a"
        ),
        "error: file 'a': ",
    ),
    "two parts of one name": Case(twice, SOUND),
    "no sheet": Case(
        lambda: zipped({k: v for k, v in parts_of(sound()).items() if k != SHEET}),
        "error: file 'a': ",
    ),
    "no strings": Case(
        lambda: zipped({k: v for k, v in parts_of(sound()).items() if k != STRINGS}), SOUND
    ),
    "no XML": Case(
        lambda: with_parts({SHEET: b"\0" * 500}), "error: file 'a': this XLSX file is damaged"
    ),
    "UTF-7": Case(
        lambda: with_parts({SHEET: '<?xml version="1.0" encoding="utf-7"?><x/>'}),
        "error: file 'a': ",
    ),
    "another ZIP file": Case(
        lambda: zipped({"a.csv": b"id\na\n"}), "error: file 'a': this is a ZIP file and no XLSX"
    ),
    "an empty ZIP file": Case(lambda: b"PK\x05\x06" + bytes(18), "error: file 'a': "),
    "cut short": Case(lambda: sound()[:-40], "error: file 'a': this is a damaged XLSX or ZIP file"),
}
_CELLS = {
    "a formula": Case(
        lambda: named('=HYPERLINK("http://x","y")'), "1 formula has no saved value; read as missing"
    ),
    "a formula that runs": Case(lambda: named("=cmd|'/c calc'!A0"), "1 formula has no saved value"),
    "markup": Case(
        lambda: named("<img src=x onerror=alert(1)>"), "names ['<img src=x onerror=alert(1)>']"
    ),
    "an error": Case(lambda: named("#REF!"), "1 cell holds an error of Excel in place of a value"),
    "a number for a name": Case(lambda: named(1e308), "read 1 rows, names ['1e+308']"),
    "a truth for a name": Case(lambda: named(True), "read 1 rows, names ['true']"),
    "no date": Case(
        lambda: sound(("a", "A", "2024-02-30", 1, 5, "p")), "column 'month': 1 cell is not a date"
    ),
    "the id twice": Case(
        lambda: sound(("a", "b"), header=("id", "id")),
        "error: line 1, file 'a': the header names 'id' 2 times",
    ),
}

KIND = Kind("xlsx", _BOMBS | _PARTS | _CELLS, read_data)
