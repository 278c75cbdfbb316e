"""A large CSV is loaded and looked at for what is odd, beside what DuckDB needs to read it at all.

Each way runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import gc
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.csv as pcsv

from scoring.bench.looking import TODAY, look_at_it, report_line
from scoring.bench.memory import peak_memory
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.workbench import open_source

MONTHS: Final = 24
RUNS: Final = 3
_WHOLE: Final = tuple(f"count {i}" for i in range(5))
_CENTS: Final = tuple(f"rate {i}" for i in range(5))
_TEXTS: Final = ("plan", "note")
_COLUMNS: Final = 2 + len(_WHOLE) + len(_CENTS) + len(_TEXTS)
_SOURCE: Final = f"""\
version: 1
name: Made up for a measurement
files: {{accounts: {{path: accounts.csv}}, months: {{path: months.csv}}}}
account:
  from: accounts
  id: account
  name: name
  arr: {{column: mrr, times: 12}}
  start_on: start
  churn: {{churned_on: churned}}
  dimensions: [segment]
snapshots:
  - {{from: months, id: account, month: month, measures: [{", ".join(_WHOLE + _CENTS + _TEXTS)}]}}
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run of a way took: seconds, bytes beyond an idle process, and what it found.

    `held` are the bytes that DuckDB counts for the tables that are there in the end.
    """

    cpu: float
    wall: float
    peak: int
    found: tuple[int, ...]
    held: int


Told = TypeVar("Told")


def load_bench(rows: int) -> str:
    """Measure and print as a Markdown table.

    Input: how many account-months are made up. Output: text with time and peak memory of each
    way, and their ratios to DuckDB's. Both must find the same rows, accounts and sums, else this
    raises AssertionError.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_files(place, rows)
        size = (place / "months.csv").stat().st_size
        runs = [{name: _alone(way, place) for name, way in WAYS.items()} for _ in range(RUNS)]
        looked = [_alone(look_at_it, place) for _ in range(RUNS)]
    found = {spent.found for run in runs for spent in run.values()}
    if len(found) != 1:
        raise AssertionError(f"the ways disagree: {sorted(found)}")
    table = rows * _COLUMNS * 8
    lines = [
        f"A CSV of {rows:,} account-months × {_COLUMNS} columns, {size / 1e6:,.0f} MB, loaded with"
        " its accounts.",
        f"Median of {RUNS} runs, each in a process of its own; memory is the peak beyond that of"
        f" the idle process. The table in the file is {table / 1e6:,.0f} MB at 8 bytes a cell; the"
        " tables of each way are what is there in the end, Bellwether's with what the accounts add"
        " to each row.",
        "",
        "| way | CPU s | × DuckDB | wall s | × DuckDB | peak MB | × DuckDB | × in file | tables MB"
        " | × tables |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    middle = {name: _middle([run[name] for run in runs]) for name in WAYS}
    base = next(iter(middle.values()))
    for name, (cpu, wall, peak, held) in middle.items():
        lines.append(
            f"| {name} | {cpu:.2f} | {cpu / base[0]:.1f} | {wall:.2f} | {wall / base[1]:.1f}"
            f" | {peak / 1e6:,.0f} | {peak / base[2]:.1f} | {peak / table:.1f}"
            f" | {held / 1e6:,.0f} | {peak / held:.1f} |"
        )
    return "\n".join([*lines, "", report_line(looked)]) + "\n"


def write_files(folder: Path, rows: int) -> None:
    """Write accounts, their months and a source file; a tenth of the accounts leave on the way."""
    random = np.random.default_rng(1)
    count = rows // (MONTHS - 3) + 1
    stay = random.random(count) >= 0.1
    life = np.where(stay, np.int64(MONTHS), random.integers(6, MONTHS, count))
    account = np.repeat(np.arange(count), life)[:rows]
    month = np.concatenate([np.arange(n) for n in life])[:rows]
    ids = np.array([f"A-{i:06d}" for i in range(count)])
    first = np.datetime64("2024-01", "M")
    ends = (first + np.arange(1, MONTHS + 1)).astype("datetime64[D]") - 1
    columns = {"account": pa.array(ids[account]), "month": pa.array(ends[month].astype(str))}
    for name in _WHOLE:
        columns[name] = pa.array(random.integers(0, 500, rows), mask=random.random(rows) < 0.02)
    for name in _CENTS:
        cents = random.integers(0, 1_000_000, rows) / 100
        columns[name] = pa.array(cents, mask=random.random(rows) < 0.02)
    plans = np.array(["Basic", "Team", "Enterprise"])
    notes = np.array(["seen in the spring review", "asked for a discount", "quiet"])
    columns["plan"] = pa.array(plans[random.integers(0, 3, rows)])
    columns["note"] = pa.array(notes[random.integers(0, 3, rows)], mask=random.random(rows) < 0.5)
    pcsv.write_csv(pa.table(columns), folder / "months.csv")
    left = [str(ends[n - 1]) if n < MONTHS else None for n in life]
    facts = {
        "account": pa.array(ids),
        "name": pa.array([f"Company {i}" for i in range(count)]),
        "segment": pa.array(np.array(["Small", "Middle", "Large"])[random.integers(0, 3, count)]),
        "start": pa.array(["2023-05-01"] * count),
        "churned": pa.array(left, pa.string()),
        "mrr": pa.array(random.integers(100, 5_000, count)),
    }
    pcsv.write_csv(pa.table(facts), folder / "accounts.csv")
    (folder / "source.yaml").write_text(_SOURCE, encoding="utf-8")


def read_by_duckdb(folder: Path) -> Spent:
    """DuckDB's own `read_csv`, which finds the types itself, into tables; then one pass."""
    files = [folder / "accounts.csv", folder / "months.csv"]
    before, peak = _clocks(), peak_memory()
    session = Session(files)
    for table, file in zip(("facts", "months"), files, strict=True):
        create = statement("CREATE TABLE {t} AS SELECT * FROM read_csv(?)", t=table)
        session.run(create, [str(file)])
    found = _sums(session, "months", "account", {name: _quoted(name) for name in _WHOLE + _CENTS})
    cpu, wall = _clocks()
    peak = peak_memory() - peak
    return Spent(cpu - before[0], wall - before[1], peak, found, _held(session))


def load_to_score(folder: Path) -> Spent:
    """The same files as a source, until they are a book that the kernel scores."""
    before, peak = _clocks(), peak_memory()
    data = open_source(folder / "source.yaml", today=TODAY)
    cpu, wall = _clocks()
    spent = cpu - before[0], wall - before[1], peak_memory() - peak
    columns = {m.name: statement("{c}", c=m.column) for m in data.catalogue.measures}
    numbers = {name: columns[name] for name in _WHOLE + _CENTS}
    found = _sums(data.loaded.session, "snapshots", "account_id", numbers)
    if len(data.book.frame.account) != found[0]:
        raise AssertionError("the book has other rows than the table")
    return Spent(*spent, found, _held(data.loaded.session))


WAYS: Final[dict[str, Callable[[Path], Spent]]] = {
    "DuckDB: `read_csv`, one pass": read_by_duckdb,
    "Bellwether: ready to score": load_to_score,
}


def _alone(way: Callable[[Path], Told], folder: Path) -> Told:
    """A way in a new process that has imported everything and done nothing."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, initializer=_import_the_rest) as pool:
        return pool.submit(way, folder).result()


def _import_the_rest() -> None:
    """Arrow imports pandas when it makes its first array; what imports left behind is let go."""
    pa.array([1])
    gc.collect()


def _sums(session: Session, table: str, key: str, columns: dict[str, Sql]) -> tuple[int, ...]:
    """Rows, accounts, and of each number its sum in hundredths, which no order of adding moves."""
    sums = [statement("sum(CAST(round({c} * 100) AS BIGINT))", c=c) for c in columns.values()]
    query = "SELECT count(*), count(DISTINCT {key}), {sums} FROM {t}"
    found = session.rows(statement(query, key=key, sums=sums, t=table))[0]
    return tuple(int(n) for n in found)


def _held(session: Session) -> int:
    """The bytes that the tables of a database hold."""
    return int(session.one("SELECT sum(memory_usage_bytes) FROM duckdb_memory()"))


def _quoted(name: str) -> Sql:
    """A column of our own file as DuckDB names it."""
    return Sql(f'"{name}"')


def _middle(runs: list[Spent]) -> tuple[float, float, float, float]:
    return (
        statistics.median(run.cpu for run in runs),
        statistics.median(run.wall for run in runs),
        statistics.median(run.peak for run in runs),
        statistics.median(run.held for run in runs),
    )


def _clocks() -> tuple[float, float]:
    return time.process_time(), time.perf_counter()
