"""`suggest` gives weights for a card, and what they are worth on accounts not learnt from."""

from __future__ import annotations

import argparse
import json

from scoring import workbench
from scoring.cli.command import BESIDE, Arguments, Command, between, card_and_source, opened, say
from scoring.cli.past import ask_of_the_past, question_of
from scoring.output.suggested import suggestion_data, suggestion_text
from scoring.workbench.suggesting import (
    STEPS,
    USUAL_MOST,
    USUAL_STEP,
    Wish,
    lock,
    study,
    suggest,
)


def _add(parser: argparse.ArgumentParser) -> None:
    card_and_source(parser)
    ask_of_the_past(parser)
    words = f"metrics with a weight at most (default {USUAL_MOST})"
    parser.add_argument("--k", type=between(1, 60), default=USUAL_MOST, help=words)
    words = f"points a step of a weight (default {USUAL_STEP})"
    parser.add_argument("--steps", type=int, choices=STEPS, default=USUAL_STEP, help=words)
    words = "0 our judgement … 1 the data; auto (default) is E / (E + 50) with E losses"
    parser.add_argument("--blend", type=_part, default="auto", help=words)
    words = "within the data: 0 each metric alone … 1 all together; auto (default) as above"
    parser.add_argument("--tau", type=_part, default="auto", help=words)
    words = "points that a metric keeps, such as pulse=20; may be given again"
    parser.add_argument("--lock", action="append", default=[], metavar="ID=POINTS", help=words)
    parser.add_argument("--json", action="store_true", help="print every figure as JSON")


def _part(text: str) -> float | None:
    """A number from 0 to 1, None for auto."""
    if text == "auto":
        return None
    try:
        part = float(text)
    except ValueError:
        part = -1.0
    if not 0.0 <= part <= 1.0:
        raise argparse.ArgumentTypeError(f"'{text}' is neither auto nor a number from 0 to 1")
    return part


def _run(arguments: Arguments) -> int:
    locked = tuple(dict(map(lock, arguments.lock)).items())
    wish = Wish(arguments.blend, arguments.tau, arguments.k, arguments.steps, locked)
    data = opened(arguments)
    say(data.findings)
    card = workbench.usable_card(workbench.read_text(arguments.card, "card"), data)
    trial = workbench.trial_of(data, card, question_of(arguments, data))
    found = suggest(study(data, card, trial), card, wish)
    if arguments.json:
        print(json.dumps(suggestion_data(found), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        print(suggestion_text(found), end="")
    return 0


SUGGEST = Command(
    _add,
    _run,
    "suggest weights, and say what they are worth on other accounts",
    example=f"suggest {BESIDE} --k 4",
)
