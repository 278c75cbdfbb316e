"""Tables of a real PostgreSQL score as the same rows in files, and nothing is ever written."""

from __future__ import annotations

import csv
import datetime as dt
import subprocess
import sys
import threading
import time
from pathlib import Path

import pandas as pd
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scoring.cli import main
from scoring.engine import remote
from scoring.engine.remote import Connection
from scoring.engine.watch import Watch
from scoring.errors import DataError, Stopped
from scoring.spec.data_file import File
from scoring.spec.source import parse_source
from scoring.workbench import open_data
from tests.conftest import ROOT
from tests.engines.conftest import Base

pytestmark = pytest.mark.postgres
TODAY = dt.date(2026, 10, 31)
DEMO = ("accounts", "snapshots")
UUID = "7f3c0a54-0f0e-4a5a-9c5e-000000000001"
KINDS = {"string": "text", "double": "numeric", "date32[day]": "date", "bool": "boolean"}


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


def kind_of(field: pa.Field) -> str:
    """The type that a warehouse would give a column."""
    if pa.types.is_timestamp(field.type):
        return "timestamptz"
    return KINDS.get(str(field.type), "int")


def fill_with_demo(base: Base) -> None:
    """The tables of the demo book."""
    for name in DEMO:
        table = pq.read_table(ROOT / f"data/demo/{name}.parquet")
        columns = ", ".join(f'"{field.name}" {kind_of(field)}' for field in table.schema)
        base.put(name, [tuple(row.values()) for row in table.to_pylist()], columns)


def as_csv(base: Base, folder: Path) -> None:
    """The same rows as PostgreSQL itself writes them into CSV files."""
    for name in DEMO:
        asked = f"COPY {name} TO STDOUT (FORMAT csv, HEADER)"
        with (
            base.con.cursor() as cursor,
            (folder / f"{name}.csv").open("wb") as out,
            cursor.copy(asked) as copy,
        ):
            for piece in copy:
                out.write(piece)


def scores(path: Path) -> dict[tuple[str, str], float]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            (row["account_id"], row["as_of"]): float(row["score"])
            for row in csv.DictReader(stream)
            if row["score"]
        }


def test_tables_score_as_the_same_rows_in_files(base: Base, tmp_path: Path) -> None:
    """The demo book scored from PostgreSQL is the demo book scored from CSV, to 1e-9."""
    fill_with_demo(base)
    as_csv(base, tmp_path)
    text = (ROOT / "configs/sources/demo.yaml").read_text(encoding="utf-8")
    source = tmp_path / "book.yaml"
    source.write_text(
        text.replace("../../data/demo/", "").replace(".parquet", ".csv"), encoding="utf-8"
    )
    words = ["score", "--source", str(source), "--as-of", "all"]
    words += ["--card", str(ROOT / "configs/cards/b2b_saas_starter.yaml")]
    files, tables = tmp_path / "files.csv", tmp_path / "tables.csv"
    assert main([*words, "--out", str(files)]) == 0
    assert main([*words, "--out", str(tables), "--data", base.url()]) == 0
    expected, found = scores(files), scores(tables)
    assert len(expected) > 10_000
    assert found.keys() == expected.keys()
    assert max(abs(found[key] - expected[key]) for key in expected) <= 1e-9


def test_a_source_with_paths_upwards_finds_its_tables(base: Base) -> None:
    """The bundled source, whose paths begin with `../..`, reads tables called as its files are."""
    fill_with_demo(base)
    source = parse_source((ROOT / "configs/sources/demo.yaml").read_text(encoding="utf-8"))
    assert open_data(source, base.place(), today=TODAY).catalogue.accounts == 400


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


def only(place: Connection, file: File) -> dict[str, list[object]]:
    with place.at_hand([file]) as folder:
        found: dict[str, list[object]] = pq.read_table(folder / file.path).to_pydict()
    assert not folder.exists()
    return found


def test_every_type_comes_as_what_it_means(base: Base) -> None:
    """Numbers, days, moments in UTC and truth values stay so; all else comes as its text."""
    base.con.execute("CREATE TYPE mood AS ENUM ('well', 'ill'); CREATE DOMAIN size AS int")
    values = {
        "i smallint": ("1", 1),
        "big bigint": ("9007199254740993", 9007199254740993),
        "n numeric": ("0.1", 0.1),
        "n2 numeric(10,2)": ("12.5", 12.5),
        "cash money": ("'12.50'", 12.5),
        "f real": ("1.5", 1.5),
        "b boolean": ("true", True),
        "d date": ("'2024-01-31'", dt.date(2024, 1, 31)),
        "t timestamp": ("'2024-01-31 12:00'", dt.datetime(2024, 1, 31, 12)),
        "u uuid": (f"'{UUID}'", UUID),
        "j json": ("'{\"a\":1}'", '{"a":1}'),
        "a int[]": ("'{1,2}'", "{1,2}"),
        "m mood": ("'ill'", "ill"),
        "s size": ("5", "5"),
        "r daterange": ("'[2024-01-01,2024-02-01)'", "[2024-01-01,2024-02-01)"),
        "iv interval": ("'1 day'", "1 day"),
        "ip inet": ("'10.0.0.1'", "10.0.0.1/32"),
        "tm time": ("'10:11'", "10:11:00"),
        "x text": ("repeat('é', 300000)", "é" * 300_000),
    }
    base.con.execute(f"CREATE TABLE kinds ({', '.join(values)}, z timestamptz)")
    written = ", ".join(cell for cell, _ in values.values())
    base.con.execute(f"INSERT INTO kinds VALUES ({written}, '2024-01-31 23:30-05')")
    base.con.execute("INSERT INTO kinds DEFAULT VALUES")
    found = only(base.place(), File(path="kinds"))
    moment = found.pop("z")[0]
    # 23:30 five hours west of Greenwich is 4:30 there, a day and a month later.
    assert moment == dt.datetime(2024, 2, 1, 4, 30, tzinfo=dt.UTC)
    meant = {name.split()[0]: value for name, (_, value) in values.items()}
    assert {name: cells[0] for name, cells in found.items()} == meant
    assert {cells[1] for cells in found.values()} == {None}


