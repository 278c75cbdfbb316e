"""`--data` takes any place, and the environment is read only where it is named."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from scoring.cli import main

pytestmark = pytest.mark.slow

CARD = """\
version: 1
name: Test
metrics: [{id: use, measure: use, normaliser: {kind: linear, worst: 0, best: 100}, weight: 1}]
bands: [{name: Good, from: 50, tone: good}, {name: Bad, from: 0, tone: bad}]
"""
SOURCE = """\
version: 1
name: Book
files: {a: {path: exports/a.csv}}
account: {from: a, id: id}
snapshots: [{from: a, month: month, measures: [use]}]
"""


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A card, a source, its file in a folder and the same rows as a table of a DuckDB file."""
    (tmp_path / "exports").mkdir()
    (tmp_path / "c.yaml").write_text(CARD)
    (tmp_path / "s.yaml").write_text(SOURCE)
    (tmp_path / "exports/a.csv").write_text("id,month,use\nx,2026-01,30\ny,2026-01,80\n")
    with duckdb.connect(str(tmp_path / "b.duckdb")) as con:
        con.execute("CREATE TABLE a (id TEXT, month TEXT, use INT)")
        con.execute("INSERT INTO a VALUES ('x', '2026-01', 30), ('y', '2026-01', 80)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BELLWETHER_DATA", raising=False)
    return tmp_path


def score(place: str) -> tuple[int, bytes]:
    """The status, and the file that was written."""
    out = Path("out.csv")
    out.unlink(missing_ok=True)
    words = ["score", "--source", "s.yaml", "--card", "c.yaml", "--out", str(out)]
    status = main([*words, "--data", place] if place else words)
    return status, out.read_bytes() if out.exists() else b""


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("place", [".", "b.duckdb", "duckdb://b.duckdb", "e*/*.csv", "env:BOOK"])
def test_every_place_gives_the_same_scores(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file that is written is the same, byte for byte, as without a place."""
    monkeypatch.setenv("BOOK", "b.duckdb")
    beside = score("")
    assert beside[0] == 0
    assert score(place) == beside


@pytest.mark.usefixtures("book")
def test_the_variable_of_the_app_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command reads the files beside its source, whatever the app would open."""
    monkeypatch.setenv("BELLWETHER_DATA", "postgres://me:sekret@127.0.0.1:1/gone")
    assert score("")[0] == 0


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("place", "status", "said"),
    [
        ("gone", 2, "there is no file or folder 'gone'. Fix: check the path"),
        ("env:GONE", 2, "the environment has no variable 'GONE'"),
        ("postgre://me:sekret@host/db", 2, "no connection is called 'postgre://'"),
        ("postgres://me:sekret@127.0.0.1:1/db", 1, "no server answers there"),
        ("mysql://me:sekret@127.0.0.1:1/db", 1, "pip install 'ibis-framework[mysql]'"),
        ("exports/*.parquet", 1, "do not include a file 'exports/a.csv'"),
    ],
)
def test_a_place_that_does_not_open_is_said(
    place: str, status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its status and in words, without a password."""
    assert score(place) == (status, b"")
    printed = capsys.readouterr()
    assert said in printed.err
    assert "sekret" not in printed.err + printed.out


@pytest.mark.parametrize(
    "words",
    [
        ["check", "c.yaml", "--dat=x", "--date", "postgres://me:sekret@host/db"],
        ["check", "c.yaml", "postgres://me:my sekret@host/db"],
        ["check", "c.yaml", "postgres://host/db?user=me&password=sekret"],
        ["check", "postgres://me:sekret@host/db"],
        ["postgres://me:it's sekret@host/db"],
        ["alerts", "--source", "postgres://me:sekret@host/db", "--card", "c.yaml"],
        ["bundle", "--open", "postgres://me:sekret@host/db"],
        ["score", "--card", "c.yaml", "--engine", "postgres://me:sekret@host:x/db"],
    ],
)
@pytest.mark.usefixtures("book")
def test_a_url_in_the_wrong_place_is_not_repeated(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever it stands, as a word or as a path, its password is not printed."""
    assert main(words) == 2
    printed = capsys.readouterr()
    assert "error: " in printed.err
    assert "sekret" not in printed.err + printed.out
