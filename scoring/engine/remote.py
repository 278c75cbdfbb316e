"""Tables in a database that Ibis knows become private Parquet files, piece by piece, bounded.

Nothing but whole tables is asked for, by names that Ibis quotes; nothing is ever written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.common.exceptions import TableNotFound

from scoring.engine import postgres
from scoring.engine.addresses import EXTRAS, Address
from scoring.engine.files import MAX_ROWS
from scoring.engine.room import MAX_BYTES
from scoring.engine.standing import as_files, names_of, no_table, private_folder
from scoring.engine.watch import Watch
from scoring.errors import DataError, Finding, Stopped
from scoring.spec.data_file import File

_PIECE: Final = 5_000
_GROUP_BYTES: Final = 32_000_000
_SCHEMAS: Final = 50
_SYSTEM: Final = frozenset({"information_schema", "sys", "mysql", "performance_schema", "temp"})
_TYPES: Final = ("integer", "floating", "boolean", "date", "timestamp", "string")


@dataclass(frozen=True, slots=True)
class Connection:
    """A database that a connection URL leads to. It is opened anew for each reading."""

    address: Address

    @contextmanager
    def at_hand(self, files: Iterable[File], watch: Watch | None = None, /) -> Iterator[Path]:
        """A private folder with the wanted tables, each as a Parquet file under its path.

        Raises DataError if there is no connection, no such table or no right to read it, and
        for a table larger than a data file may be; Stopped if `watch` was asked to.
        """
        with private_folder(files) as (folder, wanted):
            with self._open() as backend, _at_one_moment(backend), _held(backend, watch):
                for file, into in wanted:
                    self._fetch(backend, file, into, watch)
            yield folder

    def listed(self) -> tuple[File, ...]:
        """The tables and views, those outside the schema in use as `schema.table`."""
        with self._open() as backend:
            return as_files(self._tables(backend))

    @contextmanager
    def _open(self) -> Iterator[Any]:
        backend = _connected(self.address)
        try:
            yield backend
        finally:
            backend.disconnect()

    def _tables(self, backend: Any) -> list[str]:
        faults: list[Finding] = []
        try:
            return postgres.tables_of(backend) if _is_postgres(backend) else _tables_of(backend)
        except Exception as error:
            said = self.address.hide(str(error))[:160]
            faults.append(Finding("data", f"its tables cannot be listed ({said})", "check rights"))
        raise DataError(faults)

    def _fetch(self, backend: Any, file: File, into: Path, watch: Watch | None) -> None:
        """Copy one table. No error of the driver is kept: its text may hold the password."""
        names, faults = names_of(file), []
        try:
            table = _found(backend, names)
            if table is not None:
                rows = _plain(table, backend)
                pieces = _pieces(backend, rows, watch)
                _write(rows.schema().to_pyarrow(), pieces, names[-1], into)
                return
        except (DataError, Stopped):
            raise
        except Exception as error:
            if watch:  # a statement that was broken off fails: then that is the reason
                watch.check()
            known = postgres.unreadable(error)
            said = (f"it cannot be read ({self.address.hide(str(error))[:160]})", "make a view")
            problem, fix = known or said
            faults.append(Finding(f"table '{names[-1]}'", problem, fix))
        raise DataError(faults or [_not_found(names, self._tables(backend))])


def _not_found(names: tuple[str, ...], known: list[str]) -> Finding:
    seen = next((name for name in names if name in known), None)
    if seen:
        return Finding(f"table '{seen}'", "it has no columns", "name another table")
    return no_table(names[-1], known)


def _connected(address: Address) -> Any:
    """The Ibis back end. Raises DataError without a driver, a server or a way in."""
    if EXTRAS[address.scheme] == "postgres":
        return postgres.connected(address)
    faults: list[Finding] = []
    try:
        if address.scheme == "sqlite":
            return ibis.sqlite.from_connection(_sqlite(address))
        return ibis.connect(address.url)
    except ImportError:
        problem = f"the driver of {address.scheme} is not installed"
        fix = f"pip install 'ibis-framework[{EXTRAS[address.scheme]}]'"
        faults.append(Finding("data", problem, fix))
    except Exception as error:
        problem = f"no connection ({address.hide(str(error))[:160]})"
        fix = "check the URL, and that the server is running"
        faults.append(Finding(f"data in {address.shown}", problem, fix))
    raise DataError(faults)


def _sqlite(address: Address) -> sqlite3.Connection:
    """A SQLite file opened read-only, so that a missing one is not made either."""
    path = Path(address.parts.netloc + address.parts.path).absolute()
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)


def _is_postgres(backend: Any) -> bool:
    return bool(backend.name == "postgres")


def _at_one_moment(backend: Any) -> AbstractContextManager[object]:
    return postgres.at_one_moment(backend) if _is_postgres(backend) else nullcontext()


def _held(backend: Any, watch: Watch | None) -> AbstractContextManager[object]:
    """A statement that the server works on is broken off when the end is asked for."""
    if watch is None or not _is_postgres(backend):
        return nullcontext()
    return watch.held(backend.con.cancel)


def _tables_of(backend: Any) -> list[str]:
    """The tables of the schema in use, then those of the others under its own catalogue."""
    found = [str(name) for name in backend.list_tables()]
    if not hasattr(backend, "list_databases") or not hasattr(backend, "current_database"):
        return found
    here = str(backend.current_database)
    others = [s for s in map(str, backend.list_databases()) if s.lower() not in _SYSTEM | {here}]
    for schema in others[:_SCHEMAS]:
        found += [f"{schema}.{name}" for name in backend.list_tables(database=(schema,))]
    return found


def _found(backend: Any, names: Iterable[str]) -> Any:
    """The table of one of these names, perhaps `schema.table` or `catalogue.schema.table`."""
    for name in names:
        parts = name.split(".")
        for cut in range(min(3, len(parts))):
            above, rest = parts[:cut], ".".join(parts[cut:])
            if "" in above:
                continue
            try:
                return backend.table(rest, database=tuple(above) or None)
            except TableNotFound:
                continue
    return None


def _plain(table: Any, backend: Any) -> Any:
    """The same columns in types that every Parquet reader knows: the rest as the text of it."""
    columns = []
    for name, kind in table.schema().items():
        column = table[name]
        if kind.is_decimal():
            # PostgreSQL's money calls itself a decimal, and becomes one only when asked.
            exact = column.cast("decimal") if _is_postgres(backend) else column
            column = exact.cast("float64")
        elif not any(getattr(kind, f"is_{one}")() for one in _TYPES):
            column = column.cast("string")
        columns.append(column.name(name))
    return table.select(columns).limit(MAX_ROWS + 1)


def _pieces(backend: Any, rows: Any, watch: Watch | None) -> Generator[pa.RecordBatch, None, None]:
    """The rows as they come; between two pieces the work can be ended."""
    known = _is_postgres(backend)
    found = postgres.pieces(backend, rows) if known else _streamed(backend, rows)
    with closing(found):
        for piece in found:
            if watch:
                watch.check()
            yield piece


def _streamed(backend: Any, rows: Any) -> Generator[pa.RecordBatch, None, None]:
    yield from backend.to_pyarrow_batches(rows, chunk_size=_PIECE)


def _write(
    schema: pa.Schema, pieces: Generator[pa.RecordBatch, None, None], name: str, into: Path
) -> None:
    """Stream into a Parquet file. Raises DataError beyond what a data file may hold."""
    held: list[pa.RecordBatch] = []
    count = 0
    with closing(pieces), pq.ParquetWriter(into, schema) as writer:
        for piece in pieces:
            held.append(piece)
            count += piece.num_rows
            if count > MAX_ROWS:
                raise _too_large(name, f"{MAX_ROWS:,} rows")
            if sum(one.nbytes for one in held) > _GROUP_BYTES:
                writer.write_table(pa.Table.from_batches(held))
                held.clear()
                if into.stat().st_size > MAX_BYTES:
                    raise _too_large(name, f"{MAX_BYTES:,} bytes")
        if held:
            writer.write_table(pa.Table.from_batches(held))


def _too_large(name: str, limit: str) -> DataError:
    fix = "make a view with the rows and columns that are needed"
    return DataError([Finding(f"table '{name}'", f"it has more than {limit}", fix)])
