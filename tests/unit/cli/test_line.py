"""The command line says everything in one way, and never shows a traceback."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.cli import COMMANDS
from tests.conftest import ROOT
from tests.examples import examples
from tests.unit.cli.commands import run


@pytest.mark.parametrize("command", ["sugest", "scor", "CHECK", "тест"])
def test_an_unknown_command_is_refused(command: str) -> None:
    """Status 2, the word itself and a fix that names commands there are."""
    status, said, complaints = run(command, "--help")
    assert (status, said) == (2, "")
    assert f"no command is called '{command}'" in complaints
    assert "did you mean" in complaints or "use one of: alerts, backtest, bench" in complaints


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    """Its help has its sentence and status 0."""
    status, said, complaints = run(command, "--help")
    assert (status, complaints) == (0, "")
    words = COMMANDS[command].words
    assert f"{words[:1].upper()}{words[1:]}." in " ".join(said.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_the_example_in_a_help_is_a_line_to_copy(command: str) -> None:
    """A shell reads it as one line; its files are there, and all of its words are known."""
    said = run(command, "--help")[1].split("example:\n")[1]
    assert max(map(len, said.splitlines())) <= 79
    python, dash_m, package, *words = shlex.split(said.replace("\\\n", " "))
    assert (python, dash_m, package, words[0]) == ("python", "-m", "scoring", command)
    assert all((ROOT / word).is_file() for word in words if word.startswith("configs/"))
    status, _, complaint = run(*words, "--unheard-of")  # all else is read before it is refused
    assert status == 2
    assert "unrecognized arguments: --unheard-of" in complaint


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",)])
def test_without_a_command_the_commands_are_listed(words: tuple[str, ...]) -> None:
    """Nothing and --help give the same list."""
    status, said, _ = run(*words)
    assert status == 0
    assert all(command in said for command in COMMANDS)


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("score",),
        ("score", "--source"),
        ("sql", "--card", "card.yaml"),
        ("demo",),
        ("demo", "--out", "x", "--accounts", "0"),
        ("demo", "--out", "x", "--accounts", "100001"),
        ("demo", "--out", "x", "--months", "²"),
        ("bench", "--accounts", "99"),
        ("bench", "--accounts", "many"),
        ("check", "a", "b"),
        ("schema", "--nonsense"),
        ("--version",),
    ],
)
def test_a_command_that_lacks_something_is_refused(words: tuple[str, ...]) -> None:
    """Status 2 and where to look it up."""
    status, said, complaints = run(*words)
    assert (status, said) == (2, "")
    assert "--help'" in complaints


WORDS = st.one_of(
    st.sampled_from(
        ["check", "score", "sql", "--card", "--source", "--out", "--as-of", "--engine", "--json",
         "--data", "card.yaml", "source.yaml", "out.csv", "kernel", ".", "..", "/", "", "-", "--"]
    ),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12),
)  # fmt: skip


@given(st.lists(WORDS, max_size=9))
@settings(max_examples=examples(150), deadline=None)
def test_no_words_whatever_give_a_traceback(words: list[str]) -> None:
    """Any line ends with status 0, 1 or 2."""
    assert run(*[w for w in words if w not in ("bench", "demo", "schema")])[0] in (0, 1, 2)
