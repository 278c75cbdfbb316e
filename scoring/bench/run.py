"""Every benchmark there is, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from scoring.bench.beside import beside_bench
from scoring.bench.doubts import doubts_bench
from scoring.bench.event import event_bench
from scoring.bench.growth import growth_bench
from scoring.bench.loading import load_bench
from scoring.bench.slider import slider_bench
from scoring.bench.tuning import tuning_bench

BENCHES: Final[tuple[Callable[[int, int], str], ...]] = (
    lambda accounts, _: slider_bench(accounts),
    lambda accounts, _: event_bench(accounts),
    lambda accounts, _: beside_bench(accounts),
    lambda accounts, _: growth_bench(accounts),
    lambda accounts, _: doubts_bench(accounts),
    lambda accounts, _: tuning_bench(accounts),
    lambda _, rows: load_bench(rows),
)


def run_bench(accounts: int, rows: int) -> str:
    """The tables of all benchmarks as Markdown.

    Input: how many accounts a slider's event scores, and how many account-months are loaded.
    Raises AssertionError if two ways of doing the same disagree.
    """
    return "\n".join(bench(accounts, rows) for bench in BENCHES)
