"""`score --engine spark` scores tables of a real Spark and keeps the result there."""

from __future__ import annotations

import datetime as dt
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from tests.engines.demo_tables import expected, run, tables

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [
    pytest.mark.spark,
    pytest.mark.slow,
    # PySpark leaves the socket of each answer to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
]
THERE = ("--snapshots", "book.snapshots", "--accounts", "book.accounts")
OUT = ("--out-table", "book.scores")


@pytest.fixture
def book(spark: SparkSession, tmp_path: Path) -> Iterator[SparkSession]:
    """A schema with the demo book, and nothing else."""
    spark.sql("CREATE SCHEMA book")
    for name, table in tables().items():
        pq.write_table(table, tmp_path / f"{name}.parquet")
        spark.read.parquet(str(tmp_path / f"{name}.parquet")).createOrReplaceTempView(f"_{name}")
        spark.sql(f"CREATE TABLE book.{name} USING parquet AS SELECT * FROM _{name}")
    yield spark
    spark.sql("DROP SCHEMA book CASCADE")


def scored(spark: SparkSession) -> dict[tuple[str, dt.date], tuple[float | None, str, str]]:
    """What the result table holds."""
    rows = spark.sql("SELECT account_id, as_of, score, band, card FROM book.scores").collect()
    return {(account, day): (score, band, card) for account, day, score, band, card in rows}


def listed(spark: SparkSession) -> set[str]:
    """The tables of the schema."""
    return {row.tableName for row in spark.sql("SHOW TABLES IN book").collect() if row.namespace}


def refused(spark: SparkSession, *words: str, engine: str = "spark") -> str:
    """What is said of a scoring that fails: status 2, no table more or less."""
    before = listed(spark)
    status, said, complaint = run("--engine", engine, *words)
    assert (status, said) == (2, "")
    assert "Fix: " in complaint
    assert listed(spark) == before
    return complaint


def test_every_month_is_scored_as_from_files(book: SparkSession) -> None:
    """Each account-month has the file's score to 1e-9 and its band; a second run replaces it."""
    status, said, complaint = run("--engine", "spark", *THERE, *OUT, "--as-of", "all")
    assert (status, "error" in complaint) == (0, False)
    assert f"rows={len(expected())}" in complaint
    found, files = scored(book), expected()
    assert found.keys() == files.keys()
    for key, (score, band, card) in files.items():
        assert found[key][1:] == (band, card)
        assert (found[key][0] is None) == (score is None)
        assert score is None or abs((found[key][0] or 0.0) - score) <= 1e-9
    assert f"{len(files):,} rows" in said
    assert run("--engine", "spark", *THERE, *OUT)[0] == 0
    assert {day for _, day in scored(book)} == {max(day for _, day in files)}
    assert listed(book) == {"accounts", "snapshots", "scores"}


def test_what_is_missing_or_not_to_be_replaced_is_said(book: SparkSession) -> None:
    """A table, a column, a month; and a table that holds no scores stays."""
    complaint = refused(book, "--snapshots", "book.snapshot", *OUT)
    assert "there is no table 'book.snapshot'" in complaint
    assert "has no column 'as_of'" in refused(book, "--snapshots", "book.accounts", *OUT)
    few = "CREATE VIEW book.few AS SELECT account_id, as_of, nps FROM book.snapshots"
    book.sql(few)
    complaint = refused(book, "--snapshots", "book.few", "--accounts", "book.accounts", *OUT)
    assert "the data have no measure 'licence_use'" in complaint
    assert "no month 1999-01" in refused(book, *THERE, *OUT, "--as-of", "1999-01")
    assert "would take the place" in refused(book, *THERE, "--out-table", "book.accounts")
    assert "holds no scores" in refused(book, *THERE, "--out-table", "book.few")
    assert "no name of a table" in refused(book, *THERE, "--out-table", "a..b")


def test_a_failure_leaves_the_last_result(book: SparkSession) -> None:
    """A row that cannot be read while it is scored, and a schema that is not there."""
    assert run("--engine", "spark", *THERE, *OUT)[0] == 0
    before = scored(book)
    book.sql(
        "CREATE VIEW book.broken AS SELECT * EXCEPT (licence_use),"
        " 1 / (month(as_of) - 3) AS licence_use FROM book.snapshots"
    )
    words = ("--snapshots", "book.broken", "--accounts", "book.accounts")
    assert "DIVIDE_BY_ZERO" in refused(book, *words, *OUT)
    assert "nowhere" in refused(book, *THERE, "--out-table", "nowhere.scores")
    assert scored(book) == before


def test_a_master_that_does_not_answer_is_said_soon(book: SparkSession) -> None:
    """Within ten seconds, though Spark itself would try for a minute."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        engine = f"spark://127.0.0.1:{closed.getsockname()[1]}"
        start = time.monotonic()
        assert f"no master answers at {engine}" in refused(book, *THERE, *OUT, engine=engine)
        assert time.monotonic() - start < 10


def test_spark_that_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install."""
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    status, _, complaint = run("--engine", "spark", *THERE)
    assert status == 2
    assert "Spark is not installed here" in complaint
    assert "pip install" in complaint
