"""`sql` prints a card as SQL, for any engine and in any form, or writes its files."""

from __future__ import annotations

import argparse
from pathlib import Path

from scoring import workbench
from scoring.cli.command import BESIDE, Arguments, Command, card_and_source, opened, unwritable
from scoring.workbench.writing_sql import DIALECT_NAMES, SQL_FORMS, as_one_text, card_files


def _add(parser: argparse.ArgumentParser) -> None:
    card_and_source(parser)
    dialects = f"{', '.join(DIALECT_NAMES)} (default: {DIALECT_NAMES[0]})"
    parser.add_argument("--dialect", default=DIALECT_NAMES[0], help=dialects)
    parser.add_argument(
        "--as", dest="form", default=SQL_FORMS[0], metavar="FORM",
        help=f"{', '.join(SQL_FORMS)} (default: {SQL_FORMS[0]})",
    )  # fmt: skip
    words = "write into this folder instead of stdout, and print the paths"
    parser.add_argument("--out", type=Path, metavar="FOLDER", help=words)


def _run(arguments: Arguments) -> int:
    data = opened(arguments)
    card = workbench.usable_card(workbench.read_text(arguments.card, "card"), data)
    files = card_files(data, card, arguments.dialect, arguments.form)
    if arguments.out is None:
        print(as_one_text(files), end="")
        return 0
    for path, text in files.items():
        place = arguments.out / path
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        except OSError as error:
            raise unwritable(place, error, "folder") from None
        print(place)
    return 0


SQL = Command(
    _add,
    _run,
    "print the card as commented SQL: a query, a view or a dbt model",
    example=f"sql {BESIDE} --dialect postgres",
)
