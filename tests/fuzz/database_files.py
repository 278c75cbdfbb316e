"""A DuckDB file with any bytes is loaded or refused."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from random import Random

import duckdb

from tests.fuzz.dropped import opened
from tests.fuzz.spoiling import bytes_spoiled
from tests.fuzz.target import Target
from tests.unit.engine import shapes


@cache
def seeds() -> tuple[bytes, ...]:
    """One table of the columns that are asked for."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.duckdb"
        with duckdb.connect(str(path)) as base:
            base.register("arrow", shapes.table())
            base.execute("CREATE TABLE book AS SELECT * FROM arrow")
        return (path.read_bytes(),)


TARGET = Target("duckdb", opened, seeds, lambda chosen, data: spoil(chosen, data), native=True)


def spoil(chosen: Random, data: bytes) -> bytes:
    """A few bytes are changed, most often where there are any at all."""
    made = bytearray(data)
    filled = [at for at in range(0, len(made), 64) if any(made[at : at + 64])]
    for _ in range(chosen.choice((1, 1, 2, 5))):
        at = chosen.choice(filled) + chosen.randrange(64)
        if at < len(made):
            made[at] = chosen.randrange(256)
    return bytes(made) if chosen.random() < 0.95 else bytes_spoiled(chosen, bytes(made))
