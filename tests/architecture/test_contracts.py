"""The contracts of .importlinter are kept, and they can be broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.rules import ROOT

LINT = [
    sys.executable,
    "-c",
    "from importlinter.cli import lint_imports_command as lint; lint()",
    "--no-cache",
    "--no-logo",
]

# Each is a line that must not be written, and the contract that says so.
BREACHES = [
    ("values.py", "from scoring import kinds", "A line imports only from the lines below it"),
    ("kinds/stray.py", "import streamlit", "Streamlit only in"),
    ("kinds/stray.py", "import duckdb", "DuckDB only in"),
    ("kinds/stray.py", "import altair", "Altair only in"),
    ("kinds/stray.py", "import scipy.stats", "What only the tests install"),
    ("newroom.py", "'''A module nobody has given a floor.'''", "A line imports only from"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(LINT, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def sketch(tmp_path: Path) -> Path:
    """An empty package with the project's rooms, under the project's contracts."""
    shutil.copy(ROOT / ".importlinter", tmp_path)
    for found in [ROOT / "scoring", *(ROOT / "scoring").iterdir()]:
        copy = tmp_path / found.relative_to(ROOT)
        if found.is_dir() and (found / "__init__.py").exists():
            copy.mkdir(exist_ok=True)
            (copy / "__init__.py").touch()
        elif found.suffix == ".py":
            copy.touch()
    return tmp_path


def test_the_contracts_are_kept() -> None:
    """Every import of the package goes downwards, and the tools stay in their rooms."""
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_an_empty_package_keeps_the_contracts(sketch: Path) -> None:
    """Rooms without a line in them break nothing, so each breach below is its own."""
    result = lint(sketch)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(("file", "line", "contract"), BREACHES)
def test_a_breach_is_found(sketch: Path, file: str, line: str, contract: str) -> None:
    """One forbidden line breaks the contract that forbids it."""
    with (sketch / "scoring" / file).open("a", encoding="utf-8") as text:
        text.write(f"{line}\n")
    result = lint(sketch)
    broken = [row for row in result.stdout.splitlines() if row.endswith("BROKEN")]
    assert len(broken) == 1, result.stdout + result.stderr
    assert broken[0].startswith(contract)
    assert result.returncode == 1
