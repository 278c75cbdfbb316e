"""`report` writes the report, or the method sheet alone."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from scoring import workbench
from scoring.cli.command import (
    BESIDE,
    Arguments,
    Command,
    a_store,
    card_and_source,
    opened_with_card,
)
from scoring.cli.log_line import tell
from scoring.errors import CommandError
from scoring.workbench.reporting import Look, method_html, method_markdown, report
from scoring.workbench.writing import replacing


def _add(parser: argparse.ArgumentParser) -> None:
    card_and_source(parser)
    a_store(parser)
    parser.add_argument(
        "--as-of", metavar="MONTH", default="latest", help="the month: YYYY-MM or latest (default)"
    )
    words = "write the method sheet alone; FILE.md is Markdown then"
    parser.add_argument("--method", action="store_true", help=words)
    parser.add_argument("--out", type=Path, metavar="FILE", required=True, help="FILE.html")


def _run(arguments: Arguments) -> int:
    ending = arguments.out.suffix.lower()
    known = (".html", ".htm", ".md") if arguments.method else (".html", ".htm")
    if ending not in known:
        problem = f"'{arguments.out.name}' names no form of a report"
        raise CommandError(problem, fix=f"let it end in {' or '.join(known)}")
    data, card = opened_with_card(arguments)
    (month,) = workbench.months_asked(data, arguments.as_of, one=True)
    look = Look(month)
    if not arguments.method:
        pieces = report(data, card, look, today=dt.date.today())
    elif ending == ".md":
        pieces = iter([method_markdown(data, card, look)])
    else:
        pieces = method_html(data, card, look)
    with replacing(arguments.out) as stream:
        for piece in pieces:
            stream.write(piece.encode())
    tell(arguments, month=month, card=card.digest, data=data.catalogue.version)
    print(f"{arguments.out}: {card.name}, {month}")
    return 0


REPORT = Command(
    _add,
    _run,
    "write a report that needs no network, or the method sheet",
    True,
    example=f"report {BESIDE} --out report.html",
)
