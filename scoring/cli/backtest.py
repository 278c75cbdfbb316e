"""`backtest` says what a card would have caught, how early and at what cost."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from scoring import workbench
from scoring.backtest.further import Capacity, Contest
from scoring.cli.command import BESIDE, Arguments, Command, card_and_source, opened, say
from scoring.cli.past import ask_of_the_past, question_of
from scoring.spec.model import Card
from scoring.workbench import DataSet, Trial


def _add(parser: argparse.ArgumentParser) -> None:
    card_and_source(parser)
    ask_of_the_past(parser)
    flag = "the rule that flags, numbers after colons: drop:15:3 (default red)"
    parser.add_argument("--flag", default="red", help=flag)
    parser.add_argument("--capacity", type=float, help="accounts the team can work in a month")
    parser.add_argument(
        "--against", type=Path, metavar="FILE", help="a second card, at the same workload"
    )
    parser.add_argument("--json", action="store_true", help="print every figure as JSON")
    parser.add_argument("--sql", action="store_true", help="print the case table as SQL instead")
    parser.add_argument(
        "--cases", type=Path, metavar="FILE", help="write the case table to this file"
    )


def _run(arguments: Arguments) -> int:
    if arguments.cases:
        workbench.format_of(arguments.cases)
    data = opened(arguments)
    say(data.findings)
    card = workbench.usable_card(workbench.read_text(arguments.card, "card"), data)
    question = question_of(arguments, data)
    if arguments.sql:
        print(workbench.case_sql(data, card, question), end="")
        return 0
    trial = workbench.trial_of(data, card, question, workbench.flag_rule(arguments.flag))
    if arguments.cases:
        workbench.write_table(workbench.case_table(data, card, trial), arguments.cases)
    other = _other(arguments, data)
    found = (trial, *_further(arguments, data, card, trial, other))
    further = workbench.further_of(data, card, trial, other, arguments.capacity)
    leaks = workbench.leak_report(data, card, trial)
    if arguments.json:
        told = workbench.with_further(workbench.trial_data(*found), further)
        told["leaks"] = workbench.leaks_data(leaks)
        print(json.dumps(told, indent=2, ensure_ascii=False, allow_nan=False))
    else:
        text = workbench.trial_text(*found), workbench.further_text(further)
        print("".join((*text, workbench.leaks_text(leaks))), end="")
    return 0


def _other(arguments: Arguments, data: DataSet) -> Card | None:
    if not arguments.against:
        return None
    return workbench.usable_card(workbench.read_text(arguments.against, "card"), data)


def _further(
    arguments: Arguments, data: DataSet, card: Card, trial: Trial, other: Card | None
) -> tuple[Capacity | None, Contest | None]:
    """What is asked beyond the card itself: a capacity, and a second card."""
    capacity = contest = None
    if arguments.capacity is not None:
        capacity = workbench.at_team_capacity(data, card, trial, arguments.capacity)
    if other is not None:
        contest = workbench.beside(data, card, trial, other)
    return capacity, contest


BACKTEST = Command(
    _add,
    _run,
    "say what a card would have caught, how early, at what cost",
    example=f"backtest {BESIDE} --capacity 40",
)
