"""The command line: the app's use cases without the app."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import pyarrow as pa

from scoring import workbench
from scoring.bench.run import run_bench
from scoring.demo import make_book, write_book
from scoring.errors import BellwetherError, CommandError, Finding, FindingsError, did_you_mean
from scoring.errors import errors_among as errors
from scoring.spec.schema import schema_text

Arguments = argparse.Namespace


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints end as ours do: what happened, and what to do."""

    def error(self, message: str) -> NoReturn:
        raise CommandError(message, fix=f"see '{self.prog} --help'")


def main(argv: Sequence[str]) -> int:
    """Carry out one command.

    Output: the exit status: 0 done, 1 the card or the data have faults, 2 the command
    itself was wrong. Findings go to stderr, answers to stdout.
    """
    try:
        arguments = _parser().parse_args(_known(argv))
        status = COMMANDS[arguments.command][1](arguments)
        sys.stdout.flush()
        return status
    except FindingsError as fault:
        _say(fault.findings)
        return 1
    except BellwetherError as fault:
        end = "" if fault.fix.endswith("?") else "."
        print(f"error: {fault.problem}. Fix: {fault.fix}{end}", file=sys.stderr)
        return 2 if isinstance(fault, CommandError) else 1
    except KeyboardInterrupt:
        return 130
    except OSError as fault:
        return _unheard(fault)


def _unheard(fault: OSError) -> int:
    """The answer could not be written: a full disk, or a reader such as `head` that has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not isinstance(fault, BrokenPipeError):
        print(f"error: {fault.strerror or fault}", file=sys.stderr)
    return 1


def _known(argv: Sequence[str]) -> Sequence[str]:
    if argv and not argv[0].startswith("-") and argv[0] not in COMMANDS:
        fix = did_you_mean(argv[0], COMMANDS)
        raise CommandError(f"no command is called '{argv[0]}'", fix=fix)
    return argv or ["--help"]


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m scoring", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (add, _, words) in COMMANDS.items():
        add(commands.add_parser(name, help=words, description=words))
    return parser


def _card_and_source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--source", type=Path, required=True, help="the source file (YAML)")
    parser.add_argument("--card", type=Path, required=True, help="the card (YAML)")
    parser.add_argument("--data", type=Path, help="read the source's files from this folder")


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("card", type=Path, help="the card (YAML)")
    parser.add_argument("--source", type=Path, help="also check the card beside these data")
    parser.add_argument("--data", type=Path, help="read the source's files from this folder")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def _check(arguments: Arguments) -> int:
    text = workbench.read_text(arguments.card, "card")
    found: list[Finding] = []
    data = None
    if arguments.source:
        try:
            data = workbench.open_source(arguments.source, arguments.data, today=dt.date.today())
            found += data.findings
        except FindingsError as fault:
            found += fault.findings
    found = [*workbench.check_card(text, data)[1], *found]
    failed = bool(errors(found))
    if arguments.json:
        print(json.dumps({"ok": not failed, "findings": [f.as_dict() for f in found]}, indent=2))
    else:
        _say(found, sys.stdout)
        count = len(errors(found))
        print(
            f"{arguments.card}: {f'{count} errors' if count != 1 else '1 error'}"
            if failed
            else f"{arguments.card}: sound"
        )
    return int(failed)


def _score_arguments(parser: argparse.ArgumentParser) -> None:
    _card_and_source(parser)
    parser.add_argument("--as-of", default="latest", help="YYYY-MM, latest (default) or all")
    parser.add_argument(
        "--out", type=Path, required=True, help=f"FILE.{' or FILE.'.join(workbench.FORMATS)}"
    )
    parser.add_argument("--engine", default="plan", help="plan (SQL, default) or kernel (NumPy)")


def _score(arguments: Arguments) -> int:
    workbench.format_of(arguments.out)
    data = workbench.open_source(arguments.source, arguments.data, today=dt.date.today())
    _say(data.findings)
    card = workbench.usable_card(workbench.read_text(arguments.card, "card"), data)
    months = workbench.months_asked(data, arguments.as_of)
    table = workbench.score_table(data, card, months, arguments.engine)
    workbench.write_table(table, arguments.out)
    print(_summary(table, arguments.out))
    return 0


def _summary(table: pa.Table, path: Path) -> str:
    bands = Counter(table["band"].to_pylist())
    parts = ", ".join(f"{band} {count:,}" for band, count in bands.most_common())
    months = sorted({str(day)[:7] for day in table["as_of"].to_pylist()})
    span = months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
    return f"{path}: {table.num_rows:,} rows, {span}: {parts}"


def _sql_arguments(parser: argparse.ArgumentParser) -> None:
    _card_and_source(parser)
    parser.add_argument("--dialect", default="duckdb", help="duckdb (default)")


def _sql(arguments: Arguments) -> int:
    data = workbench.open_source(arguments.source, arguments.data, today=dt.date.today())
    card = workbench.usable_card(workbench.read_text(arguments.card, "card"), data)
    print(workbench.card_sql(data, card, arguments.dialect), end="")
    return 0


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--accounts", type=_between(1, 100_000), default=400)
    parser.add_argument("--months", type=_between(12, 120), default=36)
    parser.add_argument("--seed", type=_between(0, 2**32 - 1), default=7)
    parser.add_argument("--out", type=Path, required=True, help="the folder to write into")


def _between(low: int, high: int) -> Callable[[str], int]:
    def whole_number(text: str) -> int:
        if not text.isdigit() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"'{text}' is not a number from {low} to {high}")
        return int(text)

    return whole_number


def _demo(arguments: Arguments) -> int:
    book = make_book(arguments.accounts, arguments.months, arguments.seed)
    try:
        write_book(book, arguments.out)
    except OSError as error:
        raise _unwritable(arguments.out, error, "folder") from None
    lost = int(book.accounts["churned_on"].notna().sum())
    print(f"{arguments.out}: {len(book.accounts):,} made-up accounts, {lost:,} of them lost")
    return 0


def _unwritable(path: Path, error: OSError, noun: str) -> CommandError:
    problem = f"'{path}' cannot be written ({error.strerror})"
    return CommandError(problem, fix=f"choose another {noun}")


def _schema_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, help="write into this file instead of stdout")


def _schema(arguments: Arguments) -> int:
    if arguments.out:
        try:
            arguments.out.write_text(schema_text(), encoding="utf-8")
        except OSError as error:
            raise _unwritable(arguments.out, error, "file") from None
    else:
        print(schema_text(), end="")
    return 0


def _bench_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--accounts", type=_between(100, 1_000_000), default=10_000)


def _bench(arguments: Arguments) -> int:
    print(run_bench(arguments.accounts), end="")
    return 0


def _say(found: Sequence[Finding], stream: object = None) -> None:
    for finding in found:
        print(finding.as_text(), file=stream or sys.stderr)  # type: ignore[arg-type]


Command = tuple[Callable[[argparse.ArgumentParser], None], Callable[[Arguments], int], str]

COMMANDS: Mapping[str, Command] = {
    "check": (_check_arguments, _check, "say everything that is wrong with a card"),
    "score": (_score_arguments, _score, "score a data set with a card and write the file"),
    "sql": (_sql_arguments, _sql, "print the card as one commented SQL statement"),
    "demo": (_demo_arguments, _demo, "write a made-up book of accounts"),
    "schema": (_schema_arguments, _schema, "print the JSON schema of cards"),
    "bench": (_bench_arguments, _bench, "measure kernel, DuckDB and row-wise pandas side by side"),
}
