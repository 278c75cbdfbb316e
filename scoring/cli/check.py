"""`check` says everything that is wrong with a card."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path

from scoring import workbench
from scoring.cli.command import Arguments, Command, a_place, opened, say
from scoring.errors import Finding, FindingsError, errors_among


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("card", type=Path, metavar="CARD", help="the card (YAML)")
    parser.add_argument(
        "--source", type=Path, metavar="FILE", help="also check the card beside these data"
    )
    a_place(parser)
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def _run(arguments: Arguments) -> int:
    text = workbench.read_text(arguments.card, "card")
    found: list[Finding] = []
    data = None
    if arguments.source:
        try:
            data = opened(arguments)
            found += workbench.quality(data, today=dt.date.today())
        except FindingsError as fault:
            found += fault.findings
    found = [*workbench.check_card(text, data)[1], *found]
    count = len(errors_among(found))
    if arguments.json:
        print(json.dumps({"ok": not count, "findings": [f.as_dict() for f in found]}, indent=2))
        return int(count > 0)
    say(found, sys.stdout)
    verdict = "sound" if not count else "1 error" if count == 1 else f"{count} errors"
    print(f"{arguments.card}: {verdict}")
    return int(count > 0)


CHECK = Command(
    _add,
    _run,
    "say everything that is wrong with a card",
    example="check configs/cards/b2b_saas_starter.yaml --source configs/sources/demo.yaml",
)
