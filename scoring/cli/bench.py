"""`bench` measures the speeds that are promised."""

from __future__ import annotations

import argparse

from scoring.bench.engines import engines_bench
from scoring.bench.run import Sizes, run_bench
from scoring.cli.command import Arguments, Command, between


def _add(parser: argparse.ArgumentParser) -> None:
    accounts, rows = between(100, 1_000_000), between(1_000, 10_000_000)
    parser.add_argument(
        "--accounts", type=accounts, default=10_000, help="for a slider moved (default 10000)"
    )
    parser.add_argument(
        "--rows", type=rows, default=1_000_000, help="account-months to load (default 1000000)"
    )
    largest = "of the largest book that shows how work grows (default: the same)"
    parser.add_argument("--largest", type=accounts, default=0, metavar="ACCOUNTS", help=largest)
    words = "only measure Spark with one thread and with two on so many account-months"
    parser.add_argument("--engines", type=rows, metavar="ROWS", help=words)


def _run(arguments: Arguments) -> int:
    if arguments.engines:
        print(engines_bench(arguments.engines), end="")
        return 0
    print(run_bench(Sizes(arguments.accounts, arguments.rows, arguments.largest)), end="")
    return 0


BENCH = Command(
    _add,
    _run,
    "measure a slider moved and a file loaded, side by side with other ways",
    example="bench --accounts 2000 --rows 100000",
)
