"""A workbook with any parts is loaded or refused."""

from __future__ import annotations

import io
from random import Random

import openpyxl

from tests.fuzz.dropped import opened
from tests.fuzz.spoiling import WORDS, bytes_spoiled, part_spoiled
from tests.fuzz.target import Target
from tests.unit.engine import shapes

PARTS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml")


def seeds() -> tuple[bytes, ...]:
    book = openpyxl.Workbook()
    for row in (shapes.NAMES, *shapes.ROWS):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), shapes.workbook()


def xml_spoiled(chosen: Random, data: bytes) -> bytes:
    """What stands between two angles is changed, doubled or dropped; else the bytes are spoiled."""
    pieces = data.split(b"<")
    at = chosen.randrange(len(pieces))
    way = chosen.randrange(5)
    if way == 0:
        pieces.insert(chosen.randrange(len(pieces)), pieces[at])
    elif way == 1:
        del pieces[at]
    elif way == 2:
        tag, angle, _ = pieces[at].partition(b">")
        pieces[at] = tag + angle + chosen.choice(WORDS)
    elif way == 3:
        before, quote, after = pieces[at].partition(b'"')
        pieces[at] = before + quote + chosen.choice(WORDS) + b'"' + after.partition(b'"')[2]
    else:
        return bytes_spoiled(chosen, data)
    return b"<".join(pieces)


def spoil(chosen: Random, data: bytes) -> bytes:
    return part_spoiled(chosen, data, xml_spoiled, PARTS)


TARGET = Target("xlsx", opened, seeds, spoil, native=True)
