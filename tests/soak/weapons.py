"""What an attacker brings: files that unfold, cards and links out of all measure."""

from __future__ import annotations

import base64
import io
import json
import zipfile
import zlib

import pyarrow as pa
import pyarrow.parquet as pq

from tests.conftest import ROOT

ROWS = 20_000_000
"""Rows of the Parquet file; one value a column, so that it takes some kilobytes."""

UNFOLDED = 2**28
"""Bytes of the one sheet of the workbook once it is unpacked."""

_SHEETS = {
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/'
    'package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.'
    'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/'
    'xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/'
    'package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.'
    'openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"'
    "/></Relationships>",
    "xl/workbook.xml": '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/'
    'spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
}


def long_parquet(rows: int = ROWS) -> bytes:
    """A Parquet file of so many rows that all say the same, in run lengths."""
    part = min(rows, 1_000_000)
    values = {"account": ["a1"], "month": ["2026-01"], "use": [1]}
    one = {
        name: pa.DictionaryArray.from_arrays(pa.array([0] * part, pa.int32()), pa.array(value))
        for name, value in values.items()
    }
    batch, out = pa.table(one), io.BytesIO()
    with pq.ParquetWriter(out, batch.schema, compression="zstd", write_statistics=False) as writer:
        for _ in range(max(rows // part, 1)):
            writer.write_table(batch, row_group_size=part)
    return out.getvalue()


def zip_bomb(unfolded: int = UNFOLDED) -> bytes:
    """A workbook whose one sheet unfolds to so many bytes of white space."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in _SHEETS.items():
            book.writestr(name, text)
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(max(unfolded // 2**20, 1)):
                sheet.write(b" " * 2**20)
    return out.getvalue()


def packed(text: str) -> str:
    """Any text in the form of a link, sound or not."""
    words = (ROOT / "scoring" / "spec" / "link_phrases.txt").read_bytes()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=words)
    raw = packer.compress(text.encode()) + packer.flush()
    return "a" + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def huge_card(metrics: int = 3000) -> str:
    """What a link with a card of so many metrics holds, as JSON."""
    points = {"measure": "licence_use", "normaliser": {"kind": "points"}, "weight": 1}
    bands = [
        {"name": "Good", "from": 50, "tone": "good"},
        {"name": "Bad", "from": 0, "tone": "bad"},
    ]
    card = {
        "version": 1,
        "name": "Huge",
        "metrics": [{"id": f"m{i}", **points} for i in range(metrics)],
        "bands": bands,
    }
    return json.dumps({"d": "demo", "v": {}, "c": card})


def links() -> dict[str, str]:
    """Addresses, by what is wrong with them: a text without end, one that unfolds, a huge card."""
    return {
        "a link of 2 MB": "s=" + "a" * 2_000_000,
        "a link that unfolds to 64 MB": "s=" + packed("[" * 64_000_000),
        "a link with a card of 3,000 metrics": "s=" + packed(huge_card()),
    }
