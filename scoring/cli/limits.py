"""`limits` prints the bounds in force, each with the variable that sets it."""

from __future__ import annotations

import argparse
import os

from scoring.cli.command import Arguments, Command
from scoring.limits import GROUPS
from scoring.limits.limit import Limit


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--set", action="store_true", help="only those that the environment sets")


def _run(arguments: Arguments) -> int:
    for title, group in GROUPS.items():
        lines = [_line(one) for one in group if not arguments.set or _is_set(one)]
        if lines:
            print("\n".join([title, *lines, ""]))
    return 0


def _is_set(limit: Limit) -> bool:
    return bool(os.environ.get(limit.variable, "").strip())


def _line(limit: Limit) -> str:
    usual = f" (usually {limit.said(limit.usual)})" if limit.now != limit.usual else ""
    by = "the same everywhere" if limit.fixed else limit.variable
    return f"  {limit.said():>22}  {limit.meaning}{usual}: {by}"


LIMITS = Command(
    _add, _run, "print the bounds of everything, and what sets them", example="limits --set"
)
