"""What is said of a measure holds for all rows; only the range of very many comes from a sample."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from scoring.engine import described
from tests.unit.engine.loading import ONE, TWO, loaded


def rows(count: int) -> pd.DataFrame:
    """Measures 0, 1, 2, … in the order of the file, of which each fourth is missing."""
    return pd.DataFrame(
        {
            "id": [f"k{i}" for i in range(count)],
            "m": [None if i % 4 == 3 else float(i) for i in range(count)],
        }
    )


def test_the_range_of_few_rows_is_exact(tmp_path: Path) -> None:
    """Of 0 to 100 one of a hundred lies below 1 and one above 99."""
    table = pd.DataFrame({"id": [f"k{i}" for i in range(101)], "m": [float(i) for i in range(101)]})
    (measure,) = loaded(tmp_path, a=table).catalogue.measures
    assert (measure.low, measure.high, measure.filled) == (1.0, 99.0, 1.0)


def test_the_range_of_many_rows_is_near_and_the_rest_exact(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """40,000 rows, about 4,000 asked: both ends within 1% of the width, the share 3 of 4."""
    monkeypatch.setattr(described, "SAMPLE", 4_000)
    (measure,) = loaded(tmp_path, a=rows(40_000)).catalogue.measures
    assert measure.low is not None
    assert measure.high is not None
    assert abs(measure.low - 400) < 400
    assert abs(measure.high - 39_600) < 400
    assert measure.low != 399.98  # what all rows would give: a sample was taken
    assert measure.filled == 0.75


def test_a_sample_is_the_same_each_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The same file gives the same first guesses, loaded now or later."""
    monkeypatch.setattr(described, "SAMPLE", 500)
    first, second = (loaded(tmp_path, a=rows(5_000)).catalogue.measures for _ in range(2))
    assert first == second


def test_a_sample_is_the_same_in_any_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The rows of a file upside down are the same rows: no number of a row chooses them."""
    monkeypatch.setattr(described, "SAMPLE", 500)
    ids = [f"k{i}" for i in range(50)]
    accounts = pd.DataFrame({"id": ids, "start": "", "end": ""})
    ends = pd.date_range("2016-01-31", periods=100, freq="ME").strftime("%Y-%m-%d")
    keys = pd.MultiIndex.from_product([ids, ends], names=["id", "month"]).to_frame(index=False)
    months = keys.assign(m=[float(i) for i in range(5_000)])
    down, up = (
        loaded(tmp_path, TWO, a=accounts, b=table).catalogue.measures
        for table in (months, months[::-1])
    )
    assert down == up


def test_a_measure_of_nothing_has_no_range(tmp_path: Path) -> None:
    """A column without a value is told from one of zeros."""
    source = ONE.replace("[m]", "[{column: m, type: number}]")
    (measure,) = loaded(tmp_path, source, a="id,m\na,\n").catalogue.measures
    assert (measure.low, measure.high, measure.filled) == (None, None, 0.0)
