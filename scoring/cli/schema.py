"""`schema` prints the JSON schema of cards."""

from __future__ import annotations

import argparse
from pathlib import Path

from scoring.cli.command import Arguments, Command, unwritable
from scoring.spec.schema import schema_text


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="write into this file instead of stdout"
    )


def _run(arguments: Arguments) -> int:
    if not arguments.out:
        print(schema_text(), end="")
        return 0
    try:
        arguments.out.write_text(schema_text(), encoding="utf-8")
    except OSError as error:
        raise unwritable(arguments.out, error, "file") from None
    return 0


SCHEMA = Command(
    _add, _run, "print the JSON schema of cards", example="schema --out card.schema.json"
)
