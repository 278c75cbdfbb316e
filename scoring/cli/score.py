"""`score` scores a data set and writes the file."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import pyarrow as pa

from scoring import workbench
from scoring.cli.command import Arguments, Command, a_store, card_and_source, opened_with_card
from scoring.cli.log_line import tell
from scoring.workbench.reporting import Look, extras_of
from scoring.workbench.tables import customers_of


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
    exporter = workbench.format_of(arguments.out)
    data, card = opened_with_card(arguments)
    months = workbench.months_asked(data, arguments.as_of)
    table = workbench.score_table(data, card, months, arguments.engine)
    extras = extras_of(exporter, data, card, Look(months[-1]))
    workbench.write_table(table, arguments.out, extras)
    customers = customers_of(data, months)
    tell(arguments, month=months[-1], months=len(months), rows=table.num_rows)
    tell(arguments, customers=customers, card=card.digest, data=data.catalogue.version)
    tell(arguments, out=arguments.out.name)
    print(_summary(table, arguments.out, customers))
    return 0


def _summary(table: pa.Table, path: Path, customers: int) -> str:
    bands = Counter(table["band"].to_pylist())
    parts = ", ".join(f"{band} {count:,}" for band, count in bands.most_common())
    months = sorted({str(day)[:7] for day in table["as_of"].to_pylist()})
    span = months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
    left = table.num_rows - customers
    gone = f"; {left:,} of them had left by the end of its month" if left else ""
    return f"{path}: {table.num_rows:,} rows, {span}: {parts}{gone}"


SCORE = Command(_add, _run, "score a data set with a card and write the file", True)
