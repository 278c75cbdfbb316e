"""A command is what it asks for, what it does and the words for its help."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from scoring import workbench
from scoring.errors import CommandError, Finding
from scoring.workbench import DataSet

Arguments = argparse.Namespace


class Command(NamedTuple):
    """One command: adds its arguments to a parser, carries itself out, says what it is.

    `run` gives the exit status, 0 for done and 1 for faults of the card or the data.
    """

    add: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Arguments], int]
    words: str


def card_and_source(parser: argparse.ArgumentParser) -> None:
    """Ask for a card and the data it is to score."""
    parser.add_argument("--source", type=Path, required=True, help="the source file (YAML)")
    parser.add_argument("--card", type=Path, required=True, help="the card (YAML)")
    parser.add_argument("--data", type=Path, help="read the source's files from this folder")


def opened(arguments: Arguments) -> DataSet:
    """The data that were asked for. Raises SourceError or DataError."""
    return workbench.open_source(arguments.source, arguments.data, today=dt.date.today())


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
