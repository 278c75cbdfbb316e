"""The time of loading is measured only if both ways read the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scoring.bench import loading
from scoring.bench.loading import Spent, load_bench
from scoring.bench.memory import peak_memory
from scoring.bench.run import BENCHES, Sizes, run_bench

pytestmark = [pytest.mark.bench, pytest.mark.long, pytest.mark.slow]


def test_the_table_sets_loading_against_reading() -> None:
    """2,000 account-months: DuckDB is the measure of 1.0, and both rows have nine figures."""
    report = load_bench(2_000)
    rows = re.findall(r"^\| (\S.*?) \|((?: [\d,.]+ \|){9})$", report, re.MULTILINE)
    assert [name.split(":")[0] for name, _ in rows] == ["DuckDB", "Bellwether"]
    assert rows[0][1].split("|")[1].strip() == "1.0"
    assert "2,000 account-months × 14 columns" in report
    assert re.search(r"quality report of these rows, \d+ findings: \d\.\d\d s of CPU", report)


def other(folder: Path) -> Spent:
    """A way that is fast because it found nothing."""
    return Spent(1.0, 1.0, len(str(folder)), (0,), 1)


def test_a_way_that_reads_something_else_stops_the_benchmark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A fast wrong answer is not reported as fast."""
    monkeypatch.setitem(loading.WAYS, "another", other)
    with pytest.raises(AssertionError, match="the ways disagree"):
        load_bench(1_000)


def test_the_peak_never_falls() -> None:
    """40 MB that were held for a moment count, and stay counted."""
    before = peak_memory()
    held = bytes(bytearray(b"x") * 40_000_000)
    after = peak_memory()
    del held
    assert after >= before
    assert peak_memory() >= after


def test_every_benchmark_is_on_the_list() -> None:
    """A table for each: a slider, all it moves, other tools, growth, doubts, tuning, a load."""
    report = run_bench(Sizes(150, 1_000, largest=600))
    assert report.count("|---|") == len(BENCHES) == 7
    assert "| 150 accounts | 300 accounts | 600 accounts | exponent |" in report
