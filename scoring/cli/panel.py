"""`panel` says what each measure tells of the losses, whether or not it is on the card."""

from __future__ import annotations

import argparse
import json

from scoring import workbench
from scoring.cli.command import BESIDE, Arguments, Command, card_and_source, opened, say
from scoring.cli.past import ask_of_the_past, question_of
from scoring.output.suggested import panel_data, panel_text
from scoring.workbench.paneling import panel


def _add(parser: argparse.ArgumentParser) -> None:
    card_and_source(parser)
    ask_of_the_past(parser)
    parser.add_argument("--json", action="store_true", help="print every figure as JSON")


def _run(arguments: Arguments) -> int:
    data = opened(arguments)
    say(data.findings)
    card = workbench.usable_card(workbench.read_text(arguments.card, "card"), data)
    found = panel(data, card, workbench.trial_of(data, card, question_of(arguments, data)))
    if arguments.json:
        print(json.dumps(panel_data(found), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        print(panel_text(found), end="")
    return 0


PANEL = Command(
    _add, _run, "say what each measure tells of the losses, alone", example=f"panel {BESIDE}"
)
