"""Tables of a real PostgreSQL come as what they are: their types, their names, their schemas."""

from __future__ import annotations

import datetime as dt

import psycopg
import pyarrow.parquet as pq
import pytest

from scoring.engine.remote import Connection
from scoring.spec.data_file import File
from tests.engines.conftest import Base

pytestmark = pytest.mark.postgres
UUID = "7f3c0a54-0f0e-4a5a-9c5e-000000000001"


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
