"""One line at the end of a command that runs every night, made to be searched for by `grep`."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping
from typing import Final

_PLAIN: Final = re.compile(r"[\w.,:/+@%-]+", re.ASCII)
_TOLD: Final = "told"


def tell(arguments: argparse.Namespace, **facts: object) -> None:
    """Keep facts for the line: numbers, names of files, never anything of an account."""
    setattr(arguments, _TOLD, {**getattr(arguments, _TOLD, {}), **facts})


def log(arguments: argparse.Namespace | None, command: str, status: int, fault: str = "") -> None:
    """Write the line to stderr, the facts that were kept in the order of telling."""
    facts: Mapping[str, object] = getattr(arguments, _TOLD, {})
    print(log_line(command, status, facts, fault), file=sys.stderr)


def log_line(command: str, status: int, facts: Mapping[str, object], fault: str = "") -> str:
    """For instance: bellwether command=score exit=0 month=2026-10 rows=321.

    A value that is no plain word is quoted as JSON, so that the line stays one line.
    """
    parts = {"command": command, "exit": status, **facts}
    if fault:
        parts["fault"] = fault
    return " ".join(["bellwether", *(f"{key}={_word(value)}" for key, value in parts.items())])


def _word(value: object) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text)
