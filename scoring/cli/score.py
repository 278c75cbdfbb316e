"""`score` scores a data set and writes the file."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import pyarrow as pa

from scoring import workbench
from scoring.cli.command import Arguments, Command, a_store, card_and_source, opened_with_card


def _add(parser: argparse.ArgumentParser) -> None:
    card_and_source(parser)
    a_store(parser)
    parser.add_argument("--as-of", default="latest", help="YYYY-MM, latest (default) or all")
    parser.add_argument(
        "--out", type=Path, required=True, help=f"FILE.{' or FILE.'.join(workbench.FORMATS)}"
    )
    parser.add_argument(
        "--engine",
        default="plan",
        help="plan (SQL, default) or kernel (NumPy); with --store always the kernel",
    )


def _run(arguments: Arguments) -> int:
    workbench.format_of(arguments.out)
    data, card = opened_with_card(arguments)
    months = workbench.months_asked(data, arguments.as_of)
    table = workbench.score_table(data, card, months, arguments.engine)
    workbench.write_table(table, arguments.out)
    print(_summary(table, arguments.out))
    return 0


def _summary(table: pa.Table, path: Path) -> str:
    bands = Counter(table["band"].to_pylist())
    parts = ", ".join(f"{band} {count:,}" for band, count in bands.most_common())
    months = sorted({str(day)[:7] for day in table["as_of"].to_pylist()})
    span = months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
    return f"{path}: {table.num_rows:,} rows, {span}: {parts}"


SCORE = Command(_add, _run, "score a data set with a card and write the file")
