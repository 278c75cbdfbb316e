"""A line of words becomes a command carried out, an answer and an exit status."""

from __future__ import annotations

import argparse
import os
import re
import sys
import traceback
from collections.abc import Sequence
from typing import Final, NoReturn

from scoring.cli.command import say
from scoring.cli.commands import COMMANDS
from scoring.cli.exit_codes import FAULTY, INTERRUPTED, WRONG
from scoring.cli.log_line import log
from scoring.errors import BellwetherError, CommandError, FindingsError, did_you_mean
from scoring.limits.settings import check

_ABOUT: Final = "The command line: the app's use cases without the app."

_PROGRAM: Final = "python -m scoring"
_MORE: Final = f"'{_PROGRAM} COMMAND --help' tells all of a command, with an example."
_OPTION: Final = re.compile(r" (?=--)")
_WIDTH: Final = 76
"""Characters of a line of an example, at most."""

_USER: Final = re.compile(r"(:/{1,2}).*@")
_QUERY: Final = re.compile(r"(:/{1,2}[^\s?]*\?)[^\s']*")


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints end as ours do: what happened, and what to do."""

    def error(self, message: str) -> NoReturn:
        raise CommandError(message, fix=f"see '{self.prog} --help'")


def main(argv: Sequence[str]) -> int:
    """Carry out one command.

    Output: the exit status, see `EXIT_CODES`. Findings go to stderr, answers to stdout; a command
    that is logged ends with a line for `grep`, however it ends.
    """
    command = argv[0] if argv and argv[0] in COMMANDS else ""
    arguments, fault = argparse.Namespace(), ""
    try:
        status = _carried_out(argv, arguments)
    except FindingsError as error:
        say(error.findings)
        status, fault = FAULTY, type(error).__name__
    except BellwetherError as error:
        end = "" if error.fix.endswith("?") else "."
        print(f"error: {_hidden(error.problem)}. Fix: {error.fix}{end}", file=sys.stderr)
        status, fault = WRONG if isinstance(error, CommandError) else FAULTY, type(error).__name__
    except KeyboardInterrupt:
        status, fault = INTERRUPTED, "Interrupted"
    except OSError as error:
        status, fault = _unheard(error), type(error).__name__
    except Exception as error:  # nobody foresaw it: told whole, and the line for a log still comes
        print(_hidden(traceback.format_exc()), end="", file=sys.stderr)
        status, fault = FAULTY, type(error).__name__
    if command and COMMANDS[command].logged:
        log(arguments, command, status, fault)
    return status


def _carried_out(argv: Sequence[str], arguments: argparse.Namespace) -> int:
    _parser().parse_args(_known(argv), arguments)
    check(os.environ)
    status = COMMANDS[arguments.command].run(arguments)
    sys.stdout.flush()
    return status


def _hidden(problem: str) -> str:
    """A complaint without what a connection URL in the wrong place keeps secret.

    Such a URL is repeated as a word, or as a path, which has only one slash.
    """
    return _QUERY.sub(r"\1…", _USER.sub(r"\1…@", problem))


def _unheard(fault: OSError) -> int:
    """The answer could not be written: a full disk, or a reader such as `head` that has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not isinstance(fault, BrokenPipeError):
        print(f"error: {fault.strerror or fault}", file=sys.stderr)
    return FAULTY


def _known(argv: Sequence[str]) -> Sequence[str]:
    if argv and not argv[0].startswith("-") and argv[0] not in COMMANDS:
        fix = did_you_mean(argv[0], COMMANDS)
        raise CommandError(f"no command is called '{argv[0]}'", fix=fix)
    return argv or ["--help"]


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog=_PROGRAM, description=_ABOUT, epilog=_MORE)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, one in COMMANDS.items():
        said = f"{one.words[:1].upper()}{one.words[1:]}."
        one.add(
            commands.add_parser(
                name,
                help=one.words,
                description=said,
                epilog=f"example:\n{example(one.example)}",
                formatter_class=argparse.RawDescriptionHelpFormatter,
            )
        )
    return parser


def example(words: str) -> str:
    """An example to copy into a shell: an option stays beside its value, long ones go on below."""
    lines = [f"  {_PROGRAM}"]
    for part in _OPTION.split(words):
        if len(lines[-1]) + len(part) > _WIDTH:
            lines[-1] += " \\"
            lines.append("   ")
        lines[-1] += f" {part}"
    return "\n".join(lines)
