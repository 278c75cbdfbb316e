"""`draft` looks at files and writes what they are taken for, and a first card that scores them."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from pathlib import Path
from typing import Final

from scoring import workbench
from scoring.cli.command import Arguments, Command, say
from scoring.errors import CommandError
from scoring.spec.data_file import CsvDialect, File, Mark
from scoring.spec.source import Source
from scoring.spec.write import card_yaml
from scoring.spec.write_source import source_as_yaml
from scoring.workbench.drafting import drafted
from scoring.workbench.writing import replacing

_DATES: Final = {"day-first": "%d/%m/%Y", "month-first": "%m/%d/%Y"}
_MARKS: Final[dict[str | None, Mark]] = {"point": ".", "comma": ","}


def _add(parser: argparse.ArgumentParser) -> None:
    words = "exports of one company: CSV, XLSX, Parquet or DuckDB"
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help=words)
    words = "write the source file here; its paths are relative to it (default: print it)"
    parser.add_argument("--out", type=Path, metavar="FILE", help=words)
    words = "also load them, and write a first card here, every part of which is a guess"
    parser.add_argument("--card", type=Path, metavar="FILE", help=words)
    parser.add_argument("--name", help="what the data set is called (default: as its files are)")
    words = "how dates such as 04/05/2025 are meant, in files that leave it open"
    parser.add_argument("--dates", choices=tuple(_DATES), help=words)
    words = "what 1,200 means, in files that leave it open"
    parser.add_argument("--decimal", choices=("point", "comma"), help=words)


def _run(arguments: Arguments) -> int:
    files = [Path(os.path.abspath(file)) for file in arguments.files]
    missing = next((file for file in files if not file.is_file()), None)
    if missing:
        raise CommandError(f"there is no file '{missing.name}'", fix="check the path")
    folder = Path(os.path.commonpath([file.parent for file in files]))
    paths = [_path(file, folder) for file in files]
    _spare(files, [out for out in (arguments.out, arguments.card) if out is not None])
    said = CsvDialect(
        date_format=_DATES.get(arguments.dates), decimal=_MARKS.get(arguments.decimal)
    )
    found = drafted(folder, paths, said, arguments.name)
    print("\n".join(found.told), file=sys.stderr)
    say(found.asked, sys.stderr)
    if found.source is None:
        return 1
    out = arguments.out.parent if arguments.out else Path()
    _write(source_as_yaml(_seen_from(found.source, folder, out)), arguments.out)
    if arguments.card is not None:
        _write(_first_card(found.source, folder), arguments.card)
    return 0


def _first_card(source: Source, folder: Path) -> str:
    """The card with which the app begins on these data; what they tell goes to stderr."""
    place = workbench.place_named(str(folder), {})
    data = workbench.open_data(source, place, today=dt.date.today())
    say(data.findings)
    return card_yaml(workbench.starting_card(data))


def _write(text: str, path: Path | None) -> None:
    """Write a file and print its name, or print the text. Raises CommandError."""
    if path is None:
        print(text, end="")
        return
    with replacing(path) as stream:
        stream.write(text.encode())
    print(path)


def _path(file: Path, folder: Path) -> str:
    """A file's path from the folder. Raises CommandError where a source cannot name it so."""
    path = str(file.relative_to(folder))
    try:
        return File(path=path).path
    except ValueError:
        problem = f"a source cannot name the file {ascii(path)[:200]}"
        fix = "rename it: one line of at most 500 characters, in UTF-8"
        raise CommandError(problem, fix=fix) from None


def _spare(files: list[Path], outs: list[Path]) -> None:
    """Raise CommandError if anything would be written over one of the files, by any name."""
    for out in outs:
        if out.exists() and any(out.samefile(file) for file in files):
            fix = "choose another file: the source and the card each have their own"
            raise CommandError(f"'{out}' is one of the files that are looked at", fix=fix)
    if len(outs) == 2 and os.path.realpath(outs[0]) == os.path.realpath(outs[1]):
        raise CommandError("--out and --card name one file", fix="give each its own")


def _seen_from(source: Source, folder: Path, out: Path) -> Source:
    """The source with paths as they are from the folder in which it will stand."""
    files = {
        key: file.model_copy(update={"path": os.path.relpath(folder / file.path, out)})
        for key, file in source.files.items()
    }
    return source.model_copy(update={"files": files})


DRAFT = Command(
    _add,
    _run,
    "say what files are taken for, and write the source file and a first card",
    example="draft data/starter/lifecycle_accounts.csv data/starter/lifecycle_months.csv",
)
