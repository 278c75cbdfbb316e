"""`store` copies what people wrote down, looks it over, or puts a copy back."""

from __future__ import annotations

import argparse
import datetime as dt
import os
from pathlib import Path

from scoring.cli.command import Arguments, Command
from scoring.errors import CommandError
from scoring.store import back_up, check, restore

_SETTING = "BELLWETHER_STORE"


def _add(parser: argparse.ArgumentParser) -> None:
    words = f"the store (default: the file that the variable {_SETTING} names)"
    parser.add_argument("--store", type=Path, metavar="FILE", help=words)
    does = parser.add_subparsers(dest="does", required=True, metavar="backup|check|restore")
    one = does.add_parser("backup", help="copy the store, also while the app runs")
    one.add_argument("out", type=Path, metavar="OUT", help="the file to write")
    does.add_parser("check", help="look over the whole store and count what is in it")
    one = does.add_parser("restore", help="put a copy in the place of the store")
    one.add_argument("copy", type=Path, metavar="COPY", help="the copy")
    words = "replace a store that is there; it is kept beside"
    one.add_argument("--force", action="store_true", help=words)


def _run(arguments: Arguments) -> int:
    store = arguments.store or Path(os.environ.get(_SETTING, "").strip())
    if store == Path():
        fix = f"add --store FILE or set {_SETTING}"
        raise CommandError("no store is named", fix=fix)
    if arguments.does == "backup":
        size = back_up(store, arguments.out)
        print(f"{arguments.out}: {size:,} bytes")
    elif arguments.does == "check":
        found = check(store)
        print(f"{store}: sound, " + ", ".join(f"{name} {n:,}" for name, n in found.items()))
    else:
        old = restore(arguments.copy, store, force=arguments.force, now=dt.datetime.now())
        print(f"{store}: restored" + (f"; the one before is {old}" if old else ""))
    return 0


STORE = Command(
    _add,
    _run,
    "copy, check or restore what people wrote down",
    example="store --store bellwether.db backup copy.db",
)
