"""Every door of DuckDB is shut in the app's own databases, and open without the protection."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from scoring.engine import database
from scoring.engine.session import CONFIG
from tests.security.open_doors import (
    FILES,
    NETWORK,
    SETTINGS,
    furnished,
    loading,
    opens,
    sealed,
    unprotected,
)

ALL = FILES | SETTINGS | NETWORK


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return furnished(tmp_path)


def left(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize("door", ALL.values(), ids=ALL)
def test_a_loaded_database_opens_no_door(door: str, file: Path) -> None:
    """Neither to the disk nor to the settings nor to a network; nothing is written either."""
    before, session = left(file.parent), sealed()
    assert not opens(session, door, file)
    assert left(file.parent) == before
    session.close()


@pytest.mark.parametrize("door", [*FILES.values(), *NETWORK.values()], ids=[*FILES, *NETWORK])
def test_while_loading_only_the_named_file_is_there(door: str, file: Path) -> None:
    """A database that loads another file opens none of the doors to this one."""
    beside = file.with_name("beside.csv")
    beside.write_text("id,m\nb,2\n", encoding="utf-8")
    before, session = left(file.parent), loading(beside)
    assert session.rows("SELECT m FROM read_csv(?)", [str(beside)]) == [(2,)]
    assert not opens(session, door, file)
    assert left(file.parent) == before
    session.close()


@pytest.mark.parametrize("door", [*FILES.values(), *SETTINGS.values()], ids=[*FILES, *SETTINGS])
def test_without_the_protection_the_door_is_open(door: str, file: Path) -> None:
    """So it is the protection that shuts it, not a misspelt statement."""
    with unprotected() as base:
        assert opens(base, door, file)


def test_another_database_is_opened_without_its_disk(file: Path) -> None:
    """A DuckDB file of a visitor's is read in a database that reaches no file beside it."""
    path = file.with_name("theirs.duckdb")
    with duckdb.connect(str(path)) as base:
        base.execute("CREATE TABLE taken(id VARCHAR, m BIGINT)")
    with database._connected(path, "a") as base:
        assert [name for name, door in FILES.items() if opens(base, door, file)] == []
        assert not opens(base, "SET enable_external_access = true", file)
        assert not opens(base, "CREATE TABLE another(id INT)", file)


def test_variables_of_python_are_no_tables() -> None:
    """With the replacement scans left on, a query would name any object of the calling code."""
    rows = duckdb.connect().sql("SELECT 'secret' AS said").to_arrow_table()
    assert rows.num_rows == 1
    session = sealed()
    with pytest.raises(duckdb.CatalogException, match="rows does not exist"):
        session.rows("SELECT * FROM rows")
    session.close()
    left_on = {k: v for k, v in CONFIG.items() if k != "python_enable_replacements"}
    with duckdb.connect(config=left_on) as base:
        assert base.sql("SELECT said FROM rows").fetchall() == [("secret",)]


def test_secrets_hold_nothing() -> None:
    """The list of secrets may be asked for, and is empty."""
    session = sealed()
    assert session.rows("SELECT name FROM duckdb_secrets()") == []
    session.close()


@pytest.mark.parametrize(
    "name", ["enable_external_access", "lock_configuration", "allow_community_extensions",
             "autoinstall_known_extensions", "autoload_known_extensions"]
)  # fmt: skip
def test_the_setting_is_what_it_must_be(name: str) -> None:
    """What the database itself says of its locks."""
    session = sealed()
    value = session.one("SELECT current_setting(?)", [name])
    assert value is (name == "lock_configuration")
    session.close()
