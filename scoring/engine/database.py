"""One table of a DuckDB file becomes a private Parquet file; nothing else of it is read.

The file is opened read-only in a database of its own that may reach no other file: a view in
it that reads one fails, and views are no tables here anyway.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from scoring.engine.room import MAX_BYTES
from scoring.engine.session import CONFIG
from scoring.engine.unpacking import fault

_BATCH: Final = 100_000


def table_as_parquet(path: Path, key: str, table: str | None, most: int, into: Path) -> Path:
    """Copy a table. Raises DataError if there is none of that name, or it is too large."""
    base = _connected(path, key)
    try:
        return _copied(base, key, table, most, into)
    except (duckdb.Error, pa.ArrowException) as error:
        said = (str(error).splitlines() or [""])[0][:120]
        problem = f"the table cannot be read ({said})"
        raise fault(key, problem, "export it as CSV or Parquet") from None
    finally:
        base.close()


def _connected(path: Path, key: str) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(
            str(path), read_only=True, config={**CONFIG, "enable_external_access": "false"}
        )
    except duckdb.Error as error:
        said = str(error).splitlines()[0][:120]
        problem = f"this DuckDB file cannot be opened ({said})"
        raise fault(key, problem, "close it elsewhere, or export it again") from None


def tables_of(path: Path) -> tuple[str, ...]:
    """The tables of a DuckDB file. Raises DataError if it cannot be opened."""
    base = _connected(path, path.name)
    try:
        return tuple(_tables(base))
    finally:
        base.close()


def _tables(base: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str]]:
    """Schema and name of each table, by the name that a source states."""
    found = base.execute(
        "SELECT schema_name, table_name FROM system.main.duckdb_tables() WHERE NOT internal"
        " ORDER BY 1, 2"  # by its whole name: the file may hold a macro that is called the same
    ).fetchall()
    return {t if s == "main" else f"{s}.{t}": (str(s), str(t)) for s, t in found}


def as_listed(table: str, tables: Collection[str]) -> str:
    """A table's name as it is listed: of the schema main without its schema, if that is one."""
    bare = table.removeprefix("main.")
    return bare if table not in tables and bare in tables else table


def _copied(
    base: duckdb.DuckDBPyConnection, key: str, table: str | None, most: int, into: Path
) -> Path:
    tables = _tables(base)
    table = table and as_listed(table, tables)
    names = ", ".join(f"'{name[:40]}'" for name in list(tables)[:8]) or "no table"
    if table is not None and table not in tables:
        raise fault(key, f"there is no table '{table[:60]}'", f"the file has {names}")
    if table is None and len(tables) != 1:
        problem = f"the DuckDB file has {len(tables)} tables"
        raise fault(key, problem, f"state `table`: {names}")
    name = _qualified(*tables[table or next(iter(tables))])
    count = base.execute("SELECT count(*) FROM query_table(?)", [name]).fetchall()[0][0]
    if int(count) > most:
        raise fault(key, f"more than {most:,} rows", "split the table")
    rows = base.sql("SELECT * FROM query_table(?)", params=[name])
    reader: Any = rows.to_arrow_reader(_BATCH)
    with pq.ParquetWriter(into, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)
            if into.stat().st_size > MAX_BYTES:
                raise fault(key, f"the table is larger than {MAX_BYTES:,} bytes", "split it")
    return into


def _qualified(schema: str, table: str) -> str:
    """A name as DuckDB's `query_table` reads it, from a parameter: quoted, quotes doubled."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in (schema, table))
