"""Every benchmark there is, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from scoring.bench.beside import beside_bench
from scoring.bench.doubts import doubts_bench
from scoring.bench.event import event_bench
from scoring.bench.growth import growth_bench
from scoring.bench.loading import load_bench
from scoring.bench.slider import slider_bench
from scoring.bench.tuning import tuning_bench


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large the books are that are measured.

    `accounts` are those of whose scores a slider's event is made, `largest` those of the largest
    book that shows how work grows (0: the same), `rows` the account-months that are loaded.
    """

    accounts: int
    rows: int
    largest: int = 0


BENCHES: Final[tuple[Callable[[Sizes], str], ...]] = (
    lambda sizes: slider_bench(sizes.accounts),
    lambda sizes: event_bench(sizes.accounts),
    lambda sizes: beside_bench(sizes.accounts),
    lambda sizes: _growth(sizes),
    lambda sizes: doubts_bench(sizes.accounts),
    lambda sizes: tuning_bench(sizes.accounts),
    lambda sizes: load_bench(sizes.rows),
)


def run_bench(sizes: Sizes) -> str:
    """The tables of all benchmarks as Markdown.

    Raises AssertionError if two ways of doing the same disagree.
    """
    return "\n".join(bench(sizes) for bench in BENCHES)


def _growth(sizes: Sizes) -> str:
    """Up to the largest book from the usual one, or from a tenth of it if that is the largest."""
    if sizes.largest > sizes.accounts:
        return growth_bench(sizes.largest, sizes.accounts)
    return growth_bench(sizes.accounts)
