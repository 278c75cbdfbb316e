"""What a real PostgreSQL refuses is told as what happened and what to do, without the password."""

from __future__ import annotations

import contextlib
import io
import traceback
from pathlib import Path

import pytest

from scoring.cli import main
from scoring.engine.remote import Connection
from scoring.errors import DataError
from scoring.spec.data_file import File
from scoring.workbench import read_start
from tests.engines.conftest import Base
from tests.engines.postgres_server import PASSWORD

pytestmark = pytest.mark.postgres
SECRET = "s3cret"  # what stands in the owner's password


def refused(place: Connection, file: str = "book") -> str:
    """What is said, after a look at the whole error that there is no password in it."""
    with pytest.raises(DataError, match="fault") as caught, place.at_hand([File(path=file)]):
        pass
    whole = "".join(traceback.format_exception(caught.value)) + repr(place) + str(place)
    assert SECRET not in whole
    assert caught.value.__context__ is None
    return caught.value.findings[0].as_text()


def test_a_wrong_password_is_said(base: Base) -> None:
    """A wrong password and an unknown user are answered alike, as the server does."""
    assert "refuses this user or password" in refused(base.place(password="s3cret no"))
    assert "refuses this user or password" in refused(base.place(user="nobody here"))


def test_a_missing_server_or_database_is_said(base: Base) -> None:
    """The place that was tried is named, and what to check."""
    said = refused(base.place(host="nowhere.invalid"))
    assert "postgres://nowhere.invalid" in said
    assert "no server answers there" in said
    base_url = base.place(more="_gone")
    assert "no such database. Fix: check the name after the last /" in refused(base_url)
    assert "no schema 'gone'" in refused(base.place(more="?schema=gone"))
    assert "the URL cannot be read" in refused(base.place(more="?colour=blue"))


def test_an_unknown_table_is_said_with_the_closest_one(base: Base) -> None:
    """The names are those that this user may read."""
    base.con.execute("CREATE TABLE accounts (x int)")
    said = refused(base.place(), "acounts.csv")
    assert "there is no table 'acounts'. Fix: did you mean 'accounts'?" in said


def test_a_table_without_columns_is_said(base: Base) -> None:
    """It is there, and there is nothing in it."""
    base.con.execute("CREATE TABLE book ()")
    assert "table 'book': it has no columns" in refused(base.place())


def test_a_table_without_the_right_is_said(base: Base) -> None:
    """A user without SELECT is told so, and does not see the table in the list."""
    base.con.execute(
        "DROP ROLE IF EXISTS poor; CREATE ROLE poor LOGIN PASSWORD 's3cret2';"
        "CREATE TABLE book (x int); CREATE TABLE open (x int); GRANT SELECT ON open TO poor"
    )
    place = base.place(user="poor", password="s3cret2")
    assert [file.table for file in place.listed()] == ["open"]
    assert "this user may not read it. Fix: grant SELECT" in refused(place)


def test_a_table_that_fails_while_it_is_read_is_said(base: Base) -> None:
    """A view that divides by zero is a fault of the table, in the server's words."""
    base.con.execute("CREATE VIEW book AS SELECT 1 / (g - 1) AS x FROM generate_series(1, 2) g")
    assert "table 'book': it cannot be read (division by zero" in refused(base.place())


@pytest.mark.parametrize("by", ["word", "variable"])
def test_the_command_line_says_it_without_the_password(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    """The status is 1, and neither answer nor findings hold the password."""
    source = tmp_path / "s.yaml"
    source.write_text(
        "version: 1\nname: S\nfiles: {a: {path: a.csv}}\naccount: {from: a, id: id}\n"
        "snapshots: [{from: a, measures: [m]}]\n"
    )
    monkeypatch.setenv("BOOK", base.url())
    out, err = io.StringIO(), io.StringIO()
    data = base.url() if by == "word" else "env:BOOK"
    card = str(Path(__file__).resolve().parents[2] / "configs/cards/weighted_starter.yaml")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(["check", card, "--source", str(source), "--data", data])
    assert status == 1
    assert "there is no table 'a'" in out.getvalue()
    assert SECRET not in out.getvalue() + err.getvalue()


def test_what_is_named_at_start_connects_to_nothing_and_shows_nothing(base: Base) -> None:
    """The tables are listed when they are asked for, and no form of the start holds a password."""
    base.con.execute("CREATE TABLE accounts (x int); CREATE TABLE usage (x int)")
    start = read_start(base.url())
    assert start.faults == ()
    assert SECRET not in repr(start)
    assert PASSWORD not in str(start)
    assert start.place is not None
    assert [file.table for file in start.place.listed()] == ["accounts", "usage"]
    with (
        pytest.raises(DataError, match="do not include a file 'pg_catalog"),
        start.place.at_hand([File(path="pg_catalog.pg_authid")]),
    ):
        pass
    with (
        pytest.raises(DataError, match="there is no table 'pg_catalog"),
        start.place.at_hand([File(path="usage", table="pg_catalog.pg_user")]),
    ):
        pass
