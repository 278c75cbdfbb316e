"""What Spark does that our SQL is written around: if one of these fails, look there again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [
    pytest.mark.spark,
    pytest.mark.slow,
    # PySpark leaves the socket of each answer to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
]


def values(spark: SparkSession, *expressions: str) -> list[object]:
    (row,) = spark.sql(f"SELECT {', '.join(expressions)}").collect()
    return list(row)


def test_nulls_nan_and_rounding(spark: SparkSession) -> None:
    """Least skips null; NaN is the largest number; halves are rounded away from zero."""
    found = values(
        spark,
        "greatest(0.0D, least(1.0D, CAST(NULL AS DOUBLE)))",
        "abs(double('NaN')) <= 1.7976931348623157e+308",
        "abs(double('-Infinity')) <= 1.7976931348623157e+308",
        "double('NaN') = double('NaN')",
        "round(-0.5D)",
        "floor(-0.5D + 0.5)",
    )
    assert found == [1.0, False, False, True, -1.0, 0]


def test_types_of_written_numbers_and_of_dates(spark: SparkSession) -> None:
    """0.1 is an exact decimal; beside a double it becomes one; a date less a day stays a date."""
    found = values(
        spark,
        "typeof(CASE WHEN true THEN 0.1 ELSE 33.3 END)",
        "typeof(CAST(0 AS DOUBLE) + 0.1)",
        "typeof(1.7976931348623157e+308)",
        "typeof(CAST(DATE '2026-03-01' - INTERVAL '1' DAY AS DATE))",
        "CAST(0 AS DOUBLE) + 0.1 + 0.2 + 0.3",
    )
    assert found == ["decimal(3,1)", "double", "double", "date", 0.0 + 0.1 + 0.2 + 0.3]


def test_ansi_mode_raises(spark: SparkSession) -> None:
    """By zero, and for text that is no number: divisors go through NULLIF, text is never cast."""
    assert spark.conf.get("spark.sql.ansi.enabled") == "true"
    for wrong, sign in (("1D / 0D", "DIVIDE_BY_ZERO"), ("double('x')", "CAST_INVALID_INPUT")):
        with pytest.raises(Exception, match=sign):
            values(spark, wrong)
    assert values(spark, "1D / NULLIF(0D, 0.0)") == [None]
