"""Spark gives what DuckDB and the kernel give, for every bundled card and fifty random ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.compute as pc
import pyarrow.dataset as ds
import pytest

from scoring.engine.remote_form import Form, form_of
from scoring.engine.remote_spark import Spark
from tests.engines.parity import BATCHES, card_query, cards_of, hold_together, written
from tests.engines.wide_book import LEAST, Wide

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [
    pytest.mark.spark,
    pytest.mark.slow,
    # PySpark leaves the socket of each answer to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
]


@pytest.fixture(scope="module")
def form(spark: SparkSession, wide: Wide) -> Form:
    """The book in Spark, its rows as the table `snapshots` that every plan reads."""
    for name, path in (("wide_accounts", wide.accounts), ("wide_months", wide.months)):
        spark.read.parquet(str(path)).createOrReplaceTempView(name)
    engine = Spark(spark, "spark")
    found = form_of(engine.found("wide_months"), engine.found("wide_accounts"))
    offered = [*found.catalogue.measures, *found.catalogue.dimensions]
    steps = found.steps([one.column for one in offered])
    spark.sql(written("spark", steps)).write.mode("overwrite").saveAsTable("wide_rows")
    spark.table("wide_rows").createOrReplaceTempView("snapshots")
    assert spark.table("snapshots").count() == wide.data.catalogue.rows >= LEAST
    return found


@pytest.mark.parametrize("batch", BATCHES)
def test_spark_scores_as_duckdb_and_the_kernel(
    spark: SparkSession, wide: Wide, form: Form, tmp_path: Path, batch: str
) -> None:
    """Scores to 1e-9, the same bands, caps, variants and nulls; two threads, with shuffles."""
    assert spark.sparkContext.defaultParallelism == 2
    cards = cards_of(batch)
    queries = [
        f"SELECT {n} AS card, * FROM ({card_query('spark', form, card)})"
        for n, card in enumerate(cards)
    ]
    spark.sql(" UNION ALL ".join(queries)).write.parquet(str(tmp_path / "scores"))
    found = ds.dataset(tmp_path / "scores", format="parquet").to_table()
    for n, card in enumerate(cards):
        answer = found.filter(pc.equal(found["card"], n))
        hold_together(
            wide, card, answer.sort_by([("as_of", "ascending"), ("account_id", "ascending")])
        )
