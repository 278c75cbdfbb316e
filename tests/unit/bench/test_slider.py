"""The benchmark compares ways that give the same answer, or it says nothing."""

from __future__ import annotations

import re

import pytest

from scoring.bench import slider
from scoring.bench.slider import slider_bench

pytestmark = [pytest.mark.bench, pytest.mark.slow]


def test_all_ways_find_the_same_bands() -> None:
    """Kernel, SQL and both pandas ways agree on 150 accounts, and the table lists them."""
    report = slider_bench(150)
    rows = re.findall(r"^\| (\S.*?) \| ([\d,.]+) \| ([\d,.]+) \|$", report, re.MULTILINE)
    names = ["kernel", "DuckDB", "pandas, column", "pandas, row"]
    assert [name.startswith(start) for (name, _, _), start in zip(rows, names, strict=True)] == [
        True
    ] * 4
    assert rows[0][2] == "1.0"
    assert "account-months × 9 metrics" in report


def test_a_way_that_disagrees_stops_the_benchmark(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fast wrong answer is not reported as fast."""
    monkeypatch.setattr(slider, "_kernel", lambda *_: {"Healthy": 1})
    with pytest.raises(AssertionError, match="the ways disagree"):
        slider_bench(100)
