"""A reading of a real PostgreSQL: it writes nothing, sees one moment, and stays within bounds."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import psycopg
import pytest

from scoring.engine import remote
from scoring.engine.watch import Watch
from scoring.errors import DataError, Stopped
from scoring.spec.data_file import File
from tests.conftest import ROOT
from tests.engines.conftest import Base

pytestmark = pytest.mark.postgres

GROWTH = """
import resource, sys
import pyarrow.parquet as pq
from scoring.engine.place_names import place_at
from scoring.spec.data_file import File

place = place_at(sys.stdin.read())
place.listed()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with place.at_hand([File(path='big.csv')]) as folder:
    rows = pq.read_metadata(folder / 'big.csv').num_rows
print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE written (x int)",
        "INSERT INTO book VALUES (2)",
        "DELETE FROM book",
        "DROP TABLE book",
        "SELECT nextval('counted')",
    ],
)
def test_nothing_can_be_written_over_our_connection(base: Base, statement: str) -> None:
    """The very connection that reads the tables refuses a writing statement of its owner."""
    base.con.execute("CREATE TABLE book AS SELECT 1 AS x; CREATE SEQUENCE counted")
    backend = remote._connected(base.place().address)
    try:
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction, match="read-only"):
            backend.con.execute(statement)
        backend.con.read_only = None  # what remains if the driver forgets: the session's own rule
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction, match="read-only"):
            backend.con.execute(statement)
        assert backend.con.execute("SHOW statement_timeout").fetchone() == ("5min",)
    finally:
        backend.disconnect()
    assert base.con.execute("SELECT * FROM book").fetchall() == [(1,)]


def test_all_tables_of_a_reading_are_of_one_moment(base: Base) -> None:
    """A row that is written between two tables of one reading is seen in neither."""
    base.con.execute("CREATE TABLE a AS SELECT 1 AS x; CREATE TABLE b AS SELECT 1 AS x")
    backend = remote._connected(base.place().address)
    try:
        with remote._at_one_moment(backend):
            assert backend.table("a").count().execute() == 1
            base.con.execute("INSERT INTO b VALUES (2)")
            assert backend.table("b").count().execute() == 1
        assert backend.table("b").count().execute() == 2
    finally:
        backend.disconnect()


@pytest.mark.parametrize(
    ("rows", "kilobytes"), [(200_000, 1), (300, 1000)], ids=["many rows", "long texts"]
)
def test_a_large_table_is_never_whole_in_memory(base: Base, rows: int, kilobytes: int) -> None:
    """Rows of 200 and of 300 MB in all come over, and never stand in memory as a whole.

    As Python objects and Arrow arrays at once the table would take several times its size;
    what is held is a group of rows of 32 MB and the piece that comes, each twice or thrice.
    """
    base.con.execute(
        f"CREATE TABLE big AS SELECT g AS id, repeat(md5(g::text), {32 * kilobytes}) AS words"
        f" FROM generate_series(1, {rows}) g"
    )
    ran = subprocess.run(
        [sys.executable, "-c", GROWTH],
        input=base.url(),
        text=True,
        capture_output=True,
        cwd=ROOT,
        timeout=120,
        check=True,
    )
    found, grown = map(int, ran.stdout.split())
    unit = 1 if sys.platform == "darwin" else 1024
    assert found == rows
    assert grown * unit < 250_000_000


def test_a_statement_is_broken_off(base: Base) -> None:
    """Whoever asks for the end need not wait for the server: a view of a minute stops at once."""
    base.con.execute("CREATE VIEW slow AS SELECT pg_sleep(60)::text AS x")
    watch = Watch()
    asked = threading.Timer(0.5, watch.stop)
    asked.start()
    began = time.monotonic()
    with (
        pytest.raises(Stopped, match="the work was stopped"),
        base.place().at_hand([File(path="slow")], watch),
    ):
        pass
    asked.join()
    assert time.monotonic() - began < 20


def test_a_table_beyond_the_limits_is_refused_by_name(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that is too long or too large stops on its way, and the connection is let go."""
    base.con.execute("CREATE TABLE long AS SELECT g AS x FROM generate_series(1, 5000) g")
    monkeypatch.setattr(remote, "MAX_ROWS", 1000)
    with (
        pytest.raises(DataError, match="table 'long': it has more than 1,000 rows"),
        base.place().at_hand([File(path="long")]),
    ):
        pass
    monkeypatch.setattr(remote, "MAX_ROWS", 10_000)
    monkeypatch.setattr(remote, "MAX_BYTES", 10)
    monkeypatch.setattr(remote, "_GROUP_BYTES", 10)
    with (
        pytest.raises(DataError, match="table 'long': it has more than 10 bytes"),
        base.place().at_hand([File(path="long")]),
    ):
        pass
    ours = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'bellwether'"
    assert base.con.execute(ours).fetchone() == (0,)
