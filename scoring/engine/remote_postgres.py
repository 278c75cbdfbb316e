"""PostgreSQL reads two of its tables and keeps a third one, all in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from scoring.engine import postgres
from scoring.engine.addresses import Address
from scoring.engine.remote_form import ELSEWHERE, Found
from scoring.errors import BellwetherError, CommandError, DataError, did_you_mean
from scoring.limits.time import ELSEWHERE_HOURS

if TYPE_CHECKING:
    import psycopg

HOURS: Final = ELSEWHERE_HOURS.now
"""How long the scoring of a whole book may take."""

_LOCK: Final = "30s"
_TYPES: Final = {
    **dict.fromkeys(("int2", "int4", "int8"), "int64"),
    "float4": "float32",
    "float8": "float64",
    "numeric": "decimal(38, 9)",
    "bool": "boolean",
    "date": "date",
    "timestamp": "timestamp",
    "timestamptz": "timestamp",
    **dict.fromkeys(("text", "varchar", "bpchar", "name"), "string"),
    "uuid": ELSEWHERE,
}
_PLACE: Final = """
SELECT n.nspname, c.relname, c.relkind FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass(%s)
"""
_COLUMNS: Final = """
SELECT a.attname, CASE WHEN t.typtype = 'e' THEN 'uuid' ELSE t.typname END
FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
WHERE a.attrelid = to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""


class Postgres:
    """A server that is open for one piece of work; nothing of it stays unless all of it does."""

    dialect = "postgres"

    def __init__(self, address: Address, con: psycopg.Connection) -> None:
        """Keep the connection, which is within a transaction."""
        self.shown = address.shown
        self._address = address
        self._con = con

    def found(self, table: str) -> Found:
        """A table or view by its name, perhaps `schema.table`. Raises CommandError."""
        for parts in ((table,), tuple(table.split(".", 1))):
            place = self._place(parts) if all(parts) else None
            if place is not None:
                named = _quoted(*place[:2])
                columns = {n: _TYPES.get(kind, "") for n, kind in self.rows(_COLUMNS, [named])}
                return Found(table, place[1], (place[0],), columns)
        known = [name if here else f"{schema}.{name}" for here, schema, name in self._listed()]
        problem = f"there is no table '{table[:80]}' in {self.shown}"
        raise CommandError(problem, fix=did_you_mean(table, known, otherwise=_named(known)))

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query. Raises CommandError in words without the password."""
        problem, fix = "", ""
        try:
            found = self._con.execute(sql, values or None)
            return found.fetchall() if found.description else []
        except Exception as error:
            problem, fix = self._said(error)
        raise CommandError(problem, fix=fix)

    def replace(self, table: str, sql: str) -> None:
        """Let a table hold a query's rows instead of those it has, or make it.

        A table of the same columns keeps its rights, and the views on it; any other is made anew.
        """
        place = self._place((table,)) or self._place(tuple(table.split(".", 1)))
        parts = place[:2] if place else tuple(table.split(".", 1))
        name = _quoted(*parts)
        new = _quoted(*parts[:-1], f"bellwether_{secrets.token_hex(6)}")
        self.rows(f"CREATE TABLE {new} AS {sql}")
        if place and self.rows(_COLUMNS, [name]) == self.rows(_COLUMNS, [new]):
            self.rows(f"DELETE FROM {name}")
            self.rows(f"INSERT INTO {name} SELECT * FROM {new}")
            self.rows(f"DROP TABLE {new}")
            return
        if place:
            self.rows(f"DROP TABLE {name}")
        self.rows(f"ALTER TABLE {new} RENAME TO {_quoted(parts[-1])}")

    def columns_of_result(self, table: str) -> tuple[str, ...] | None:
        """The columns of a table that may not be there yet; None if it is not there."""
        place = self._place((table,)) or self._place(tuple(table.split(".", 1)))
        if place is None:
            return None
        if place[2] != "r":
            problem = f"'{table[:80]}' is no table of its own but a view or a part of one"
            raise CommandError(problem, fix="choose another name with --out-table")
        return tuple(name for name, _ in self.rows(_COLUMNS, [_quoted(*place[:2])]))

    def named(self, table: str) -> str:
        """A table's name as it stands in a statement."""
        place = self._place((table,)) or self._place(tuple(table.split(".", 1)))
        return _quoted(*(place[:2] if place else (table,)))

    def _place(self, parts: tuple[str, ...]) -> tuple[str, str, str] | None:
        found = self.rows(_PLACE, [_quoted(*parts)])
        return (found[0][0], found[0][1], found[0][2]) if found else None

    def _listed(self) -> list[tuple[bool, str, str]]:
        return [(row[0], row[1], row[2]) for row in self.rows(postgres.TABLES)]

    def _said(self, error: Exception) -> tuple[str, str]:
        code = str(getattr(error, "sqlstate", None) or "")
        said = self._address.hide(str(error).splitlines()[0] if str(error) else "no word")[:160]
        for sign, problem, fix in _REFUSED:
            if code.startswith(sign):
                return f"{problem} in {self.shown} ({said})", fix
        return f"{self.shown} could not carry it out ({said})", "check the tables and try again"


_REFUSED: Final = (
    ("25006", "nothing may be written", "name a server or a user that may write"),
    ("42501", "a right is missing", "grant SELECT on the tables and CREATE on the schema"),
    ("3F000", "there is no such schema", "check the name before the dot of --out-table"),
    ("2BP01", "views hang on the result of other columns", "drop them, or choose --out-table"),
    ("40", "somebody else wrote the result meanwhile", "try again"),
    ("55P03", "somebody else holds the result", "try again when nobody reads it"),
    ("57014", f"it took longer than {HOURS} hour", "score fewer rows"),
    ("53", "the server has no room for it", "make room, and try again"),
    ("08", "the connection was lost", "try again"),
    ("57", "the connection was lost", "try again"),
)


@contextmanager
def opened(address: Address) -> Iterator[Postgres]:
    """A server for one piece of work, kept whole at the end or not at all. Raises CommandError."""
    con = _connected(address)
    server = Postgres(address, con)
    problem, fix = "", ""
    try:
        with con.transaction():
            yield server
        return
    except BellwetherError:
        raise
    except Exception as error:
        problem, fix = server._said(error)
    finally:
        con.close()
    raise CommandError(problem, fix=fix)


def _connected(address: Address) -> psycopg.Connection:
    try:
        con = postgres.opened_for_writing(address)
    except DataError as error:
        fault = error.findings[0]
        raise CommandError(f"{fault.place}: {fault.problem}", fix=fault.fix) from None
    con.execute("SELECT set_config('statement_timeout', %s, false)", (f"{HOURS}h",))
    con.execute("SELECT set_config('lock_timeout', %s, false)", (_LOCK,))
    con.execute("SET timezone = 'UTC'")
    con.execute("SET work_mem = '64MB'")
    con.execute("SET jit = off")  # long CASEs take longer to be compiled than to be run
    return con


def _quoted(*parts: str) -> str:
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)


def _named(known: Sequence[str]) -> str:
    listed = ", ".join(name[:60] for name in known[:8])
    return f"name one of: {listed}" if known else "check the database, and ?schema=… in the URL"
