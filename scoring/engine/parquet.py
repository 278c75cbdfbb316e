"""A Parquet file is bounded by its footer, and its columns of text are looked at like a CSV's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from scoring.engine.header import checked
from scoring.engine.marks import Marks, decide
from scoring.engine.opened import Opened
from scoring.engine.sniffing import Guess
from scoring.engine.unpacking import fault
from scoring.errors import DataError
from scoring.spec.data_file import File

MAX_ROWS: Final = 20_000_000
_SAMPLE: Final = 2_000
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
    columns = checked(list(schema.names), key)
    marks, guesses = _written(readable, key, stated, schema, columns)
    nulls = stated.dialect.null_text
    return Opened(path, readable, "parquet", columns, null_text=nulls, marks=marks, guesses=guesses)


def _written(
    readable: Path, key: str, stated: File, schema: pa.Schema, columns: Sequence[str]
) -> tuple[Mapping[str, Marks], tuple[Guess, ...]]:
    """How the numbers and dates in columns of text are written, by their first rows.

    What is stated of dates holds for every column.
    """
    form = stated.dialect.date_format
    plain = {label: Marks("plain", "stated", form) for label in columns} if form else {}
    texts = [i for i, one in enumerate(schema.types) if _is_text(one)]
    if not texts:
        return plain, ()
    names = [schema.names[i] for i in texts]
    try:
        with pq.ParquetFile(readable) as file:
            batch = next(file.iter_batches(_rows_to_see(file, names), columns=names), None)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(key, error) from None
    held = [] if batch is None else [[str(c or "").strip() for c in v.to_pylist()] for v in batch]
    rows = [list(cells) for cells in zip(*held, strict=True)]
    labels = [columns[i] for i in texts]
    marks, guesses, _ = decide(labels, rows, stated.dialect.decimal, form)
    return {**plain, **marks}, guesses


def _rows_to_see(file: pq.ParquetFile, names: Sequence[str]) -> int:
    """How many rows are a fair sample and not too many bytes."""
    group = file.metadata.row_group(0)
    chunks = [group.column(i) for i in range(group.num_columns)]
    size = sum(int(c.total_uncompressed_size) for c in chunks if c.path_in_schema in names)
    return max(20, min(_SAMPLE, _AT_ONCE * int(group.num_rows) // max(1, size)))


def _is_text(one: pa.DataType) -> bool:
    return bool(pa.types.is_string(one) or pa.types.is_large_string(one))


def _damaged(key: str, error: Exception) -> DataError:
    said = (str(error).splitlines() or ["no reason given"])[0][:120]
    return fault(key, f"this Parquet file is damaged ({said})", "export it again")