def test_a_date_without_end_is_missing(base: Base) -> None:
    """`infinity`, and a day before the year 1, are no days that a calendar has."""
    base.con.execute("CREATE TABLE ends (d date, t timestamp, z timestamptz)")
    base.con.execute("INSERT INTO ends VALUES ('infinity', '-infinity', 'infinity')")
    base.con.execute("INSERT INTO ends VALUES ('0044-03-15 BC', '0044-03-15 BC', '2024-05-06Z')")
    found = only(base.place(), File(path="ends"))
    assert found["d"] == [None, None]
    assert found["t"] == [None, None]
    assert found["z"] == [None, dt.datetime(2024, 5, 6, tzinfo=dt.UTC)]


@pytest.mark.parametrize(
    "name",
    ["My Table", 'a"b', "semi;colon", "x'); DROP TABLE book; --", "dotted.name", "Ünïcode", "%s"],
)
def test_a_hostile_name_is_a_name(base: Base, name: str) -> None:
    """A table and a column of any name are read as what they are, and nothing else happens."""
    quoted = psycopg.sql.Identifier(name).as_string(base.con)
    base.con.execute(f"CREATE TABLE book (x int); CREATE TABLE {quoted} ({quoted} int)")
    base.con.execute(f"INSERT INTO {quoted} VALUES (7)")
    listed = {file.table: file for file in base.place().listed()}
    assert set(listed) == {"book", name}
    assert only(base.place(), listed[name]) == {name: [7]}
    assert base.con.execute("SELECT count(*) FROM book").fetchone() == (0,)


def test_schemas_views_and_materialised_views_are_found(base: Base) -> None:
    """Tables of the schema in use go by their names, those of others with their schema's."""
    base.con.execute(
        'CREATE SCHEMA "Sales EU"; CREATE TABLE "Sales EU".deals AS SELECT 1 AS x;'
        "CREATE TABLE book AS SELECT 2 AS x; CREATE VIEW seen AS SELECT 3 AS x;"
        "CREATE MATERIALIZED VIEW kept AS SELECT 4 AS x"
    )
    here = base.place()
    assert [f.table for f in here.listed()] == ["book", "kept", "seen", "Sales EU.deals"]
    assert only(here, File(path="Sales EU.deals.csv")) == {"x": [1]}
    assert only(here, File(path="any", table="kept")) == {"x": [4]}
    there = base.place(more="?schema=Sales%20EU")
    assert there.listed()[0].table == "deals"
    assert only(there, File(path="exports/deals.csv.gz")) == {"x": [1]}


def column_type(values: pd.Series) -> str:
    """The type that whoever keeps such a column in a database would give it."""
    if values.dtype == bool:
        return "boolean"
    if pd.api.types.is_numeric_dtype(values):
        return "numeric"
    filled = values.dropna().astype(str)
    for pattern, kind in ((r"\d{4}-\d\d-\d\d", "date"), (r"\d{4}-\d\d-\d\d .*", "timestamp")):
        if len(filled) and filled.str.fullmatch(pattern).all():
            return kind
    return "boolean" if set(filled) == {"True", "False"} else "text"


@pytest.mark.reference
def test_five_linked_tables_score_as_their_files(
    base: Base, tmp_path: Path, reference: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Events, subscriptions and two labels of loss, typed, score as the text files do, to 1e-9."""
    folder = reference / "data" / "ravenstack"
    for path in sorted(folder.glob("*.csv")):
        table = pd.read_csv(path)
        columns = ", ".join(f'"{name}" {column_type(table[name])}' for name in table)
        base.con.execute(f"CREATE TABLE {path.stem} ({columns})")
        asked = f"COPY {path.stem} FROM STDIN (FORMAT csv, HEADER)"
        with base.con.cursor() as cursor, cursor.copy(asked) as copy:
            copy.write(path.read_bytes())
    kinds = base.con.execute(
        "SELECT DISTINCT data_type FROM information_schema.columns WHERE table_schema = 'public'"
    ).fetchall()
    assert {"boolean", "date", "numeric", "text"} <= {kind for (kind,) in kinds}
    monkeypatch.setenv("BOOK_URL", base.url())
    here = ROOT / "tests/reference"
    words = ["score", "--source", str(here / "ravenstack.source.yaml"), "--as-of", "all"]
    words += ["--card", str(here / "ravenstack.card.yaml")]
    files, tables = tmp_path / "files.csv", tmp_path / "tables.csv"
    assert main([*words, "--out", str(files), "--data", str(folder)]) == 0
    assert main([*words, "--out", str(tables), "--data", "env:BOOK_URL"]) == 0
    expected, found = scores(files), scores(tables)
    assert len(expected) > 5_000
    assert found.keys() == expected.keys()
    assert max(abs(found[key] - expected[key]) for key in expected) <= 1e-9
