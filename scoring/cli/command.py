"""A command is what it asks for, what it does and the words for its help."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple, TextIO

from scoring import workbench
from scoring.errors import CommandError, Finding
from scoring.spec.model import Card
from scoring.workbench import DataSet
from scoring.workbench.kept_pulses import with_kept_pulses

Arguments = argparse.Namespace

BESIDE: Final = "--source configs/sources/demo.yaml --card configs/cards/b2b_saas_starter.yaml"
"""The card and the data of the examples in the help."""


class Command(NamedTuple):
    """One command: adds its arguments to a parser, carries itself out, says what it is.

    `run` gives the exit status, 0 for done and 1 for faults of the card or the data; `logged`
    says that it ends with a line for whoever searches a log; `example` is what may be typed behind
    `python -m scoring` in the checkout.
    """

    add: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Arguments], int]
    words: str
    logged: bool = False
    example: str = ""


def card_and_source(parser: argparse.ArgumentParser) -> None:
    """Ask for a card and the data it is to score."""
    parser.add_argument(
        "--source", type=Path, metavar="FILE", required=True, help="the source file (YAML)"
    )
    parser.add_argument("--card", type=Path, metavar="FILE", required=True, help="the card (YAML)")
    a_place(parser)


def a_place(parser: argparse._ActionsContainer) -> None:
    """Ask for the place of the source's files."""
    words = (
        "where the source's files are: a folder, a pattern, a DuckDB file or a connection URL;"
        " env:NAME takes it from the variable NAME"
    )
    parser.add_argument("--data", metavar="PLACE", help=words)


def opened(arguments: Arguments) -> DataSet:
    """The data that were asked for. Raises CommandError, SourceError or DataError."""
    place = workbench.place_named(arguments.data, os.environ) if arguments.data else None
    return workbench.open_source(arguments.source, place, today=dt.date.today())


def a_store(parser: argparse._ActionsContainer) -> None:
    """Ask for the store whose pulses count, too."""
    words = "count the pulses that a team's app keeps for these data in this file, too"
    parser.add_argument("--store", type=Path, metavar="FILE", help=words)


def opened_with_card(arguments: Arguments) -> tuple[DataSet, Card]:
    """The data that were asked for, pulses of the store over them, and the card that scores them.

    Findings of the data, and how many pulses the store has, go to stderr. Raises what `opened`
    raises, CardError and StoreError.
    """
    data = opened(arguments)
    say(data.findings)
    text = workbench.read_text(arguments.card, "card")
    if arguments.store is None:
        return data, workbench.usable_card(text, data)
    data, card, kept = with_kept_pulses(data, text, arguments.store)
    what = "1 pulse" if kept == 1 else f"{kept:,} pulses"
    print(f"{arguments.store}: {what} for '{data.catalogue.name}'", file=sys.stderr)
    return data, card


def between(low: int, high: int) -> Callable[[str], int]:
    """A reader of whole numbers within two ends, both included."""

    def whole_number(text: str) -> int:
        if not text.isdigit() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"'{text}' is not a number from {low} to {high}")
        return int(text)

    return whole_number


def unwritable(path: Path, error: OSError, noun: str) -> CommandError:
    """The error for a place that cannot be written to."""
    problem = f"'{path}' cannot be written ({error.strerror})"
    return CommandError(problem, fix=f"choose another {noun}")


def say(found: Sequence[Finding], stream: TextIO | None = None) -> None:
    """Print findings, one a line, to stderr unless said otherwise."""
    for finding in found:
        print(finding.as_text(), file=stream or sys.stderr)
