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
    words = "months between the look and the loss (default 3; 1 where plans are monthly)"
    parser.add_argument("--lead", type=int, metavar="MONTHS", help=words)
    words = "months within which a loss counts (default 6; 3 where plans are monthly)"
    parser.add_argument("--horizon", type=int, metavar="MONTHS", help=words)
    words = "months a customer must have been one (default 3)"
    parser.add_argument("--tenure", type=int, metavar="MONTHS", help=words)
    words = "when to look (default auto: renewals where the data know enough of them)"
    parser.add_argument("--cohort", choices=["auto", "renewal", "calendar"], help=words)
    words = "reckon past renewals, so many months apart (default: only those on record)"
    parser.add_argument("--term", type=int, metavar="MONTHS", help=words)


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
