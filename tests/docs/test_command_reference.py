"""Every command has examples in the reference, every option words, and the examples run."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.cli import COMMANDS, main
from scoring.store import open_store
from tests.docs.command_reference import EXAMPLES, WORDS_BELOW

MEASURES = "bench"
"""Takes as long as it likes; its own tests run it on small books."""


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A parser and those of the words below it."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from parsers(below)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_words(name: str) -> None:
    """No option of a command stands in the help without saying what it is for."""
    parser = argparse.ArgumentParser(prog=name)
    COMMANDS[name].add(parser)
    silent = [
        action.dest
        for one in parsers(parser)
        for action in one._actions
        if not action.help and not isinstance(action, argparse._SubParsersAction)
    ]
    assert silent == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_words_below_a_command_are_shown(name: str) -> None:
    """A command with words of its own has the help of each of them in the reference."""
    parser = argparse.ArgumentParser(prog=name)
    COMMANDS[name].add(parser)
    below = [one.prog.split()[-1] for one in parsers(parser)][1:]
    assert tuple(below) == WORDS_BELOW.get(name, ())


def test_every_command_has_examples_in_its_own_name() -> None:
    """None is missing, none is of a command that is gone."""
    assert EXAMPLES.keys() == COMMANDS.keys()
    assert all(one.split()[0] == name for name, shown in EXAMPLES.items() for one in shown)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in COMMANDS if name != MEASURES])
def test_the_examples_run(
    name: str,
    checkout: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In a fresh checkout, one after the other, each ends well and says or writes something."""
    if name == "store":
        open_store(checkout / "bellwether.db").close()
    for example in EXAMPLES[name]:
        before = set(checkout.rglob("*"))
        assert main(shlex.split(example)) == 0, example
        said = capsys.readouterr().out
        wanted = re.search(r"--out (\S+)", example)
        assert said or set(checkout.rglob("*")) - before, example
        assert wanted is None or (checkout / wanted[1]).exists(), example
