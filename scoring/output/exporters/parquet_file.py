"""Parquet for warehouses and notebooks: typed columns, nothing rounded away."""

from __future__ import annotations

from typing import IO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from scoring.output.exporters.exporter import NOTHING, Exporter, Extras

_AT_A_TIME: Final = 131_072  # rows of a row group


def stream(table: pa.Table, out: IO[bytes], extras: Extras = NOTHING) -> None:
    """The table as one Parquet file, zstd compressed, a group of rows after the other."""
    with pq.ParquetWriter(out, table.schema, compression="zstd") as writer:
        for first in range(0, max(table.num_rows, 1), _AT_A_TIME):
            extras.tell(first / max(table.num_rows, 1))
            writer.write_table(table.slice(first, _AT_A_TIME), row_group_size=_AT_A_TIME)


EXPORTER = Exporter("parquet", "application/vnd.apache.parquet", stream)
