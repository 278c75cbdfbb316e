"""Spark reads two of its tables and keeps a third one; nothing but summaries comes here."""

from __future__ import annotations

import contextlib
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from scoring.engine.remote_form import ELSEWHERE, Found
from scoring.errors import BellwetherError, CommandError, did_you_mean
from scoring.limits.time import CONNECT_SECONDS

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_PATIENCE: Final = CONNECT_SECONDS.now
_TYPES: Final = {
    **dict.fromkeys(("byte", "short", "integer", "long"), "int64"),
    "float": "float32",
    "double": "float64",
    "decimal": "decimal(38, 9)",
    "boolean": "boolean",
    "date": "date",
    **dict.fromkeys(("timestamp", "timestamp_ntz"), "timestamp"),
    "string": "string",
    **dict.fromkeys(("varchar", "char"), ELSEWHERE),
}


class Spark:
    """A session that is open for one piece of work."""

    dialect = "spark"

    def __init__(self, session: SparkSession, shown: str) -> None:
        """Keep the session, and what it is called in front of people."""
        self.shown = shown
        self._session = session

    def found(self, table: str) -> Found:
        """A table or view by its name, perhaps `schema.table`. Raises CommandError."""
        parts = tuple(table.split("."))
        if not all(parts) or len(parts) > 3 or not self._has(parts):
            known = [row[0] for row in self.rows("SHOW TABLES", only="tableName")]
            listed = ", ".join(name[:60] for name in known[:8]) or "make it first"
            problem = f"there is no table '{table[:80]}' in {self.shown}"
            fix = did_you_mean(table, known, otherwise=f"name one of: {listed}")
            raise CommandError(problem, fix=fix)
        fields = self._done(lambda: self._session.table(_quoted(parts)).schema.fields)
        columns = {field.name: _TYPES.get(field.dataType.typeName(), "") for field in fields}
        return Found(table, parts[-1], parts[:-1], columns)

    def rows(self, sql: str, /, only: str = "") -> list[tuple[Any, ...]]:
        """The rows of a query, or one column of them. Raises CommandError."""

        def asked() -> list[tuple[Any, ...]]:
            found = self._session.sql(sql)
            found = found.select(only) if only else found
            return [tuple(row) for row in found.collect()]

        rows: list[tuple[Any, ...]] = self._done(asked)
        return rows

    def replace(self, table: str, sql: str) -> None:
        """Make a table beside the one that is there, then let it take its place.

        Spark has no transaction over tables of files: what fails before the last step leaves the
        table as it was, and what fails in it is put back.
        """
        parts = tuple(table.split("."))
        mark = secrets.token_hex(6)
        new = _quoted((*parts[:-1], f"{parts[-1]}_new_{mark}"))
        old = _quoted((*parts[:-1], f"{parts[-1]}_old_{mark}"))
        name, there = _quoted(parts), self._has(parts)
        try:
            self.rows(f"CREATE TABLE {new} USING parquet AS {sql}")
            if there:
                self.rows(f"ALTER TABLE {name} RENAME TO {old}")
            try:
                self.rows(f"ALTER TABLE {new} RENAME TO {name}")
            except BaseException:
                if there:
                    self.rows(f"ALTER TABLE {old} RENAME TO {name}")
                raise
        except BaseException:
            with contextlib.suppress(CommandError):
                self.rows(f"DROP TABLE IF EXISTS {new}")
            raise
        with contextlib.suppress(
            CommandError
        ):  # the result stands, whatever is left of the old one
            self.rows(f"DROP TABLE IF EXISTS {old}")

    def columns_of_result(self, table: str) -> tuple[str, ...] | None:
        """The columns of a table that may not be there yet; None if it is not there."""
        parts = tuple(table.split("."))
        if not all(parts) or len(parts) > 3:
            problem = f"'{table[:80]}' is no name of a table"
            raise CommandError(problem, fix="write table or schema.table after --out-table")
        return tuple(self.found(table).columns) if self._has(parts) else None

    def named(self, table: str) -> str:
        """A table's name as it stands in a statement."""
        return _quoted(tuple(table.split(".")))

    def _has(self, parts: tuple[str, ...]) -> bool:
        return bool(self._done(lambda: self._session.catalog.tableExists(_quoted(parts))))

    def _done(self, work: Any) -> Any:
        problem = ""
        try:
            return work()
        except BellwetherError:
            raise
        except Exception as error:
            said = " ".join((str(error).splitlines() or ["no word"])[0].split())[:200]
            problem = f"{self.shown} could not carry it out ({said})"
        raise CommandError(problem, fix="check the tables, and where Spark keeps its own")


@contextmanager
def opened(text: str) -> Iterator[Spark]:
    """The session that runs here, or one of its own for `spark` or a master `spark://host:port`.

    A session that was not there before is ended. Raises CommandError without PySpark, without
    Java, or if no master answers.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        fix = "pip install 'pyspark>=4,<4.1', and have Java 17"
        raise CommandError("Spark is not installed here", fix=fix) from None
    if text.startswith("spark://"):
        _answers(text)
    running = SparkSession.getActiveSession()
    if running is not None:
        if text not in ("spark", running.sparkContext.master):
            problem = f"another Spark than {text[:120]} runs in this process"
            raise CommandError(problem, fix="name it by spark alone")
        yield Spark(running, text)
        return
    session = _started(text)
    try:
        yield Spark(session, text)
    finally:
        session.stop()


def _started(text: str) -> SparkSession:
    from pyspark.sql import SparkSession

    build = SparkSession.builder.appName("Bellwether")
    if text.startswith("spark://"):
        build = build.master(text)
    problem = ""
    try:
        session: SparkSession = (
            build.config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate()
        )
        return session
    except Exception as error:
        said = " ".join((str(error).splitlines() or ["no word"])[0].split())[:160]
        problem = f"{text} does not start ({said})"
    raise CommandError(problem, fix="have Java 17, and JAVA_HOME lead to it")


def _answers(text: str) -> None:
    """Raises CommandError if at none of the addresses anybody listens."""
    for place in text.removeprefix("spark://").split(","):
        host, _, port = place.rpartition(":")
        with contextlib.suppress(OSError, ValueError):
            socket.create_connection((host, int(port)), timeout=_PATIENCE).close()
            return
    fix = "check host and port, and that the master is running"
    raise CommandError(f"no master answers at {text[:120]}", fix=fix)


def _quoted(parts: tuple[str, ...]) -> str:
    return ".".join("`" + part.replace("`", "``") + "`" for part in parts)
