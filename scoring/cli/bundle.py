"""`bundle` writes all that gives the same numbers again into one file, and opens such a file."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from scoring import workbench
from scoring.cli.command import BESIDE, Arguments, Command, a_place, opened, say
from scoring.cli.exit_codes import DONE, FAULTY
from scoring.cli.log_line import tell
from scoring.errors import CommandError
from scoring.spec.link import Linked
from scoring.workbench import DataSet
from scoring.workbench.bundling import (
    Bundle,
    bundle_file,
    bundled_id,
    open_bundle,
    same_scores,
    write_bundle,
)
from scoring.workbench.reporting import Look
from scoring.workbench.writing import replacing


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--source", type=Path, metavar="FILE", help="the source file (YAML)")
    parser.add_argument("--card", type=Path, metavar="FILE", help="the card (YAML)")
    a_place(parser)
    parser.add_argument(
        "--as-of", metavar="MONTH", default="latest", help="the month: YYYY-MM or latest (default)"
    )
    words = "pack the files of the data, too, with all their columns"
    parser.add_argument("--with-data", action="store_true", help=words)
    words = "open a bundle, score its data anew and say whether the scores are the same"
    parser.add_argument("--open", type=Path, metavar="FILE.zip", help=words)
    words = "FILE.zip to write; with --open a file for the scores of all months"
    parser.add_argument("--out", type=Path, metavar="FILE", help=words)


def _run(arguments: Arguments) -> int:
    if arguments.open is not None:
        return _open(arguments)
    missing = [f"--{name}" for name in ("source", "card", "out") if not getattr(arguments, name)]
    if missing:
        raise CommandError(f"{' and '.join(missing)} is missing", fix="see 'bundle --help'")
    if arguments.out.suffix.lower() != ".zip":
        problem = f"'{arguments.out.name}' names no bundle"
        raise CommandError(problem, fix="let it end in .zip")
    data = opened(arguments)
    say(data.findings)
    card = workbench.usable_card(workbench.read_text(arguments.card, "card"), data)
    (month,) = workbench.months_asked(data, arguments.as_of, one=True)
    data_id = bundled_id(arguments.source) or f"upload-{data.catalogue.version}"
    latest = month == data.book.frame.months[-1]
    linked = Linked(card, data_id, {} if latest else {"m": str(month)})
    with replacing(arguments.out) as stream:
        write_bundle(data, Look(month), linked, stream, include_data=arguments.with_data)
    tell(arguments, month=month, card=card.digest, data=data.catalogue.version)
    print(f"{arguments.out}: {card.name}, {data.catalogue.name}, {month}")
    return DONE


def _open(arguments: Arguments) -> int:
    if arguments.out is not None:
        workbench.format_of(arguments.out)
    with bundle_file(arguments.open) as (stream, size):
        bundle = open_bundle(stream, size)
    data = _data(arguments, bundle)
    say(data.findings)
    same = same_scores(bundle, data)
    if arguments.out is not None:
        table = workbench.score_table(data, bundle.card, data.book.frame.months)
        workbench.write_table(table, arguments.out)
    rows = bundle.manifest.rows
    tell(arguments, rows=rows, same="yes" if same else "no", card=bundle.card.digest)
    said = "the same scores" if same else "other scores than when it was written"
    print(f"{arguments.open}: {bundle.card.name}, {data.catalogue.name}: {rows:,} rows, {said}")
    return DONE if same else FAULTY


def _data(arguments: Arguments, bundle: Bundle) -> DataSet:
    """The data of a bundle: those in it, those that are given, or the bundled ones it names."""
    if bundle.source is not None and bundle.place is not None:
        return workbench.open_data(bundle.source, bundle.place, today=dt.date.today())
    if arguments.source is not None:
        return opened(arguments)
    known = workbench.source_paths()
    if bundle.linked.data not in known:
        problem = f"this bundle names its data '{bundle.manifest.data}' and does not hold them"
        raise CommandError(problem, fix="give them by --source")
    return workbench.open_source(known[bundle.linked.data], today=dt.date.today())


BUNDLE = Command(
    _add,
    _run,
    "write or open a file that gives the same numbers again",
    True,
    example=f"bundle {BESIDE} --with-data --out bundle.zip",
)
