"""`handover` prints how a card is entered in a customer success platform, and what gets lost."""

from __future__ import annotations

import argparse
from pathlib import Path

from scoring import workbench
from scoring.cli.command import Arguments, Command, a_place, opened
from scoring.output.handover import PLATFORMS
from scoring.workbench.handing_over import card_alone, hand_over, handover_text


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--card", type=Path, metavar="FILE", required=True, help="the card (YAML)")
    names = ", ".join(PLATFORMS.names)
    parser.add_argument("--to", required=True, metavar="PLATFORM", help=names)
    words = "the source file (YAML) of the accounts on which what gets lost is counted"
    parser.add_argument("--source", type=Path, metavar="FILE", help=words)
    a_place(parser)
    parser.add_argument(
        "--as-of",
        metavar="MONTH",
        default="latest",
        help="the month to count in: YYYY-MM or latest (default)",
    )


def _run(arguments: Arguments) -> int:
    text = workbench.read_text(arguments.card, "card")
    if arguments.source is None:
        print(handover_text(hand_over(card_alone(text), arguments.to)), end="")
        return 0
    data = opened(arguments)
    card = workbench.usable_card(text, data)
    (month,) = workbench.months_asked(data, arguments.as_of, one=True)
    print(handover_text(hand_over(card, arguments.to, data, month)), end="")
    return 0


HANDOVER = Command(
    _add,
    _run,
    "print how to enter the card in a customer success platform",
    example="handover --card configs/cards/traffic_light_ten.yaml --to gainsight",
)
