"""One weight moves: the kernel, DuckDB and what people write in pandas do the same work."""

from __future__ import annotations

import platform
import statistics
import time
from collections import Counter
from collections.abc import Callable
from typing import Final

import pandas as pd

from scoring.bench.made_book import made_book
from scoring.bench.rowwise import score_by_column, score_by_row
from scoring.engine.quoting import Sql, statement
from scoring.plan.compile import compile_plan
from scoring.plan.sql import to_sql
from scoring.spec.edit import with_weight
from scoring.spec.model import Card
from scoring.workbench import DataSet

Bands = dict[str, int]

ROW_BY_ROW: Final = 250_000
"""More rows than this one by one take minutes: so many are timed, and the time reckoned up."""


def slider_bench(accounts: int) -> str:
    """Measure and print as a Markdown table.

    Input: how many made-up accounts, over 24 months. Output: text with the CPU time of each
    way and its ratio to the kernel. Every way must find the same accounts in each band,
    else this raises AssertionError.
    """
    return _table(*made_book(accounts))


def _table(data: DataSet, card: Card) -> str:
    raw = data.loaded.session.table("SELECT * FROM snapshots").to_pandas()
    part = raw.head(ROW_BY_ROW)
    share = len(part) / len(raw)
    ways: list[tuple[str, Callable[[Card], Bands], int]] = [
        ("kernel (NumPy, live path)", lambda c: _kernel(data, c), 15),
        ("DuckDB, the plan's SQL", lambda c: _duckdb(data, c), 5),
        ("pandas, column by column", lambda c: _counted(score_by_column(raw, c)), 5),
        ("pandas, row by row", lambda c: _counted(score_by_row(part, c)), 1),
    ]
    data.book.scored(card)
    measured = [(name, *_timed(way, card, runs)) for name, way, runs in ways]
    if share < 1.0:
        name, ms, _ = measured.pop()
        told = f"{name} ({len(part):,} rows, reckoned up)"
        measured.append((told, ms / share, measured[0][2]))
    if any(bands != measured[0][2] for _, _, bands in measured):
        raise AssertionError(f"the ways disagree: {[(n, b) for n, _, b in measured]}")
    lines = [
        f"One weight moved, {len(raw):,} account-months × {len(card.active)} metrics,"
        f" scored and counted by band ({platform.machine()}, Python {platform.python_version()}).",
        "Median CPU time in one run; what counts is the ratio.",
        "",
        "| way | CPU ms | × kernel |",
        "|---|---:|---:|",
    ]
    fastest = measured[0][1]
    lines += [f"| {name} | {ms:,.1f} | {ms / fastest:,.1f} |" for name, ms, _ in measured]
    return "\n".join(lines) + "\n"


def _timed(way: Callable[[Card], Bands], card: Card, runs: int) -> tuple[float, Bands]:
    """Median CPU milliseconds; a new weight each time, so that nothing is remembered."""
    spent: list[float] = []
    bands: Bands = {}
    first = card.active[0].id
    for i in range(runs):
        moved = with_weight(card, first, 60.0 - i)
        began = time.process_time()
        found = way(moved)
        spent.append((time.process_time() - began) * 1000)
        bands = bands or found
    return statistics.median(spent), bands


def _kernel(data: DataSet, card: Card) -> Bands:
    band = data.book.scored(card).band
    names = [b.name for b in card.bands]
    found = {name: int((band == i).sum()) for i, name in enumerate(names)}
    unscored = int((band < 0).sum())
    return _nonzero({**found, "Not scored": unscored})


def _duckdb(data: DataSet, card: Card) -> Bands:
    plan = Sql(to_sql(compile_plan(card, data.catalogue)))
    counted = statement("SELECT band, count(*) FROM ({plan}) GROUP BY band", plan=plan)
    return {str(band): int(n) for band, n in data.loaded.session.rows(counted)}


def _counted(band: pd.Series[str]) -> Bands:
    return dict(Counter(band.tolist()))


def _nonzero(bands: Bands) -> Bands:
    return {name: n for name, n in bands.items() if n}
