"""Growth is the slope through sizes and times, and the table has a line for every path."""

from __future__ import annotations

import re

import pytest

from scoring.bench.growth import growth_bench, slope

pytestmark = pytest.mark.bench


def test_the_exponent_is_the_power() -> None:
    """Times that grow with the square have the slope 2, those that stay 0, even ones 1."""
    sizes = [100, 1_000, 10_000]
    assert slope(sizes, [3.0, 300.0, 30_000.0]) == pytest.approx(2.0)
    assert slope(sizes, [5.0, 5.0, 5.0]) == pytest.approx(0.0)
    assert slope(sizes, [2.0, 20.0, 200.0]) == pytest.approx(1.0)


@pytest.mark.slow
def test_each_path_has_a_time_at_each_size() -> None:
    """Nine paths at 100, 173 and 300 accounts, each with its exponent."""
    report = growth_bench(300, 100)
    assert "| 100 accounts | 173 accounts | 300 accounts | exponent |" in report
    rows = re.findall(r"^\| ([^|]+) \|(?: [\d,.]+ \|){3} -?[\d.]+ \|$", report, re.MULTILINE)
    assert len(rows) == 9
    assert "a cut moves: Workbench" in rows
