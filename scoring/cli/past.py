"""The arguments that say what is asked of the past, alike for every command that asks it."""

from __future__ import annotations

import argparse
from dataclasses import replace

from scoring import workbench
from scoring.cli.command import Arguments
from scoring.spec.question import Question
from scoring.workbench import DataSet


def ask_of_the_past(parser: argparse.ArgumentParser) -> None:
    """Ask for lead, horizon, tenure, cohort and term."""
    parser.add_argument("--lead", type=int, help="months between the look and the loss")
    parser.add_argument("--horizon", type=int, help="months within which a loss counts")
    parser.add_argument("--tenure", type=int, help="months a customer must have been one")
    parser.add_argument("--cohort", choices=["auto", "renewal", "calendar"], help="when to look")
    parser.add_argument("--term", type=int, help="reckon past renewals, so many months apart")


def question_of(arguments: Arguments, data: DataSet) -> Question:
    """What was asked, beginning from what is usual for the data. Raises CommandError."""
    asked = {
        "lead": arguments.lead,
        "horizon": arguments.horizon,
        "min_tenure": arguments.tenure,
        "cohort": arguments.cohort,
        "term": arguments.term,
    }
    said = {key: value for key, value in asked.items() if value is not None}
    return replace(workbench.usual_question(data.book.frame), **said)
