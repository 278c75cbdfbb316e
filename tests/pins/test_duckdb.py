"""What DuckDB does that our SQL is written around: if one of these fails, look there again."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import duckdb
import pytest


def value(expression: str) -> object:
    with duckdb.connect() as connection:
        ((found,),) = connection.sql(f"SELECT {expression}").fetchall()
    return found


def test_greatest_and_least_skip_nulls() -> None:
    """An account without data would score best, so each normaliser asks for null first."""
    assert value("greatest(0, least(1, NULL))") == 1
    assert value("least(100.0, CAST(NULL AS DOUBLE))") == 100


def test_a_number_with_a_point_is_a_decimal() -> None:
    """A literal is exact decimal, not double: sums of literals alone would not be the kernel's."""
    assert value("typeof(0.1)") == "DECIMAL(2,1)"
    assert value("typeof(1e0)") == "DOUBLE"
    assert value("0.1 + 0.2 = 0.3") is True
    assert value("CAST(0.1 AS DOUBLE) + 0.2 = 0.3") is False


def test_a_sum_that_begins_with_a_double_stays_one() -> None:
    """Beside a double each decimal becomes a double, so the order of additions is ours."""
    assert value("typeof(CAST(0 AS DOUBLE) + CASE WHEN true THEN 0.1 ELSE 0.0 END)") == "DOUBLE"
    assert value("CAST(0 AS DOUBLE) + 0.1 + 0.2 + 0.3") == 0.0 + 0.1 + 0.2 + 0.3
    assert value("CAST(0 AS DOUBLE) + 0.1 + 0.2 + 0.3") != 0.1 + (0.2 + 0.3)


def test_a_decimal_literal_becomes_the_double_that_python_means() -> None:
    """A double printed by Python with all its digits is read back as the same double."""
    chosen = random.Random(1)
    numbers = [chosen.uniform(0, 10 ** chosen.randint(0, 6)) for _ in range(500)]
    texts = ", ".join(f"CAST({n!r} AS DOUBLE)" for n in numbers)
    assert value(f"[{texts}]") == numbers
    with_a_double = ", ".join(f"CAST(1 AS DOUBLE) * {n!r}" for n in numbers)
    assert value(f"[{with_a_double}]") == numbers


def test_floating_overflow_is_infinite_not_an_error() -> None:
    """A value beyond the largest double is clipped like any other large one."""
    assert value("least(1.0, CAST(1e308 AS DOUBLE) / CAST(1e-9 AS DOUBLE))") == 1


def test_division_by_zero_raises() -> None:
    """The weights in force go through NULLIF before they divide."""
    assert value("CAST(1 AS DOUBLE) / NULLIF(CAST(0 AS DOUBLE), 0.0)") is None


def test_a_window_takes_the_null_unless_told() -> None:
    """last_value gives the null of the newest month unless IGNORE NULLS stands within it."""
    rows = "(VALUES (1, 5.0), (2, NULL)) AS t (m, v)"
    over = "OVER (ORDER BY m RANGE BETWEEN 1 PRECEDING AND CURRENT ROW)"
    plain = f"(SELECT list(x ORDER BY m) FROM (SELECT m, last_value(v) {over} AS x FROM {rows}))"
    told = plain.replace("last_value(v)", "last_value(v IGNORE NULLS)")
    assert value(plain) == [5, None]
    assert value(told) == [5, 5]


def test_a_cursor_for_each_thread_is_safe() -> None:
    """One base connection, a cursor a call: threads do not disturb each other."""
    with duckdb.connect() as base:
        base.execute("CREATE TABLE t AS SELECT range AS n FROM range(1000)")
        found: list[object] = []

        def count() -> None:
            for _ in range(20):
                with base.cursor() as cursor:
                    found.extend(cursor.sql("SELECT sum(n) FROM t").fetchall())

        threads = [threading.Thread(target=count) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [(499_500,)] * 80


def test_an_unknown_setting_is_refused() -> None:
    """The limits of a session are settings by name; a name that is gone would not pass silently."""
    for name in ("max_execution_time", "allowed_paths", "lock_configuration"):
        assert value(f"count(*) > 0 FROM duckdb_settings() WHERE name = '{name}'") is True
    with pytest.raises(duckdb.CatalogException, match="unrecognized configuration parameter"):
        value("current_setting('no_such_setting')")


def _spilling(folder: Path, **settings: str) -> bool:
    """Whether 200 MB of text fit into 100 MB of memory, the rest being written to disk."""
    config: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "100MB", **settings}
    if settings.get("temp_directory") is None:
        config["temp_directory"] = str(folder)  # stands for `.tmp`, which is the usual one
    with duckdb.connect(config=config) as base:
        try:
            base.execute("CREATE TABLE t AS SELECT i, repeat('x', 100000) FROM range(2000) r(i)")
        except duckdb.OutOfMemoryException:
            return False
        return True


def test_only_an_empty_folder_stops_the_writing_of_what_does_not_fit(tmp_path: Path) -> None:
    """`max_temp_directory_size` of 0 bytes bounds nothing in 2.0.0; a session sets both."""
    assert value("current_setting('temp_directory')") == ".tmp"
    assert _spilling(tmp_path / "spilled", max_temp_directory_size="0B") is True
    assert _spilling(tmp_path, max_temp_directory_size="0B", temp_directory="") is False
