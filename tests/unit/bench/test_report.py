"""What was measured takes the place of what was measured before, and nothing else moves."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scoring.bench.report import BEGIN, END, machine, main, reported


def test_only_what_was_measured_changes() -> None:
    """The words before and after the marks stay, the old table goes."""
    page = f"# Speed\n\n{BEGIN}\n\nold\n\n{END}\n\nMore.\n"
    found = reported(page, "| new |\n", "Here, today.")
    assert found == f"# Speed\n\n{BEGIN}\n\nHere, today.\n\n| new |\n\n{END}\n\nMore.\n"
    assert reported(found, "| new |\n", "Here, today.") == found


@pytest.mark.parametrize("page", ["# Speed\n", f"# Speed\n{BEGIN}\n"], ids=["none", "one"])
def test_a_page_without_its_marks_is_left_alone(page: str) -> None:
    """Both marks must be there."""
    with pytest.raises(ValueError, match="needs the marks"):
        reported(page, "| new |", "Here.")


def test_the_machine_has_a_day_and_cores() -> None:
    """The line begins with the day and names the Python."""
    told = machine(dt.date(2026, 2, 3))
    assert told.startswith("2026-02-03, ")
    assert " cores" in told
    assert "Python 3." in told


def test_it_is_a_program_of_two_files(tmp_path: Path) -> None:
    """The tables of one file stand in the other afterwards."""
    measured, page = tmp_path / "measured.md", tmp_path / "page.md"
    measured.write_text("| a |\n", encoding="utf-8")
    page.write_text(f"x\n{BEGIN}\n{END}\ny\n", encoding="utf-8")
    assert main([str(measured), str(page)]) == 0
    assert "| a |" in page.read_text(encoding="utf-8")
