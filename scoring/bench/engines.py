"""Spark scores a large book by one thread and by two, and keeps the result where the rows are."""

from __future__ import annotations

import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from scoring.engine.remote_form import form_of
from scoring.engine.remote_score import Summary, score_there
from scoring.engine.remote_spark import Spark
from scoring.spec.parse import parse_card
from scoring.values import Month
from scoring.workbench import preset_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

MONTHS: Final = 24
CARD: Final = "weighted_starter"
_FIRST: Final = Month.parse("2024-11")
_PIECES: Final = 8


@dataclass(frozen=True, slots=True)
class Took:
    """One way: its threads, the seconds it took, the bytes of answers that came here."""

    threads: int
    seconds: float
    moved: int
    summary: Summary


def engines_bench(rows: int) -> str:
    """A table in Markdown: Spark with one thread and with two on the same account-months.

    Raises AssertionError if the two disagree.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = _write(folder / "rows", max(1, rows // MONTHS))
        one, two = (_measured(folder, threads) for threads in (1, 2))
    assert one.summary.bands == two.summary.bands
    lines = [
        f"| Spark, {one.summary.rows:,} account-months ({size / 1e6:,.0f} MB) | s | times |"
        " bytes that came here |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| local[{way.threads}] | {way.seconds:.1f} | {one.seconds / way.seconds:.2f} |"
        f" {way.moved:,} |"
        for way in (one, two)
    ]
    return "\n".join(lines) + "\n"


def _write(folder: Path, accounts: int) -> int:
    """Rows of the card's measures in a few Parquet files; their size on the disk."""
    folder.mkdir()
    chance = np.random.default_rng(1)
    for piece, ids in enumerate(np.array_split(np.arange(accounts), _PIECES)):
        count = len(ids) * MONTHS
        columns: dict[str, Any] = {
            "account_id": np.repeat(np.char.add("A-", ids.astype(str)), MONTHS),
            "as_of": [Month(_FIRST.number + n).end for n in range(MONTHS)] * len(ids),
        }
        for measure in ("product_usage", "nps", "support", "onboarding"):
            missing = chance.random(count) < 0.1
            columns[measure] = pa.array(chance.uniform(0, 100, count), mask=missing)
        pq.write_table(pa.table(columns), folder / f"{piece}.parquet")
    return sum(path.stat().st_size for path in folder.iterdir())


class _Counting(Spark):
    """A session that counts the bytes of every answer that it hands over."""

    moved = 0

    def rows(self, sql: str, /, only: str = "") -> list[tuple[Any, ...]]:
        found = super().rows(sql, only)
        self.moved += len(repr(found).encode())
        return found


def _measured(folder: Path, threads: int) -> Took:
    card = parse_card(preset_texts()[CARD])
    with _session(folder / str(threads), threads) as session:
        session.read.parquet(str(folder / "rows")).createOrReplaceTempView("months")
        engine = _Counting(session, "spark")
        form = form_of(engine.found("months"), None)
        score_there(engine, form, card, "latest", "warm")  # what is compiled once is no speed
        engine.moved, start = 0, time.perf_counter()
        summary = score_there(engine, form, card, "all", "scores")
        return Took(threads, time.perf_counter() - start, engine.moved, summary)


@contextmanager
def _session(folder: Path, threads: int) -> Iterator[SparkSession]:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master(f"local[{threads}]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .config("spark.local.dir", str(folder / "scratch"))
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    try:
        yield session
    finally:
        session.stop()
