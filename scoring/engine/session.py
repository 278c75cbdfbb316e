"""One data set lives in one in-memory DuckDB that opens no file once it is loaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from scoring.engine.watch import Watch
from scoring.errors import DataError, Finding
from scoring.limits.ending import go_on
from scoring.limits.time import DATA_MEMORY_MB, QUERY_SECONDS, QUERY_THREADS

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "threads": str(QUERY_THREADS.now),
    "memory_limit": f"{DATA_MEMORY_MB.now}MB",
    # An empty folder means that nothing is ever written; a size of 0 alone does not stop it.
    "temp_directory": "",
    "max_temp_directory_size": "0B",
    "preserve_insertion_order": "true",
    # What a dropped table held goes back at once, or the next query takes as much again.
    "allocator_bulk_deallocation_flush_threshold": "4MB",
    "allocator_flush_threshold": "16MB",
}


class Session:
    """A private in-memory database; every call uses a cursor of its own.

    A connection shared by two threads raises in DuckDB 2, a cursor a call does not.
    """

    def __init__(self, readable: Sequence[Path] = (), watch: Watch | None = None) -> None:
        """Open a database that may read exactly these files until it is sealed.

        Until then each query ends when `watch` is asked to stop, or when its time is up.
        """
        self._watch = watch
        self._said = QUERY_SECONDS.said()
        self._base = duckdb.connect(":memory:", config=CONFIG)
        with self.cursor() as cursor:
            paths = {str(p) for p in readable} | {one_path(p) for p in readable}
            cursor.execute("SET allowed_paths = ?", [sorted(paths)])
            cursor.execute("SET enable_external_access = false")
            if watch:
                self._bound(cursor, watch.left)

    def seal(self, seconds: int = QUERY_SECONDS.now) -> None:
        """Close every file, bound every later query in time, and let no setting change any more.

        What was readable while loading stays in allowed_paths, so the file system goes as a whole.
        """
        with self.cursor() as cursor:
            cursor.execute("SET disabled_filesystems = 'LocalFileSystem'")
            self._bound(cursor, seconds)
            self._said = QUERY_SECONDS.said(seconds)
            cursor.execute("SET lock_configuration = true")
        self._watch = None

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one call. Raises DataError if a query outgrows its time or memory."""
        go_on()
        cursor, watch = self._base.cursor(), self._watch
        try:
            with watch.held(cursor.interrupt) if watch else nullcontext():
                yield cursor
        except duckdb.InterruptException:
            if watch:
                watch.check()
            raise DataError(
                [_outgrown(f"took too long and was stopped: more than {self._said}")]
            ) from None
        except duckdb.OutOfMemoryException:
            raise DataError(
                [
                    _outgrown(
                        f"need more memory than there is for one data set: {DATA_MEMORY_MB.said()}"
                    )
                ]
            ) from None
        finally:
            cursor.close()

    def check(self) -> None:
        """Raise Stopped or DataError if whatever is being loaded is to end here."""
        go_on()
        if self._watch:
            self._watch.check()

    @contextmanager
    def as_written(self) -> Iterator[None]:
        """Every join takes its right side into memory, however large the left one is thought.

        Of a file that is yet to be read nobody knows how many rows it has.
        """
        self.run("SET disabled_optimizers = 'build_side_probe_side'")
        try:
            yield
        finally:
            self.run("RESET disabled_optimizers")

    @staticmethod
    def _bound(cursor: duckdb.DuckDBPyConnection, seconds: float) -> None:
        """Let no later query take longer."""
        cursor.execute("SET GLOBAL max_execution_time = ?", [max(1, round(seconds * 1000))])

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Carry out a statement that returns nothing."""
        with self.cursor() as cursor:
            cursor.execute(sql, list(values))

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self.cursor() as cursor:
            return [tuple(row) for row in cursor.execute(sql, list(values)).fetchall()]

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The single value of a query."""
        return self.rows(sql, values)[0][0]

    def table(self, sql: str, values: Sequence[Any] = ()) -> pa.Table:
        """The rows of a query as an Arrow table."""
        with self.cursor() as cursor:
            return cursor.sql(sql, params=list(values)).to_arrow_table()

    def close(self) -> None:
        """Let go of the database and everything in it."""
        self._base.close()


def one_path(path: Path) -> str:
    """A path as DuckDB reads it: `*`, `?` and `[` in a name stand for themselves."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in str(path))


def _outgrown(problem: str) -> Finding:
    return Finding("data", f"the rows {problem}", "load fewer rows, months or columns")
