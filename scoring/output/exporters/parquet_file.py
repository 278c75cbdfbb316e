"""Parquet for warehouses and notebooks: typed columns, nothing rounded away."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq

from scoring.output.exporters.exporter import Exporter


def write(table: pa.Table) -> bytes:
    """The table as one Parquet file, zstd compressed."""
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


EXPORTER = Exporter("parquet", "application/vnd.apache.parquet", write)
