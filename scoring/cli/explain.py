"""`explain` says why one account has its score."""

from __future__ import annotations

import argparse
import json

from scoring import workbench
from scoring.cli.command import (
    BESIDE,
    Arguments,
    Command,
    a_store,
    card_and_source,
    opened_with_card,
)


def _add(parser: argparse.ArgumentParser) -> None:
    card_and_source(parser)
    a_store(parser)
    parser.add_argument("--account", metavar="ID", required=True, help="the account's id")
    parser.add_argument(
        "--as-of", metavar="MONTH", default="latest", help="YYYY-MM or latest (default)"
    )
    parser.add_argument("--json", action="store_true", help="print the explanation as JSON")


def _run(arguments: Arguments) -> int:
    data, card = opened_with_card(arguments)
    told = workbench.explain(data, card, arguments.account, arguments.as_of)
    if arguments.json:
        print(json.dumps(workbench.explanation_data(told), indent=2, ensure_ascii=False))
    else:
        print(workbench.explanation_text(told), end="")
    return 0


EXPLAIN = Command(
    _add,
    _run,
    "say why one account has its score, step by step",
    example=f"explain {BESIDE} --account A-0314",
)
