"""Commands that the pages show for files of this project do what they say, as they are written."""

from __future__ import annotations

import itertools
import re
import shlex
from pathlib import Path

import pytest

from scoring.cli import main
from tests.docs import markdown
from tests.docs.markdown import ROOT
from tests.examples import some

OURS = ".venv/bin/python -m scoring "
MADE = re.compile(r"(<!-- made from the code: commands -->\n).*?(<!-- end -->)", re.DOTALL)
FILE = re.compile(r"^[\w./-]+\.(?:yaml|csv|parquet|xlsx|db|zip)$")
WRITES = ("--out", "--cases")


def shown() -> list[str]:
    """Each command for bundled files on any page; those of the reference have their own test."""
    found = set()
    for page in markdown.pages():
        text = MADE.sub(r"\1\2", page.read_text(encoding="utf-8"))
        found |= {line for line in markdown.commands(text) if line.startswith(OURS)}
    return sorted(line for line in found if readable(shlex.split(line)[3:]))


def readable(words: list[str]) -> bool:
    """Whether every file that a command reads is in the project, and nothing of it is left open."""
    reads = [word for before, word in itertools.pairwise(words) if before not in WRITES]
    files = [word for word in reads if FILE.match(word)]
    left_open = any(re.search(r"…|[A-Z]{4,}|://|^/|env:|spark", word) for word in words)
    return bool(files) and not left_open and all((ROOT / file).is_file() for file in files)


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *(ROOT / "docs").glob("*.md")], ids=markdown.name
)
def test_a_command_to_copy_names_its_python(page: Path) -> None:
    """A reader's own `python` may be another one, or none: ours is that of `make install`."""
    blocks = markdown.blocks(page.read_text(encoding="utf-8"), "")
    lines = [line for block in blocks for line in block.splitlines()]
    assert [line for line in lines if line.startswith("python -m scoring")] == []


def test_there_are_such_commands() -> None:
    """The pages for newcomers have some, so that the next test has something to run."""
    assert len(shown()) >= 6


@pytest.mark.parametrize("line", some(shown(), 3))
def test_a_command_runs_as_written(
    line: str,
    checkout: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In a fresh checkout it ends well, and says or writes something."""
    before = set(checkout.rglob("*"))
    assert main(shlex.split(line)[3:]) in (0, 3)
    assert capsys.readouterr().out or set(checkout.rglob("*")) - before
