"""Hostile Parquet files: footers that lie, rows without end, types that bring code along."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

from tests.faults.hostile.case import Case, Kind
from tests.faults.hostile.data_reading import read_data
from tests.unit.engine import shapes

DAY = dt.datetime(2024, 1, 31)


def written(table: pa.Table, **how: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **how)
    return out.getvalue()


def book(rows: int = 2, **columns: object) -> pa.Table:
    """A sound table with other columns in some places."""
    sound: dict[str, object] = {
        "id": [f"k{n}" for n in range(rows)],
        "name": [f"N{n}" for n in range(rows)],
        "month": [DAY.date()] * rows,
        "arr": [1.0] * rows,
        "usage": [5.0] * rows,
        "plan": ["p"] * rows,
    }
    return pa.table(sound | columns)


def footer_changed(find: bytes, put: bytes) -> bytes:
    """A file of two rows whose footer says something else in its last such place."""
    made = written(book())
    start = len(made) - 8 - int.from_bytes(made[-8:-4], "little")
    at = made.rindex(find, start)
    return made[:at] + put + made[at + len(find) :]


def footer_of(length: int) -> bytes:
    """A file that gives another length of its footer."""
    made = written(book())
    return made[:-8] + length.to_bytes(4, "little") + b"PAR1"


def counted(rows: int) -> bytes:
    """A file of 3 rows that says in its footer to have others."""
    made = bytearray(written(book(3)))
    start = len(made) - 8 - int.from_bytes(made[-8:-4], "little")
    at = made.index(b"\x16\x06", start)  # the rows in zigzag: 6 is 3
    varint = bytearray()
    left = rows * 2
    while True:
        varint.append((left & 127) | (128 if left > 127 else 0))
        left >>= 7
        if not left:
            break
    made[at + 1 : at + 2] = varint
    size = int.from_bytes(made[-8:-4], "little") + len(varint) - 1
    return bytes(made[:-8]) + size.to_bytes(4, "little") + b"PAR1"


def histogram() -> bytes:
    """A footer whose histogram of levels does not fit its column: it ends the process in Arrow."""
    table = book(id=pa.array(["a", None]))
    made = bytearray(written(table, write_page_index=True))
    start = len(made) - 8 - int.from_bytes(made[-8:-4], "little")
    at = made.index(b"\x25\x02", start)  # the first column may be null: 02 in zigzag is 1
    made[at + 1] = 0
    return bytes(made)


class Pickled(pa.ExtensionType):
    """A type of our own whose metadata is what a reader might unpickle."""

    def __init__(self) -> None:
        super().__init__(pa.string(), "arrow.py_extension_type")

    def __arrow_ext_serialize__(self) -> bytes:
        return b"cos\nsystem\n(S'touch /tmp/unpickled'\ntR."

    @classmethod
    def __arrow_ext_deserialize__(cls, *_: object) -> Pickled:
        return cls()


def told(table: pa.Table, metadata: Mapping[bytes, bytes]) -> bytes:
    return written(table.replace_schema_metadata(dict(metadata)))


def nested(levels: int) -> bytes:
    kind: pa.DataType = pa.int64()
    value: object = 1
    for _ in range(levels):
        kind, value = pa.list_(kind), [value]
    return written(book(plan=pa.array([value, None], kind)))


def many_rows() -> bytes:
    """20 million rows and one, each run of equal values a few bytes."""
    rows = 20_000_001
    table = pa.table(
        {name: pa.repeat(value, rows) for name, value in {"id": "a", "usage": 1}.items()}
    )
    return written(table, compression="zstd")


def encrypted() -> bytes:
    made = written(book())
    return b"PARE" + made[4:-4] + b"PARE"


SOUND = "read 2 rows, names ['N0', 'N1'], number 5 to 5"
DAMAGED = "error: file 'a': this Parquet file is damaged ("

_FOOTERS = {
    "a footer of nothing": Case(lambda: footer_of(0), DAMAGED),
    "a footer beyond the file": Case(lambda: footer_of(1 << 30), DAMAGED),
    "a negative footer": Case(lambda: footer_of((1 << 32) - 1), DAMAGED),
    "a footer of one byte": Case(lambda: footer_of(1), DAMAGED),
    "nothing but its letters": Case(lambda: b"PAR1PAR1", DAMAGED),
    "its beginning alone": Case(lambda: b"PAR1" + bytes(5000), DAMAGED),
    "cut short": Case(lambda: written(book())[:-100], DAMAGED),
    "its middle lost": Case(lambda: (m := written(book()))[:60] + m[400:], "error: file 'a'"),
    "says it has no rows": Case(lambda: counted(0), "read 3 rows"),
    "says it has a trillion rows": Case(
        lambda: counted(10**12), "error: file 'a': more than 20,000,000 rows"
    ),
    "says it has 1,000 rows": Case(lambda: counted(1000), "read 3 rows"),
    "a histogram that does not fit": Case(histogram, "file 'a'"),
    "another file behind": Case(lambda: written(book()) * 2, SOUND),
    "a footer that is encrypted": Case(encrypted, "error: "),
}
_SIZES = {
    "20 million rows in runs": Case(many_rows, "error: file 'a': more than 20,000,000 rows"),
    "nested 120 deep": Case(
        lambda: nested(120), "error: file 'a': a column is nested more than 16 levels deep"
    ),
    "lists in lists in lists": Case(lambda: nested(8), SOUND),
    "2,001 columns": Case(
        lambda: written(pa.table({f"c{n}": [1] for n in range(2001)})),
        "error: line 1, file 'a': 2,001 columns are more than 2,000",
    ),
    "no columns": Case(lambda: written(pa.table({})), "error: file 'a'"),
    "no rows": Case(lambda: written(book(0)), "error: file 'a': the file has no rows"),
    "a cell of 3 MB": Case(
        lambda: written(book(name=["x" * 3_000_000, "y"])),
        "error: file 'a': a cell has more than 2,000,000 bytes of text",
    ),
    "the id twice": Case(
        lambda: written(pa.Table.from_arrays([pa.array(["a"])] * 2, ["id", "id"])),
        "error: line 1, file 'a': the header names 'id' 2 times",
    ),
    "ids of two spellings": Case(
        lambda: written(book().append_column("ID", pa.array(["x", "y"]))), SOUND
    ),
}
_TYPES = {
    "a pickled type": Case(
        lambda: written(
            book(name=pa.ExtensionArray.from_storage(Pickled(), pa.array(["N0", "N1"])))
        ),
        SOUND,
    ),
    "metadata of pandas with code": Case(
        lambda: told(
            book(), {b"pandas": b'{"index_columns": ["__import__(\'os\')"], "columns": 7}'}
        ),
        SOUND,
    ),
    "metadata that is no schema": Case(lambda: told(book(), {b"ARROW:schema": b"/" * 5000}), SOUND),
    "metadata of 5 MB": Case(lambda: told(book(), {b"x": b"y" * 5_000_000}), SOUND),
    "decimals of 38 digits": Case(
        lambda: written(
            book(usage=pa.array([Decimal(9) * 10**37, Decimal(1)], pa.decimal128(38, 0)))
        ),
        "read 2 rows, names ['N0', 'N1'], number",
    ),
    "decimals of 76 digits": Case(
        lambda: written(
            book(usage=pa.array([Decimal(10) ** 75, Decimal(1)], pa.decimal256(76, 0)))
        ),
        "read 2 rows",
    ),
    "no numbers": Case(
        lambda: written(book(usage=[float("nan"), float("inf")])),
        "read 2 rows, names ['N0', 'N1'], number none",
    ),
    "the largest number": Case(lambda: written(book(usage=[1.7e308, -1.7e308])), "read 2 rows"),
    "moments in nanoseconds": Case(
        lambda: written(book(month=pa.array([DAY, DAY], pa.timestamp("ns")))), SOUND
    ),
    "a moment beyond nanoseconds": Case(
        lambda: written(book(month=pa.array([2**62, 2**62], pa.timestamp("us")))), "error: "
    ),
    "year 1": Case(lambda: written(book(month=[dt.date(1, 1, 1)] * 2)), "error: "),
    "year 9999": Case(lambda: written(book(month=[dt.date(9999, 12, 31)] * 2)), "error: "),
    "a zone": Case(
        lambda: written(book(month=pa.array([DAY, DAY], pa.timestamp("us", "Asia/Tokyo")))), SOUND
    ),
    "bytes for an id": Case(lambda: written(book(id=[b"\xff\0", b"\0"])), SOUND),
    "lists for an id": Case(lambda: written(book(id=[["a"], ["b"]])), SOUND),
    "groups for a name": Case(lambda: written(book(name=[{"a": "x"}, {"a": "y"}])), "read 2 rows"),
    "no number for an id": Case(
        lambda: written(book(id=[1.0, float("nan")])), "1 row has no account id; left out (row 2)"
    ),
    "nothing for an id": Case(lambda: written(book(id=pa.nulls(2))), "error: "),
    "markup for a name": Case(
        lambda: written(book(name=["<script>alert(1)</script>", "=1+1"])),
        "read 2 rows, names ['<script>alert(1)</script>', '=1+1']",
    ),
    "a column named by SQL": Case(
        lambda: written(book().append_column('"; DROP TABLE x; --', pa.array([1, 2]))), SOUND
    ),
    "a column without a name": Case(
        lambda: written(book().append_column("", pa.array([1, 2]))), SOUND
    ),
    "a null in a name": Case(
        lambda: written(book().append_column("a\0b", pa.array([1, 2]))), SOUND
    ),
}
_PACKED = {
    f"packed by {kind}": Case(lambda kind=kind: written(book(), compression=kind), SOUND)
    for kind in ("snappy", "gzip", "brotli", "lz4", "zstd")
}
_PACKED["the shape of all"] = Case(shapes.parquet, "read 5 rows")

KIND = Kind("parquet", _FOOTERS | _SIZES | _TYPES | _PACKED, read_data)
