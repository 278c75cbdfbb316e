"""What the operator names becomes a place, and a source reaches nothing beside what it lists."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from scoring.engine.files import open_file
from scoring.engine.place_names import place_at
from scoring.engine.places import Folder, Place
from scoring.engine.remote import Connection
from scoring.engine.standing import Database, Matching, Offered
from scoring.errors import DataError
from scoring.spec.data_file import File


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """A folder with two months of exports, a note, a hidden file and a folder within."""
    folder = tmp_path / "exports"
    (folder / "old").mkdir(parents=True)
    for name in ("b.csv", "a.csv.gz", "note.md", ".hidden.csv", "old/c.csv", "s.yaml", "Q.XLSX"):
        (folder / name).write_text("id\n1\n")
    (tmp_path / "outside.csv").write_text("id\n1\n")
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A DuckDB file with two tables and a view."""
    path = tmp_path / "book.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE accounts AS SELECT 1 AS id; CREATE SCHEMA eu")
        con.execute("CREATE TABLE eu.usage AS SELECT 2 AS id; CREATE VIEW seen AS SELECT 3 AS id")
    return path


def names(place: Place) -> list[str]:
    return [file.path for file in place.listed()]


def test_a_folder_lists_its_data_files(exports: Path) -> None:
    """By their endings, in order, without hidden ones and folders."""
    assert place_at(str(exports)) == Folder(exports)
    assert names(place_at(str(exports))) == ["Q.XLSX", "a.csv.gz", "b.csv"]


def test_a_pattern_lists_what_matches_it(exports: Path) -> None:
    """From the first folder with a wildcard on, deeply with `**`."""
    assert names(place_at(f"{exports}/*.csv")) == ["b.csv"]
    assert names(place_at(f"{exports}/**/*.csv")) == ["b.csv", "old/c.csv"]
    assert names(place_at(f"{exports.parent}/exp*/b.*")) == ["exports/b.csv"]
    assert names(place_at(f"{exports}/*")) == ["Q.XLSX", "a.csv.gz", "b.csv", "note.md"]
    assert names(place_at(f"{exports}/*.parquet")) == []


def test_a_source_reads_nothing_that_the_pattern_does_not_match(exports: Path) -> None:
    """A path that leads elsewhere is no part of the place."""
    place = place_at(f"{exports}/*.csv")
    with place.at_hand([File(path="b.csv")]) as folder:
        assert (folder / "b.csv").read_text() == "id\n1\n"
    for path in ("../outside.csv", "note.md", str(exports / "b.csv"), "old/../b.csv"):
        with (
            pytest.raises(DataError, match="do not include a file"),
            place.at_hand([File(path=path)]),
        ):
            pass


def test_one_file_is_a_place_with_one_file(exports: Path) -> None:
    """Also one whose name reads as a pattern."""
    odd = exports / "b[1].csv"
    odd.write_text("id\n1\n")
    assert names(place_at(str(exports / "b.csv"))) == ["b.csv"]
    assert names(place_at(str(odd))) == ["b[1].csv"]
    assert names(place_at(f"file://{odd}")) == ["b[1].csv"]


def test_a_source_file_stands_for_its_folder(exports: Path) -> None:
    """The paths in it are relative to where it stands."""
    assert place_at(str(exports / "s.yaml")) == Folder(exports)


def test_a_duckdb_file_gives_its_tables(database: Path) -> None:
    """As parts of the file, and as files of their names; a view is none, nor a second copy."""
    for text in (str(database), f"duckdb://{database}"):
        place = place_at(text)
        assert place == Database(database)
        assert [(f.path, f.table) for f in place.listed()] == [
            ("book.duckdb", "eu.usage"),
            ("book.duckdb", "accounts"),
        ]
        asked = [File(path="in/accounts.csv"), File(path="u", table="eu.usage"), place.listed()[0]]
        with place.at_hand(asked) as folder:
            assert pq.read_table(folder / "in/accounts.csv").to_pydict() == {"id": [1]}
            assert pq.read_table(folder / "u").to_pydict() == {"id": [2]}
            assert (folder / "book.duckdb").resolve() == database
        assert not folder.exists()
    with pytest.raises(DataError, match="no table 'seen'"), place.at_hand([File(path="seen")]):
        pass


def test_the_schema_main_may_be_named(database: Path, tmp_path: Path) -> None:
    """main.accounts is accounts, from the file as well as from the place, and main.seen nothing."""
    with place_at(str(database)).at_hand([File(path="x", table="main.accounts")]) as folder:
        assert pq.read_table(folder / "x").to_pydict() == {"id": [1]}
    stated = File(path=database.name, table="main.accounts")
    assert open_file(database, "a", tmp_path, stated).columns == ("id",)
    with pytest.raises(DataError, match=r"no table 'main\.seen'"):
        open_file(database, "a", tmp_path, File(path="x", table="main.seen"))


