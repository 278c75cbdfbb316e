"""One book of more than 120,000 account-months that all bundled cards and random ones read."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, Phase, given, seed, settings

from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.source import Source
from scoring.values import Month
from scoring.workbench import DataSet, fits, open_data, open_source, preset_texts, source_paths
from tests.truth.random_cards import cards, points_cards
from tests.truth.random_layers import MOODS, SEGMENTS

ACCOUNTS, MONTHS, LEAST = 3_200, 40, 120_000
FIRST = Month.parse("2023-03")
TODAY = dt.date(2026, 10, 31)
RANDOM = 50


@dataclass(frozen=True)
class Wide:
    """The book as it was loaded, and the two tables from which any engine reads it."""

    data: DataSet
    accounts: Path
    months: Path


def bundled_cards() -> dict[str, Card]:
    """Every bundled card."""
    return {name: parse_card(text) for name, text in preset_texts().items()}


def random_cards() -> dict[str, Card]:
    """Fifty random cards, the same ones each time: two thirds weighted, one third of points."""
    return {f"random_{n}": parse_card(json.dumps(_drawn(n))) for n in range(RANDOM)}


def _drawn(number: int) -> dict[str, Any]:
    """The fourth card that a seed gives: the first one is the simplest there is."""
    found: list[dict[str, Any]] = []

    @seed(number)
    @settings(
        max_examples=4,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(card=cards() | cards() | points_cards())
    def draw(card: dict[str, Any]) -> None:
        found.append(card)

    draw()
    return found[-1]


def wide_book(folder: Path) -> Wide:
    """Make the book in a folder and load it."""
    chance = np.random.default_rng(7)
    dimensions, measures, texts = _pools()
    ids = [f"A-{n:05}" for n in range(ACCOUNTS)]
    starts = [Month(FIRST.number - int(n)).end for n in chance.integers(-5, 30, ACCOUNTS)]
    ends = [
        Month(FIRST.number + int(n)).end if n < MONTHS else None
        for n in chance.integers(20, 20 * MONTHS, ACCOUNTS)
    ]
    accounts: dict[str, Any] = {"account_id": ids, "start_on": starts, "churned_on": ends}
    accounts["churned_on"] = pa.array(ends, pa.date32())
    accounts["segment"] = [[None, *SEGMENTS][n] for n in chance.integers(0, 4, ACCOUNTS)]
    for name, pool in dimensions.items():
        accounts.setdefault(name, [pool[n] for n in chance.integers(0, len(pool), ACCOUNTS)])
    rows: dict[str, Any] = {
        "account_id": np.repeat(ids, MONTHS),
        "as_of": [Month(FIRST.number + n).end for n in range(MONTHS)] * ACCOUNTS,
    }
    rows |= {name: _told_on(pool, chance) for name, pool in measures.items()}
    rows |= dict(_of_random_cards(chance))
    paths = folder / "accounts.parquet", folder / "months.parquet"
    for path, columns in zip(paths, (accounts, rows), strict=True):
        pq.write_table(pa.table(columns), path)
    data = open_data(_source(accounts, rows, {*texts, "mood"}), folder, today=TODAY)
    assert data.catalogue.rows >= LEAST
    return Wide(data, *paths)


def _source(accounts: Iterable[str], rows: Iterable[str], texts: set[str]) -> Source:
    keys = ("account_id", "as_of", "start_on", "churned_on")
    measures = [
        {"column": name, "type": "text" if name in texts else "number"}
        for name in rows
        if name not in keys
    ]
    source = {
        "version": 1,
        "name": "Wide",
        "files": {"accounts": {"path": "accounts.parquet"}, "months": {"path": "months.parquet"}},
        "account": {
            "from": "accounts",
            "id": "account_id",
            "start_on": "start_on",
            "churn": {"churned_on": "churned_on"},
            "dimensions": [name for name in accounts if name not in keys],
        },
        "snapshots": [
            {"from": "months", "id": "account_id", "month": "as_of", "measures": measures}
        ],
    }
    return Source.model_validate(source)


def _pools() -> tuple[dict[str, list[Any]], dict[str, list[Any]], set[str]]:
    """What the bundled data hold of each dimension and measure, in the order of the book."""
    dimensions: dict[str, list[Any]] = {}
    measures: dict[str, list[Any]] = {}
    texts: set[str] = set()
    sets = [open_source(path, today=TODAY) for path in source_paths().values()]
    for data in sorted(sets, key=lambda one: -one.catalogue.rows):
        if not any(fits(card, data) for card in bundled_cards().values()):
            continue
        table = data.loaded.session.table("SELECT * FROM snapshots ORDER BY account_id, as_of")
        for dimension in data.catalogue.dimensions:
            dimensions.setdefault(dimension.name, table[dimension.column].to_pylist())
        for measure in data.catalogue.measures:
            if measure.name in measures:
                continue
            measures[measure.name] = table[measure.column].to_pylist()
            texts |= {measure.name} if measure.reads == "text" else set()
    return dimensions, measures, texts


def _told_on(pool: list[Any], chance: np.random.Generator) -> list[Any]:
    """For each account a stretch of what was told, from anywhere in it."""
    starts = chance.integers(0, len(pool), ACCOUNTS)
    return [pool[(start + n) % len(pool)] for start in starts for n in range(MONTHS)]


def _of_random_cards(chance: np.random.Generator) -> Iterator[tuple[str, pa.Array]]:
    """The measures that random cards read, a quarter of each missing, some of no finite number."""
    count = ACCOUNTS * MONTHS
    odd = np.array([np.inf, -np.inf, np.nan])
    numbers = {
        "whole": chance.integers(0, 11, count) * 1.0,
        "eighths": chance.integers(-16, 81, count) / 8,
        "decimals": chance.integers(-500, 15_001, count) / 100,
        "constant": np.full(count, 7.0),
        "judgement": chance.choice([1.0, 1.0, 2.0, 3.0, 4.0, 5.0, 5.0, 7.0], count),
    }
    strange = chance.random(count) < 0.05
    numbers["decimals"][strange] = chance.choice(odd, int(strange.sum()))
    for name, values in numbers.items():
        yield name, pa.array(values, mask=chance.random(count) < 0.25)
    yield "empty", pa.nulls(count, pa.float64())
    moods = [[*MOODS, None][n] for n in chance.integers(0, len(MOODS) + 1, count)]
    yield "mood", pa.array(moods, pa.string())
