"""`score --engine postgres://…` scores tables in a real PostgreSQL and keeps the result there."""

from __future__ import annotations

import datetime as dt
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from tests.engines.conftest import Base
from tests.engines.demo_tables import expected, run, shape, tables

pytestmark = pytest.mark.postgres
SECRET = "s3cret"  # what stands in the owner's password
THERE = ("--snapshots", "snapshots", "--accounts", "accounts")


@pytest.fixture
def book(base: Base) -> Base:
    """A database with the demo book."""
    for name, table in tables().items():
        base.put(name, [tuple(row.values()) for row in table.to_pylist()], shape(table))
    return base


def scored(base: Base, table: str = "bellwether_scores") -> dict[tuple[str, dt.date], object]:
    """What the result table holds."""
    rows = base.con.execute(f"SELECT account_id, as_of, score, band, card FROM {table}").fetchall()
    return {(account, day): (score, band, card) for account, day, score, band, card in rows}


def listed(base: Base) -> set[str]:
    """All tables of the database that are ours or its owner's."""
    rows = base.con.execute("SELECT tablename FROM pg_tables WHERE schemaname !~ '^(pg_|info)'")
    return {name for (name,) in rows.fetchall()}


def refused(base: Base, *words: str, engine: str = "") -> str:
    """What is said of a scoring that fails: status 2, no password, no table more or less."""
    before = listed(base)
    status, said, complaint = run("--engine", engine or base.url(), *words)
    assert (status, said) == (2, "")
    assert SECRET not in complaint
    assert "Fix: " in complaint
    assert listed(base) == before
    return complaint


def test_every_month_is_scored_as_from_files(book: Base) -> None:
    """The result table holds each account-month with the file's score to 1e-9, and its band."""
    status, said, complaint = run("--engine", book.url(), *THERE, "--as-of", "all")
    assert (status, "error" in complaint) == (0, False)
    assert f"rows={len(expected())}" in complaint
    found, files = scored(book), expected()
    assert found.keys() == files.keys()
    for key, (score, band, card) in files.items():
        there = found[key]
        assert isinstance(there, tuple)
        assert there[1:] == (band, card)
        assert (there[0] is None) == (score is None)
        assert score is None or abs(there[0] - score) <= 1e-9
    nobody = sum(score is None for score, _, _ in files.values())
    assert f"{len(files):,} rows" in said
    assert f"{nobody:,} without a score" in said
    assert SECRET not in said


def test_a_new_month_takes_the_place_of_the_old_one(
    book: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rights and views on the result stay; the URL may stand in a variable; twice is once."""
    months = sorted({day for _, day in expected()})
    monkeypatch.setenv("THE_BOOK", book.url())
    assert run("--engine", "env:THE_BOOK", *THERE, "--as-of", f"{months[-2]:%Y-%m}")[0] == 0
    book.con.execute("CREATE VIEW reds AS SELECT account_id FROM bellwether_scores")
    assert {day for _, day in scored(book)} == {months[-2]}
    for _ in range(2):
        assert run("--engine", "env:THE_BOOK", *THERE)[0] == 0
        assert {day for _, day in scored(book)} == {months[-1]}
    latest = [key for key in expected() if key[1] == months[-1]]
    assert book.con.execute("SELECT count(*) FROM reds").fetchone() == (len(latest),)
    assert listed(book) == {"accounts", "snapshots", "bellwether_scores"}


def test_only_a_summary_comes_here(book: Base) -> None:
    """Of more than a megabyte of rows, less than 8 kilobytes reach this process."""
    size = book.con.execute("SELECT pg_table_size('snapshots')").fetchone()
    assert size is not None
    assert size[0] > 1_000_000
    with counted(book.server.port) as (port, seen):
        url = book.url().replace(f":{book.server.port}/", f":{port}/")
        assert run("--engine", url, *THERE, "--as-of", "all")[0] == 0
    assert 0 < seen[0] < 8_000


@contextmanager
def counted(port: int) -> Iterator[tuple[int, list[int]]]:
    """A way to a port by which the bytes that come back are counted."""
    seen, ends = [0], []

    def pass_on(source: socket.socket, target: socket.socket, count: bool) -> None:
        with closing(target), suppress(OSError):
            while piece := source.recv(65_536):
                seen[0] += len(piece) if count else 0
                target.sendall(piece)

    def listen() -> None:
        near, _ = door.accept()
        far = socket.create_connection(("127.0.0.1", port))
        for pair in ((near, far, False), (far, near, True)):
            ends.append(threading.Thread(target=pass_on, args=pair, daemon=True))
            ends[-1].start()

    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=listen, daemon=True).start()
        yield door.getsockname()[1], seen


def test_no_server_and_no_way_in_are_said_soon(book: Base) -> None:
    """An unreachable server, a wrong password and an unknown database, within ten seconds each."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        for engine, words in {
            book.url().replace(f":{book.server.port}/", f":{port}/"): "no server answers there",
            book.url(password="s3cret no"): "refuses this user or password",
            book.url(more="_gone"): "the server has no such database",
            book.url(more="?schema=gone"): "there is no schema 'gone'",
        }.items():
            start = time.monotonic()
            assert words in refused(book, *THERE, engine=engine)
            assert time.monotonic() - start < 10


def test_a_missing_table_or_column_is_said(book: Base) -> None:
    """With the closest name there is, before anything is read."""
    complaint = refused(book, "--snapshots", "snapshot", "--accounts", "accounts")
    assert "there is no table 'snapshot'" in complaint
    assert "did you mean 'snapshots'?" in complaint
    book.con.execute("ALTER TABLE snapshots RENAME COLUMN licence_use TO license_use")
    complaint = refused(book, *THERE)
    assert "the data have no measure 'licence_use'" in complaint
    assert "did you mean 'license_use'?" in complaint
    book.con.execute("ALTER TABLE snapshots RENAME COLUMN as_of TO day")
    assert "the table 'snapshots' has no column 'as_of'" in refused(book, *THERE)


