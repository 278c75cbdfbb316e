"""`demo` writes a made-up book of accounts."""

from __future__ import annotations

import argparse
from pathlib import Path

from scoring.cli.command import Arguments, Command, between, unwritable
from scoring.demo import make_book, write_book


def _add(parser: argparse.ArgumentParser) -> None:
    words = "how many accounts, 1 to 100000 (default 400)"
    parser.add_argument("--accounts", type=between(1, 100_000), default=400, help=words)
    words = "over how many months, 12 to 120 (default 36)"
    parser.add_argument("--months", type=between(12, 120), default=36, help=words)
    words = "another number is another book; the same one is the same (default 7)"
    parser.add_argument("--seed", type=between(0, 2**32 - 1), default=7, help=words)
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", required=True, help="the folder to write into"
    )


def _run(arguments: Arguments) -> int:
    book = make_book(arguments.accounts, arguments.months, arguments.seed)
    try:
        write_book(book, arguments.out)
    except OSError as error:
        raise unwritable(arguments.out, error, "folder") from None
    lost = int(book.accounts["churned_on"].notna().sum())
    print(f"{arguments.out}: {len(book.accounts):,} made-up accounts, {lost:,} of them lost")
    return 0


DEMO = Command(
    _add,
    _run,
    "write a made-up book of accounts",
    example="demo --accounts 200 --months 24 --out book",
)
