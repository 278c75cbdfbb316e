"""`sql` prints a card as SQL."""

from __future__ import annotations

import argparse

from scoring import workbench
from scoring.cli.command import Arguments, Command, card_and_source, opened


def _add(parser: argparse.ArgumentParser) -> None:
    card_and_source(parser)
    parser.add_argument("--dialect", default="duckdb", help="duckdb (default)")


def _run(arguments: Arguments) -> int:
    data = opened(arguments)
    card = workbench.usable_card(workbench.read_text(arguments.card, "card"), data)
    print(workbench.card_sql(data, card, arguments.dialect), end="")
    return 0


SQL = Command(_add, _run, "print the card as one commented SQL statement")
