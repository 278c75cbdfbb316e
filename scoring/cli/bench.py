"""`bench` measures the speeds that are promised."""

from __future__ import annotations

import argparse

from scoring.bench.run import run_bench
from scoring.cli.command import Arguments, Command, between


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--accounts", type=between(100, 1_000_000), default=10_000)


def _run(arguments: Arguments) -> int:
    print(run_bench(arguments.accounts), end="")
    return 0


BENCH = Command(_add, _run, "measure kernel, DuckDB and row-wise pandas side by side")