def test_a_column_of_another_sort_is_said(book: Base) -> None:
    """Text where numbers are wanted, and text where days are."""
    book.con.execute("ALTER TABLE snapshots ALTER COLUMN licence_use TYPE text")
    assert "licence_use" in refused(book, *THERE)
    book.con.execute("ALTER TABLE snapshots ALTER COLUMN as_of TYPE text")
    assert "the column 'as_of' of the table 'snapshots' holds no dates" in refused(book, *THERE)


def test_a_target_that_is_only_read_is_said(book: Base) -> None:
    """A user who may not create, and one whose transactions only read."""
    book.con.execute(
        "DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 's3cret2';"
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"
    )
    reader = book.url(user="reader", password="s3cret2")
    assert "a right is missing" in refused(book, *THERE, engine=reader)
    book.con.execute(
        "GRANT CREATE ON SCHEMA public TO reader;"
        "ALTER ROLE reader SET default_transaction_read_only = on"
    )
    assert "nothing may be written" in refused(book, *THERE, engine=reader)


def test_a_table_of_another_kind_is_never_replaced(book: Base) -> None:
    """Not the tables that are read, not a table of somebody else's, not a view."""
    book.con.execute("CREATE TABLE mine (x int); CREATE VIEW seen AS SELECT 1 AS x")
    assert "would take the place" in refused(book, *THERE, "--out-table", "accounts")
    assert "holds no scores" in refused(book, *THERE, "--out-table", "public.accounts")
    assert "holds no scores" in refused(book, *THERE, "--out-table", "mine")
    assert "is no table of its own" in refused(book, *THERE, "--out-table", "seen")


def test_a_failure_leaves_the_last_result(book: Base) -> None:
    """Rows that divide by zero while they are read: the table of yesterday stands as it was."""
    assert run("--engine", book.url(), *THERE)[0] == 0
    before = scored(book)
    book.con.execute("ALTER TABLE snapshots RENAME COLUMN licence_use TO old_use")
    book.con.execute(
        "CREATE VIEW half AS SELECT *, 1 / (extract(month FROM as_of) - 3) AS licence_use"
        " FROM snapshots"
    )
    complaint = refused(book, "--snapshots", "half", "--accounts", "accounts")
    assert "division by zero" in complaint
    assert scored(book) == before


def test_rows_told_twice_and_months_that_are_not_there_are_said(book: Base) -> None:
    """Nothing is guessed about which row counts."""
    assert "is no month" in refused(book, *THERE, "--as-of", "soon")
    assert "the tables have no month 1999-01" in refused(book, *THERE, "--as-of", "1999-01")
    book.con.execute("INSERT INTO snapshots SELECT * FROM snapshots LIMIT 3")
    assert "3 account-months stand there more than once" in refused(book, *THERE)
    book.con.execute("TRUNCATE accounts")
    assert "no account-month in common" in refused(book, *THERE)


def test_a_day_that_is_in_no_month_is_left_out(book: Base) -> None:
    """A day without end, one before the year 1 and one after 9999 are nowhere in the result."""
    days = ("infinity", "-infinity", "0001-01-01 BC", "20200-05-05")
    accounts = book.con.execute("SELECT account_id FROM accounts ORDER BY 1 LIMIT 4").fetchall()
    gone = 0
    for day, (account,) in zip(days, accounts, strict=True):
        last = "(SELECT max(as_of) FROM snapshots WHERE account_id = %s)"
        sql = f"UPDATE snapshots SET as_of = %s WHERE account_id = %s AND as_of = {last}"
        gone += book.con.execute(sql, [day, account, account]).rowcount
    status, said, complaint = run("--engine", book.url(), *THERE, "--as-of", "all")
    assert (status, "error" in complaint) == (0, False)
    assert "2023-11 to 2026-10" in said
    assert gone == 4
    found = set(scored(book))
    assert found < expected().keys()  # in none of them, not even under no month


def test_words_of_the_two_ways_are_not_mixed(base: Base, tmp_path: Path) -> None:
    """What is for files is refused for tables, and the other way round."""
    out = ("--out", str(tmp_path / "x.csv"))
    assert "without --out" in refused(base, *THERE, *out)
    assert "with --snapshots" in refused(base)
    assert "with --source" in refused(base, engine="plan")
    mixed = ("--source", "s.yaml", *out, "--snapshots", "s")
    assert "without --snapshots" in refused(base, *mixed, engine="plan")
    assert "no engine that scores is reached by sqlite://" in refused(
        base, *THERE, engine="sqlite://x"
    )
    assert "no variable 'NOT_THERE'" in refused(base, *THERE, engine="env:NOT_THERE")


@pytest.mark.parametrize("name", ["My Table", 'a"b', "x'); DROP TABLE accounts; --", "Ünï", "%s"])
def test_a_hostile_name_is_a_name(book: Base, name: str) -> None:
    """Tables of any name are read and made, and nothing else happens."""
    quoted = '"' + name.replace('"', '""') + '"'
    book.con.execute(f"ALTER TABLE snapshots RENAME TO {quoted}")
    words = ("--snapshots", name, "--accounts", "accounts", "--out-table", f"{name} out")
    assert run("--engine", book.url(), *words)[0] == 0
    assert listed(book) == {"accounts", name, f"{name} out"}
