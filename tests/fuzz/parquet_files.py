"""A Parquet file with any types or any bytes is loaded or refused."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from tests.fuzz.dropped import opened
from tests.fuzz.spoiling import bytes_spoiled
from tests.fuzz.target import Target
from tests.unit.engine import shapes

DAY = dt.datetime(2024, 1, 31)
COLUMNS: tuple[tuple[pa.DataType, tuple[object, ...]], ...] = (
    (pa.string(), ("a", "", None, "1e400", "=1+1", "2024-01-31")),
    (pa.large_string(), ("a", "x" * 3000)),
    (pa.binary(), (b"\xff\0", b"")),
    (pa.int8(), (1, -128, None)),
    (pa.uint64(), (0, 2**64 - 1)),
    (pa.float32(), (float("nan"), float("inf"), 1.5)),
    (pa.float64(), (1e308, -0.0, 5e-324, None)),
    (pa.decimal128(38, 30), (Decimal("1.5"), Decimal("-0.000000000000000000000000000001"))),
    (pa.decimal256(76, 0), (Decimal(10**75), Decimal(0))),
    (pa.date32(), (DAY.date(), dt.date(1, 1, 1), dt.date(9999, 12, 31))),
    (pa.timestamp("ns"), (DAY, None)),
    (pa.timestamp("us", "UTC"), (DAY, dt.datetime(1, 1, 1))),
    (pa.time64("us"), (dt.time(1, 2),)),
    (pa.duration("s"), (dt.timedelta(5),)),
    (pa.bool_(), (True, False, None)),
    (pa.list_(pa.int64()), ([1], [], None)),
    (pa.struct([("a", pa.string())]), ({"a": "x"}, None)),
    (pa.map_(pa.string(), pa.int64()), ([("a", 1)], [])),
    (pa.null(), (None,)),
)


def written(table: pa.Table, **how: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **how)
    return out.getvalue()


def drawn(chosen: Random) -> bytes:
    """A file with the columns that are asked for, each of some type and with values of it."""
    rows = chosen.choice((1, 1, 3, 7))
    arrays = []
    for _ in shapes.NAMES:
        kind, values = chosen.choice(COLUMNS)
        arrays.append(pa.array([chosen.choice(values) for _ in range(rows)], kind))
    table = pa.table(dict(zip(shapes.NAMES, arrays, strict=True)))
    if chosen.random() < 0.2:
        table = table.replace_schema_metadata({b"pandas": b'{"columns": [{"name": {}}]}'})
    return written(
        table,
        compression=chosen.choice(("none", "snappy", "zstd", "gzip")),
        use_dictionary=chosen.random() < 0.5,
        data_page_version=chosen.choice(("1.0", "2.0")),
    )


def seeds() -> tuple[bytes, ...]:
    return shapes.parquet(), *(drawn(Random(n)) for n in range(4))


def spoil(chosen: Random, data: bytes) -> bytes:
    """Another file in three of ten; else bytes are changed, mostly those of the footer."""
    if chosen.random() < 0.3:
        return drawn(chosen)
    length = int.from_bytes(data[-8:-4], "little") + 8
    if chosen.random() < 0.6 and 8 < length < len(data):
        body, footer = bytearray(data[:-length]), bytearray(data[-length:])
        for _ in range(chosen.choice((1, 1, 2, 5))):
            footer[chosen.randrange(len(footer) - 4)] = chosen.randrange(256)
        return bytes(body + footer)
    return bytes_spoiled(chosen, data)


TARGET = Target("parquet", opened, seeds, spoil, native=True)
