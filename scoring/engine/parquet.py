"""A Parquet file is bounded by its footer, and its columns of text are looked at like a CSV's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from scoring.engine.header import checked
from scoring.engine.marks import Decided, Marks, decide
from scoring.engine.opened import Opened
from scoring.engine.unfolding import MAX_TEXT
from scoring.engine.unpacking import fault
from scoring.errors import DataError
from scoring.limits.files import FILE_ROWS
from scoring.spec.data_file import File

MAX_ROWS: Final = FILE_ROWS.now
_SAMPLE: Final = 2_000
_PIECE: Final = 200
_AT_ONCE: Final = 64 << 20
"""So many bytes of text are looked at; long cells leave room for fewer rows."""


def parquet_opened(path: Path, readable: Path, key: str, stated: File) -> Opened:
    """Look at a Parquet file, or at a table that was copied into one.

    Input: the file itself and the one that is read, its name in the source, and what is stated
    of it. Raises DataError with one finding that names the fault.
    """
    try:
        footer = pq.read_metadata(readable)
        schema = pq.read_schema(readable)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(key, error) from None
    if footer.num_rows == 0:
        raise fault(key, "the file has no rows", "export it again with its rows")
    if footer.num_rows > MAX_ROWS:
        raise fault(key, f"more than {MAX_ROWS:,} rows", "split the file")
    if _bytes_of(footer, schema) > 2 * MAX_TEXT:
        fix = "split the table, or leave its longest columns out"
        raise fault(key, f"its text comes to more than {MAX_TEXT:,} bytes", fix)
    columns = checked(list(schema.names), key)
    found = _written(readable, key, stated, schema, columns)
    return Opened(
        path,
        readable,
        "parquet",
        columns,
        null_text=stated.dialect.null_text,
        marks=found.marks,
        guesses=found.guesses,
    )


def _written(
    readable: Path, key: str, stated: File, schema: pa.Schema, columns: Sequence[str]
) -> Decided:
    """How the numbers and dates in columns of text are written, by their first rows.

    What is stated of dates holds for every column.
    """
    form = stated.dialect.date_format
    plain = {label: Marks("plain", "stated", form) for label in columns} if form else {}
    texts = [i for i, one in enumerate(schema.types) if _is_text(one)]
    if not texts:
        return Decided(plain, (), frozenset(), frozenset(), frozenset())
    names = [schema.names[i] for i in texts]
    try:
        with pq.ParquetFile(readable) as file:
            rows = list(_first_rows(file, names))
    except (pa.ArrowException, OSError) as error:
        raise _damaged(key, error) from None
    labels = [columns[i] for i in texts]
    found = decide(labels, rows, stated.dialect.decimal, form)
    return found._replace(marks={**plain, **found.marks})


def _first_rows(file: pq.ParquetFile, names: Sequence[str]) -> Iterator[list[str]]:
    """A fair sample of rows and not too many bytes, however often one long text stands there."""
    seen = size = 0
    for batch in file.iter_batches(min(_PIECE, _rows_to_see(file, names)), columns=names):
        held = [[str(c or "").strip() for c in column.to_pylist()] for column in batch]
        yield from (list(cells) for cells in zip(*held, strict=True))
        seen, size = seen + batch.num_rows, size + batch.nbytes
        if seen >= _SAMPLE or size >= _AT_ONCE:
            return


def _rows_to_see(file: pq.ParquetFile, names: Sequence[str]) -> int:
    """How many rows hold not too many bytes if no text is written but once."""
    group = file.metadata.row_group(0)
    chunks = [group.column(i) for i in range(group.num_columns)]
    size = sum(int(c.total_uncompressed_size) for c in chunks if c.path_in_schema in names)
    return max(20, min(_SAMPLE, _AT_ONCE * int(group.num_rows) // max(1, size)))


def _bytes_of(footer: pq.FileMetaData, schema: pa.Schema) -> int:
    """The bytes of the columns of text, as the footer has them: unpacked but not unfolded."""
    texts = {name for name, one in zip(schema.names, schema.types, strict=True) if _is_text(one)}
    groups = (footer.row_group(i) for i in range(footer.num_row_groups))
    chunks = (group.column(i) for group in groups for i in range(group.num_columns))
    return sum(int(c.total_uncompressed_size) for c in chunks if c.path_in_schema in texts)


def _is_text(one: pa.DataType) -> bool:
    return bool(pa.types.is_string(one) or pa.types.is_large_string(one))


def _damaged(key: str, error: Exception) -> DataError:
    said = (str(error).splitlines() or ["no reason given"])[0][:120]
    return fault(key, f"this Parquet file is damaged ({said})", "export it again")
