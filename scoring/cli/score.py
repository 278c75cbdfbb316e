"""`score` scores a data set and writes the file, or scores tables where they are."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from pathlib import Path

import pyarrow as pa

from scoring import workbench
from scoring.cli.command import BESIDE, Arguments, Command, a_place, a_store, opened_with_card
from scoring.cli.log_line import tell
from scoring.errors import CommandError
from scoring.workbench.elsewhere import RESULT, Summary, is_elsewhere, score_elsewhere
from scoring.workbench.reporting import Look, extras_of
from scoring.workbench.tables import customers_of

_HERE = ("source", "out", "data", "store")
_THERE = ("snapshots", "accounts", "out_table")


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--card", type=Path, metavar="FILE", required=True, help="the card (YAML)")
    parser.add_argument(
        "--as-of", metavar="MONTH", default="latest", help="YYYY-MM, latest (default) or all"
    )
    words = (
        "plan (SQL here, default) or kernel (NumPy; always with --store); postgres://…, spark or"
        " spark://host:port to score tables there; env:NAME takes it from the variable NAME"
    )
    parser.add_argument("--engine", default="plan", help=words)
    here = parser.add_argument_group("files that are scored here")
    here.add_argument("--source", type=Path, metavar="FILE", help="the source file (YAML)")
    a_place(here)
    a_store(here)
    endings = " or FILE.".join(workbench.FORMATS)
    here.add_argument("--out", type=Path, metavar="FILE", help=f"FILE.{endings}")
    there = parser.add_argument_group("tables that are scored where they are")
    there.add_argument("--snapshots", metavar="TABLE", help="account_id, as_of and the measures")
    words = "account_id, its dimensions, start_on and churned_on, as far as the card needs them"
    there.add_argument("--accounts", metavar="TABLE", help=words)
    words = f"the table to make or to replace (default {RESULT})"
    there.add_argument("--out-table", metavar="NAME", help=words)


def _run(arguments: Arguments) -> int:
    there = is_elsewhere(arguments.engine)
    _stop_mixture(arguments, there)
    if there:
        summary = _scored_there(arguments)
        tell(arguments, month=summary.last, rows=summary.rows, out=summary.table)
        print(_told(summary))
        return 0
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


def _stop_mixture(arguments: Arguments, there: bool) -> None:
    """Raises CommandError where something is missing, or is of the other way."""
    needed, strange = (("snapshots",), _HERE) if there else (("source", "out"), _THERE)
    where = "tables are scored where they are" if there else "files are scored here"
    for name in needed:
        if getattr(arguments, name) is None:
            raise CommandError(f"{where} with --{name}", fix="see 'python -m scoring score --help'")
    for name in strange:
        if getattr(arguments, name) is not None:
            option = f"--{name.replace('_', '-')}"
            fix = "leave it out" if there else "leave it out, or name another --engine"
            raise CommandError(f"{where} without {option}", fix=fix)


def _scored_there(arguments: Arguments) -> Summary:
    return score_elsewhere(
        arguments.engine,
        workbench.read_text(arguments.card, "card"),
        (arguments.snapshots, arguments.accounts),
        arguments.out_table or RESULT,
        arguments.as_of,
        os.environ,
    )


def _told(found: Summary) -> str:
    span = f"{found.first}" if found.first == found.last else f"{found.first} to {found.last}"
    parts = ", ".join(f"{band} {count:,}" for band, count in found.bands)
    scored = f"{found.rows:,} rows, {span}: {parts}; {found.null:,} without a score"
    return f"{found.where}, table {found.table}: {scored}"


def _summary(table: pa.Table, path: Path, customers: int) -> str:
    bands = Counter(table["band"].to_pylist())
    parts = ", ".join(f"{band} {count:,}" for band, count in bands.most_common())
    months = sorted({str(day)[:7] for day in table["as_of"].to_pylist()})
    span = months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
    left = table.num_rows - customers
    gone = f"; {left:,} of them had left by the end of its month" if left else ""
    return f"{path}: {table.num_rows:,} rows, {span}: {parts}{gone}"


SCORE = Command(
    _add,
    _run,
    "score a data set with a card and write the file",
    True,
    example=f"score {BESIDE} --out scores.csv",
)
