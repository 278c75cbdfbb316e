"""A real PostgreSQL server and a real Spark, each started once for the tests that need it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg
import pytest

from scoring.engine.addresses import address_of
from scoring.engine.remote import Connection
from tests.absent import absent
from tests.engines import postgres_server, spark_session
from tests.engines.postgres_server import OWNER, PASSWORD, Server
from tests.engines.wide_book import Wide, wide_book

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_numbers = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for all tests; skipped without one, with BELLWETHER_REQUIRE_POSTGRES=1 failed."""
    programs = postgres_server.find()
    if programs is None:
        reason = "no PostgreSQL server (install one, or set POSTGRES_BIN to its folder)"
        absent(reason, required=os.environ.get("BELLWETHER_REQUIRE_POSTGRES") == "1")
    with postgres_server.running(programs) as running:
        yield running


@dataclass(frozen=True)
class Base:
    """An empty database of a test's own, open for its owner."""

    server: Server
    name: str
    con: psycopg.Connection

    def url(
        self, user: str = OWNER, password: str = PASSWORD, host: str = "127.0.0.1", more: str = ""
    ) -> str:
        """A connection URL that leads here."""
        who = f"{quote(user, safe='')}:{quote(password, safe='')}"
        return f"postgres://{who}@{host}:{self.server.port}/{self.name}{more}"

    def place(self, **words: str) -> Connection:
        """The database as a place."""
        address = address_of(self.url(**words))
        assert address is not None
        return Connection(address)

    def put(self, table: str, rows: list[tuple[object, ...]], columns: str) -> None:
        """Make a table and fill it; names and columns are SQL of the test's own."""
        self.con.execute(f"CREATE TABLE {table} ({columns})")
        with self.con.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


@contextmanager
def new_base(server: Server) -> Iterator[Base]:
    """An empty database, gone after use."""
    name = f"book_{next(_numbers)}"
    with server.connect() as admin:
        admin.execute(f"CREATE DATABASE {name}")
        con = server.connect(name)
        yield Base(server, name, con)
        con.close()
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def base(server: Server) -> Iterator[Base]:
    """An empty database."""
    with new_base(server) as made:
        yield made


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """One Spark for all tests; skipped without it, with BELLWETHER_REQUIRE_SPARK=1 failed."""
    reason = spark_session.missing()
    if reason:
        absent(reason, required=os.environ.get("BELLWETHER_REQUIRE_SPARK") == "1")
    with spark_session.running(tmp_path_factory.mktemp("spark")) as session:
        yield session


@pytest.fixture(scope="session")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wide]:
    """The book that every bundled card and every random one reads."""
    made = wide_book(tmp_path_factory.mktemp("wide"))
    yield made
    made.data.loaded.session.close()
