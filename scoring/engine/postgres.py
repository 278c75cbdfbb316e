"""A connection to PostgreSQL only reads unless it is opened to write; nothing outlives its time."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlunsplit

import ibis
import pyarrow as pa

from scoring.engine.addresses import Address
from scoring.errors import DataError, Finding
from scoring.limits.time import CONNECT_SECONDS, DATABASE_SECONDS

if TYPE_CHECKING:
    import psycopg

SECONDS: Final = DATABASE_SECONDS.now
"""How long one statement may take, a piece of a table at a time."""

_PATIENCE: Final = CONNECT_SECONDS.now
_PIECE_BYTES: Final = 8_000_000
_FIRST_ROWS: Final = 20
_FEWEST_ROWS: Final = 1
_MOST_ROWS: Final = 20_000
TABLES: Final = """
SELECT n.nspname = current_schema(), n.nspname, c.relname
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
  AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
  AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
ORDER BY 1 DESC, 2, 3
LIMIT 2000
"""


def connected(address: Address) -> Any:
    """An Ibis back end whose every transaction is read-only, set by the session itself.

    Raises DataError if the server cannot be reached or does not let the user in; its text
    never holds the password.
    """
    return _entered(address, lambda: ibis.postgres.from_connection(_opened(address)))


def opened_for_writing(address: Address) -> psycopg.Connection:
    """A connection that may write, for whoever was asked to. Raises as `connected` does."""
    con: psycopg.Connection = _entered(address, lambda: _opened(address, writing=True))
    return con


def _entered(address: Address, enter: Callable[[], Any]) -> Any:
    faults: list[Finding] = []
    try:
        return enter()
    except ImportError:
        problem = "the driver of PostgreSQL is not installed"
        faults.append(Finding("data", problem, "pip install 'psycopg[binary]'"))
    except DataError:
        raise
    except Exception as error:
        faults.append(_refusal(address, str(error)))
    raise DataError(faults)


def _opened(address: Address, *, writing: bool = False) -> psycopg.Connection:
    import psycopg

    url, schema, patience = _for_the_driver(address)
    con = psycopg.connect(
        url,
        autocommit=True,
        client_encoding="utf8",
        application_name="bellwether",
        connect_timeout=patience,
    )
    try:
        if not writing:
            con.execute("SET default_transaction_read_only = on")
        con.execute("SELECT set_config('statement_timeout', %s, false)", (f"{SECONDS}s",))
        con.execute("SET datestyle = 'ISO, YMD'")
        if schema:
            name = '"' + schema.replace('"', '""') + '"'
            con.execute("SELECT set_config('search_path', %s, false)", (name,))
        con.read_only = None if writing else True
        con.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        _let_endless_dates_be_none(con)
        row = con.execute("SELECT current_schema()").fetchone()
        if not row or row[0] is None:
            problem = f"there is no schema '{(schema or 'public')[:80]}' that this user may use"
            raise DataError([Finding("data", problem, "check ?schema=… in the URL, or the rights")])
    except BaseException:
        con.close()
        raise
    return con


def _for_the_driver(address: Address) -> tuple[str, str, str]:
    """The URL without what the driver does not know; the schema; the seconds to wait."""
    parts = address.parts
    query = dict(parse_qsl(parts.query))
    database, _, below = parts.path.lstrip("/").partition("/")
    schema = query.pop("schema", "") or unquote(below)
    patience = query.pop("connect_timeout", str(_PATIENCE))
    rest = urlencode(query, quote_via=quote)
    url = urlunsplit(("postgresql", parts.netloc, f"/{database}", rest, ""))
    return url, schema, patience


def _let_endless_dates_be_none(con: psycopg.Connection) -> None:
    """Read `infinity`, and what no calendar of Python's holds, as missing: no end is known."""
    from psycopg import DataError as Unreadable
    from psycopg.abc import Buffer
    from psycopg.types import datetime as types

    class Day(types.DateLoader):
        def load(self, data: Buffer) -> Any:
            try:
                return super().load(data)
            except Unreadable:
                return None

    class Moment(types.TimestampLoader):
        def load(self, data: Buffer) -> Any:
            try:
                return super().load(data)
            except Unreadable:
                return None

    class MomentInZone(types.TimestamptzLoader):
        def load(self, data: Buffer) -> Any:
            try:
                return super().load(data)
            except Unreadable:
                return None

    for name, loader in (("date", Day), ("timestamp", Moment), ("timestamptz", MomentInZone)):
        con.adapters.register_loader(name, loader)


