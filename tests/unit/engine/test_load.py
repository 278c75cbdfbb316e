"""Loading gives a whole data set or every reason why not, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from scoring.engine import load as loading
from scoring.engine import session
from scoring.engine.load import load
from scoring.engine.session import Session
from scoring.engine.watch import Watch
from scoring.errors import DataError, Stopped
from scoring.spec.source import parse_source
from tests.unit.engine.loading import ONE, TODAY, TWO, column, loaded, refused

GOOD = {"a": "id,start,end\na,2024-01-15,\n", "b": "id,month,m\na,2024-01,1\n"}


def test_faults_of_several_files_come_together(tmp_path: Path) -> None:
    """Whoever mends files wants one list, not one fault a run."""
    source = TWO.replace("b: {path: b.csv}", "b: {path: b.csv}, c: {path: c.csv}")
    found = refused(tmp_path, source, a="", b="id,id\n1,2\n")
    assert [(f.place, f.problem) for f in found] == [
        ("file 'a'", "the file is empty"),
        ("file 'b'", "the header names 'id' 2 times"),
        ("file 'c'", "there is no file 'c.csv'"),
    ]


def test_rows_that_cannot_be_read_in_several_files_come_together(tmp_path: Path) -> None:
    """A ragged row in one file does not hide the one in another."""
    found = refused(tmp_path, TWO, a="id,start,end\na\n", b="id,month,m\nb,1\n")
    assert [(f.place, f.line) for f in found] == [("file 'a'", 2), ("file 'b'", 2)]


def test_all_columns_that_are_not_there_come_together(tmp_path: Path) -> None:
    """Five misspelt names are five findings, each with the nearest name."""
    source = TWO.replace("id: id, start_on: start", "id: idd, start_on: strat").replace(
        "month: month, measures: [m]", "month: monht, measures: [mm, zzz]"
    )
    found = refused(tmp_path, source, **GOOD)
    assert [f.problem for f in found] == [
        "there is no column 'idd' (the account id)",
        "there is no column 'strat' (start on)",
        "there is no column 'monht' (the month)",
        "there is no column 'mm' (measure 'mm')",
        "there is no column 'zzz' (measure 'zzz')",
    ]
    assert found[2].fix == "did you mean 'month'?"


def test_a_misspelled_column_is_told_before_rows_are_read(tmp_path: Path) -> None:
    """The second row has a cell too many, which nobody has to wait for."""
    (found,) = refused(tmp_path, ONE.replace("[m]", "[mm]"), a="id,m\na,1\nb,1,2\n")
    assert found.problem == "there is no column 'mm' (measure 'mm')"
    assert "'m'" in found.fix


def test_faults_of_accounts_and_of_months_come_together(tmp_path: Path) -> None:
    """An id that stands twice does not hide a month that cannot be read."""
    accounts = "id,start,end\na,2024-01-15,\na,2024-01-15,\n"
    found = refused(tmp_path, TWO, a=accounts, b="id,month,m\na,January,1\n")
    assert [f.place for f in found] == ["file 'a', column 'id'", "file 'b', column 'month'"]


def test_files_that_share_no_account_are_refused(tmp_path: Path) -> None:
    """Nothing to score is an error with the likely reason."""
    (found,) = refused(tmp_path, TWO, a=GOOD["a"], b="id,month,m\nA,2024-01,1\n")
    assert found.problem == "no row is left to score"
    assert "same ids" in found.fix


def test_what_was_loaded_before_is_not_touched(tmp_path: Path) -> None:
    """A file that fails leaves the data set on the screen as it was."""
    before = loaded(tmp_path, TWO, **GOOD)
    refused(tmp_path, TWO, a=GOOD["a"], b="")
    assert column(before, "SELECT m FROM snapshots") == [1.0]


def test_no_table_of_the_loading_stays(tmp_path: Path) -> None:
    """Only the tables that cards and back-tests read are kept in memory."""
    data = loaded(tmp_path, TWO, **GOOD)
    assert sorted(map(str, column(data, "SELECT table_name FROM duckdb_tables()"))) == [
        "accounts",
        "snapshots",
        "spells",
    ]


def test_a_failed_loading_closes_its_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The half-filled database is let go of at once."""
    opened: list[Session] = []

    def remembered(paths: list[Path], watch: Watch) -> Session:
        opened.append(Session(paths, watch))
        return opened[-1]

    monkeypatch.setattr(loading, "Session", remembered)
    refused(tmp_path, TWO, a=GOOD["a"], b="id,month,m\na,zz,1\n")
    with pytest.raises(duckdb.ConnectionException, match="closed"):
        opened[0].one("SELECT 1")


class Impatient(Watch):
    """Asks for the end when a step begins."""

    def __init__(self, step: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._unwanted = step

    def tell(self, step: str, share: float) -> None:
        self.seen.append(step)
        if step == self._unwanted:
            self.stop()
        super().tell(step, share)


def test_a_load_that_is_stopped_keeps_nothing(tmp_path: Path) -> None:
    """Whoever waits may end it at any step."""
    (tmp_path / "a.csv").write_text("id,m\na,1\n", encoding="utf-8")
    watch = Impatient("Sorting out accounts")
    with pytest.raises(Stopped, match="stopped"):
        load(parse_source(ONE), tmp_path, today=TODAY, watch=watch)
    assert watch.seen == ["Looking at the files", "Reading the rows of a", "Sorting out accounts"]


def test_a_load_that_takes_too_long_ends(tmp_path: Path) -> None:
    """The time of the whole load is bounded, and the limit is named."""
    (tmp_path / "a.csv").write_text("id,m\na,1\n", encoding="utf-8")
    with pytest.raises(DataError, match="longer than 0 seconds"):
        load(parse_source(ONE), tmp_path, today=TODAY, watch=Watch(seconds=0))


def test_the_version_changes_with_any_byte(tmp_path: Path) -> None:
    """Two data sets with one version are the same data set read the same way."""
    first = loaded(tmp_path, a="id,m\na,1\n").catalogue.version
    assert loaded(tmp_path, a="id,m\na,1\n").catalogue.version == first
    assert loaded(tmp_path, a="id,m\na,2\n").catalogue.version != first
    assert loaded(tmp_path, ONE.replace("One", "Two"), a="id,m\na,1\n").catalogue.version != first


def test_a_data_set_too_large_for_its_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is a finding, not a crash."""
    monkeypatch.setitem(session.CONFIG, "memory_limit", "4MB")
    rows = "".join(f"account number {i},{i}\n" for i in range(200_000))
    with pytest.raises(DataError, match="memory"):
        loaded(tmp_path, a="id,m\n" + rows)
