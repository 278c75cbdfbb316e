"""A CSV file of any bytes is loaded or refused."""

from __future__ import annotations

import gzip
from random import Random

from tests.fuzz.dropped import opened
from tests.fuzz.spoiling import WORDS, bytes_spoiled
from tests.fuzz.target import Target
from tests.unit.engine import shapes

MARKS = (b",", b";", b"\t", b"|")


def seeds() -> tuple[bytes, ...]:
    return (
        shapes.text(),
        shapes.text(delimiter=";", decimal=",", dates="%d.%m.%Y", ends="\r\n"),
        shapes.text(encoding="utf-16"),
        gzip.compress(shapes.text(), mtime=0),
    )


def spoil(chosen: Random, data: bytes) -> bytes:
    """A cell is changed for a hostile one, or one is added or lost; else the bytes are spoiled."""
    way = chosen.randrange(8)
    if way > 4:
        return bytes_spoiled(chosen, data)
    mark = max(MARKS, key=data.count)
    rows = [line.split(mark) for line in data.split(b"\n")]
    row = chosen.choice(rows)
    at = chosen.randrange(len(row))
    if way < 3:
        row[at] = chosen.choice(WORDS)
    elif way == 3:
        row.insert(at, chosen.choice(WORDS))
    else:
        del row[at]
    return b"\n".join(mark.join(cells) for cells in rows)


TARGET = Target("csv", opened, seeds, spoil, native=True)