_REFUSALS: Final = (
    ("password authentication failed", "the server refuses this user or password", "check both"),
    ("no password supplied", "the server wants a password", "write user:password@ in the URL"),
    ("no pg_hba.conf entry", "the server lets nobody in this way", "ask whoever looks after it"),
    ("permission denied", "this user may not connect", "ask whoever looks after the server"),
    ("too many", "the server has too many connections", "try again later"),
    ("slots", "the server has too many connections", "try again later"),
    ("starting up", "the server is starting", "try again in a minute"),
    ("database", "the server has no such database", "check the name after the last /"),
    ("role", "the server does not know this user", "check the name before the :"),
    ("SSL", "the server cannot be reached by this kind of encryption", "check ?sslmode=…"),
)


def _refusal(address: Address, said: str) -> Finding:
    """Why there is no connection, in our words where the server's are known."""
    place = f"data in {address.shown}"
    if "FATAL" in said or "supplied" in said or "SSL" in said:
        for sign, problem, fix in _REFUSALS:
            if sign in said:
                return Finding(place, problem, fix)
    if "invalid" in said and any(sign in said for sign in ("URI", "percent-encoded", "integer")):
        return Finding(place, "the URL cannot be read", "check its parts after the database")
    for sign in ("refused", "resolve", "timeout", "timed out", "No such file", "unreachable"):
        if sign in said:
            fix = "check host and port, and that the server is running"
            return Finding(place, f"no server answers there ({sign})", fix)
    return Finding(place, f"no connection ({address.hide(said)[:160]})", "check the URL")


def pieces(backend: Any, rows: Any) -> Generator[pa.RecordBatch, None, None]:
    """The rows of an Ibis table as they come, some eight megabytes at a time.

    A cursor on the server keeps the rest there.
    """
    shape = rows.schema().as_struct().to_pyarrow()
    query = backend.compile(rows)
    size = _FIRST_ROWS
    with backend.con.cursor(name="bellwether") as cursor:
        cursor.execute(query)
        while found := cursor.fetchmany(size):
            piece = pa.RecordBatch.from_struct_array(pa.array(found, type=shape))
            yield piece
            width = max(1, piece.nbytes // piece.num_rows)
            size = max(_FEWEST_ROWS, min(_MOST_ROWS, _PIECE_BYTES // width))


def at_one_moment(backend: Any) -> AbstractContextManager[object]:
    """Let all that is read within be of one moment: nothing written meanwhile is seen."""
    held: AbstractContextManager[object] = backend.con.transaction()
    return held


def tables_of(backend: Any) -> list[str]:
    """The tables and views that the user may read, those outside the schema in use qualified."""
    found = backend.con.execute(TABLES).fetchall()
    return [name if here else f"{schema}.{name}" for here, schema, name in found]


def unreadable(error: Exception) -> tuple[str, str] | None:
    """What a failed reading was, by the server's code; None for what has no words of ours."""
    code = getattr(error, "sqlstate", None)
    if code == "42501":
        return "this user may not read it", "grant SELECT on it to the user"
    if code == "57014":
        return f"reading took longer than {SECONDS} seconds", "make a smaller view of it"
    if code and code[:2] in ("08", "57"):
        return "the connection was lost", "try again"
    return None