def test_two_tables_under_one_path_are_refused(tmp_path: Path) -> None:
    """One of them would stand in the other's place."""
    path = tmp_path / "t.sqlite"
    sqlite3.connect(path).execute("CREATE TABLE a (x INTEGER)").connection.close()
    asked = [File(path="t", table="a"), File(path="t", table="b")]
    with (
        pytest.raises(DataError, match="two tables are named under one path 't'"),
        place_at(f"sqlite://{path}").at_hand(asked),
    ):
        pass


def test_a_sqlite_file_is_read_through_ibis_and_not_written(tmp_path: Path) -> None:
    """Tables and views by name, read-only; a missing file is not made."""
    path = tmp_path / "book.sqlite"
    con = sqlite3.connect(path)
    con.execute("CREATE TABLE accounts (id TEXT, m REAL, n INTEGER)")
    con.executemany("INSERT INTO accounts VALUES (?, ?, ?)", [("a", 0.5, 1), (None, None, None)])
    con.execute("CREATE VIEW best AS SELECT id FROM accounts WHERE m > 0")
    con.commit()
    con.close()
    place = place_at(f"sqlite://{path}")
    assert isinstance(place, Connection)
    assert [file.table for file in place.listed()] == ["accounts", "best"]
    with place.at_hand([File(path="accounts.csv"), File(path="best")]) as folder:
        found = pq.read_table(folder / "accounts.csv").to_pydict()
        assert found == {"id": ["a", None], "m": [0.5, None], "n": [1, None]}
        assert pq.read_table(folder / "best").to_pydict() == {"id": ["a"]}
    with (
        pytest.raises(DataError, match="no table 'acounts'"),
        place.at_hand([File(path="acounts")]),
    ):
        pass
    gone = tmp_path / "gone.sqlite"
    with pytest.raises(DataError, match="no connection"):
        place_at(f"sqlite://{gone}").listed()
    assert not gone.exists()


@pytest.mark.parametrize("path", ["/etc/hosts", "..", ".", "x/..", "../../x/../.."])
def test_a_table_stays_in_its_private_folder(database: Path, path: str) -> None:
    """A path that leads out of it, or to a folder, is the name of no table."""
    with (
        pytest.raises(DataError, match=r"cannot be the name of a table"),
        place_at(str(database)).at_hand([File(path=path, table="accounts")]),
    ):
        pass


def test_what_is_offered_is_what_is_listed(exports: Path, database: Path) -> None:
    """A visitor's source reads the listed files and tables of a start place and no other."""
    offered = Offered(Folder(exports))
    assert offered.listed() == Folder(exports).listed()
    with offered.at_hand([File(path="b.csv")]) as folder:
        assert folder == exports
    for path in ("../outside.csv", "s.yaml", ".hidden.csv", "/etc/hosts"):
        with (
            pytest.raises(DataError, match="do not include a file"),
            offered.at_hand([File(path=path)]),
        ):
            pass
    base = Offered(Database(database))
    with base.at_hand([File(path="book.duckdb", table="eu.usage")]):
        pass
    with (
        pytest.raises(DataError, match="no table 'seen'"),
        base.at_hand([File(path="book.duckdb", table="seen")]),
    ):
        pass


def test_of_what_was_chosen_nothing_else_is_reached(exports: Path, tmp_path: Path) -> None:
    """A source with other words reaches the files of the first one, not even another table."""
    few = Offered(Folder(exports), (File(path="../outside.csv"),))
    with few.at_hand([File(path="../outside.csv")]) as folder:
        assert folder == exports
    with (
        pytest.raises(DataError, match="do not include a file 'b"),
        few.at_hand([File(path="b.csv")]),
    ):
        pass
    path = tmp_path / "t.sqlite"
    con = sqlite3.connect(path)
    con.execute("CREATE TABLE a (x INTEGER)")
    con.execute("CREATE TABLE secrets (x INTEGER)")
    con.close()
    one = Offered(place_at(f"sqlite://{path}"), (File(path="a.csv"),))
    with one.at_hand([File(path="a.csv")]):
        pass
    with (
        pytest.raises(DataError, match="there is no table 'secrets'"),
        one.at_hand([File(path="a.csv", table="secrets")]),
    ):
        pass


def test_a_pattern_without_a_match_is_an_empty_place(exports: Path) -> None:
    """The files may come later."""
    assert place_at(f"{exports}/2031-*.csv") == Matching(exports, "2031-*.csv")
