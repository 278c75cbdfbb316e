"""A book on disk is the same bytes whenever it is the same book."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from scoring.demo.book import Book


def _write(frame: pd.DataFrame, path: Path) -> Path:
    """One table as zstd Parquet: dates as dates, NaN as null, nothing about the writer."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    fields = [
        pa.field(field.name, pa.date32() if pa.types.is_timestamp(field.type) else _plain(field))
        for field in table.schema
    ]
    table = table.replace_schema_metadata(None).cast(pa.schema(fields))
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd", compression_level=9)
    return path


def _plain(field: pa.Field) -> pa.DataType:
    """The field's type, with pandas' large strings as ordinary ones."""
    return pa.string() if pa.types.is_large_string(field.type) else field.type


def write_book(book: Book, folder: Path) -> tuple[Path, ...]:
    """Write the book into `folder`, and the truth about it into `folder/truth`.

    Output: the paths of accounts, snapshots, touches, truth/truth and truth/accounts
    (all .parquet), which replace files of that name. Raises: OSError if it cannot write.
    """
    folder = Path(folder)
    return (
        _write(book.accounts, folder / "accounts.parquet"),
        _write(book.snapshots, folder / "snapshots.parquet"),
        _write(book.touches, folder / "touches.parquet"),
        _write(book.truth, folder / "truth" / "truth.parquet"),
        _write(book.fates, folder / "truth" / "accounts.parquet"),
    )
