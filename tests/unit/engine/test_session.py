"""A loaded database opens no file, changes no setting and stops what runs away."""

from __future__ import annotations

import threading
from pathlib import Path

import duckdb
import pytest

from scoring.engine.session import Session
from scoring.errors import DataError

REFUSED = "disabled|does not exist|not found|Cannot|cannot"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "allowed.csv"
    path.write_text("id,m\na,1\n", encoding="utf-8")
    (tmp_path / "other.csv").write_text("id,m\nb,2\n", encoding="utf-8")
    return path


def test_only_the_named_file_is_readable_while_loading(file: Path) -> None:
    """The file next to it is not."""
    session = Session([file])
    assert session.one("SELECT m FROM read_csv(?)", [str(file)]) == 1
    with pytest.raises(duckdb.PermissionException, match="Cannot access file"):
        session.rows("SELECT * FROM read_csv(?)", [str(file.with_name("other.csv"))])
    with pytest.raises(duckdb.PermissionException, match="Cannot access file"):
        session.rows("SELECT * FROM read_csv(?)", [str(file.with_name("*.csv"))])


DOORS = [
    "SELECT * FROM read_csv('{allowed}')",
    "SELECT * FROM '{allowed}'",
    "SELECT * FROM read_text('{allowed}')",
    "SELECT * FROM read_blob('{allowed}')",
    "SELECT * FROM read_csv('{folder}/other.csv')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_json('/etc/passwd')",
    "SELECT * FROM read_parquet('/etc/passwd')",
    "SELECT * FROM sniff_csv('{allowed}')",
    "SELECT * FROM glob('{folder}/*')",
    "SELECT * FROM read_csv('https://localhost/a.csv')",
    "COPY t TO '{folder}/out.csv'",
    "COPY t TO '{allowed}'",
    "COPY t TO '{allowed}' (USE_TMP_FILE false)",
    "COPY t FROM '{allowed}'",
    "EXPORT DATABASE '{folder}/out'",
    "IMPORT DATABASE '{folder}'",
    "ATTACH '{folder}/out.db' AS o",
    "ATTACH '{allowed}' AS o",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '{folder}/x.duckdb_extension'",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "SET memory_limit = '100GB'",
    "SET threads = 64",
    "SET max_execution_time = 0",
    "SET disabled_filesystems = ''",
    "SET allowed_paths = ['/etc/passwd']",
    "SET allowed_directories = ['/etc']",
    "RESET memory_limit",
    "PRAGMA threads = 64",
    "PRAGMA enable_profiling",
    "CREATE PERSISTENT SECRET s (TYPE s3)",
    "SELECT getenv('HOME')",
]


@pytest.mark.parametrize("door", DOORS)
def test_after_sealing_every_door_is_shut(file: Path, door: str) -> None:
    """No file, not even the one that was loaded, no extension, no setting, no variable."""
    session = Session([file])
    session.run("CREATE TABLE t AS SELECT 'a' AS id, 1 AS m")
    session.seal()
    with pytest.raises(duckdb.Error, match=REFUSED):
        session.rows(door.format(allowed=file, folder=file.parent))
    assert sorted(p.name for p in file.parent.iterdir()) == ["allowed.csv", "other.csv"]
    assert file.read_text(encoding="utf-8") == "id,m\na,1\n"


def test_variables_of_the_calling_code_are_no_tables(file: Path) -> None:
    """A query cannot name a Python object."""
    session = Session([file])
    rows = session.table("SELECT 1 AS x")
    assert rows.num_rows == 1
    with pytest.raises(duckdb.CatalogException, match="rows does not exist"):
        session.rows("SELECT * FROM rows")


def test_threads_may_ask_at_once() -> None:
    """Each call has a cursor of its own, so two visitors of one data set never meet."""
    session = Session()
    session.run("CREATE TABLE t AS SELECT range AS n FROM range(100000)")
    session.seal()
    answers: list[int] = []

    def ask() -> None:
        answers.extend(int(session.one("SELECT sum(n) FROM t WHERE n % 7 < 6")) for _ in range(20))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 80
    assert len(set(answers)) == 1


def test_a_query_that_runs_away_is_stopped() -> None:
    """After its second it ends with a sentence, and the session goes on."""
    session = Session()
    session.seal(seconds=1)
    with pytest.raises(DataError, match="took too long and was stopped: more than 1 second"):
        session.rows("SELECT sum(hash(a.range + b.range)) FROM range(10000000) a, range(1000000) b")
    assert session.one("SELECT 1") == 1


def test_a_query_that_needs_too_much_memory_is_stopped() -> None:
    """The limit of the database holds, and the session goes on."""
    session = Session()
    session.run("SET memory_limit = '10MB'")
    with pytest.raises(DataError, match="need more memory"):
        session.rows("SELECT count(DISTINCT range::VARCHAR) FROM range(2000000)")
    assert session.one("SELECT 1") == 1


def test_nothing_is_ever_written_beside_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """3,000 texts of 100,000 characters are 300 MB, beyond the 200 MB that there are here."""
    monkeypatch.chdir(tmp_path)
    session = Session()
    session.run("SET memory_limit = '200MB'")
    with pytest.raises(DataError, match="need more memory"):
        session.run("CREATE TABLE t AS SELECT i, repeat('x', 100000) FROM range(3000) r(i)")
    assert session.one("SELECT current_setting('temp_directory')") == ""
    assert list(tmp_path.iterdir()) == []
