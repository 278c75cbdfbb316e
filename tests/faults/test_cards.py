"""Faulty cards beside the very report that each must give.

A report is written anew with `pytest tests/faults --rewrite-golden`, and then read.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.spec.parse import read_card

FOLDER = Path(__file__).parent / "cards"
CARDS = sorted(FOLDER.glob("*.yaml"))


def report(text: str) -> str:
    return "".join(f"{finding.as_text()}\n" for finding in read_card(text).findings)


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_the_report(path: Path, matches_golden: Callable[[Path, str], None]) -> None:
    """A faulty card gives its report to the letter: every fault, its line, what to do."""
    matches_golden(path.with_suffix(".txt"), report(path.read_text(encoding="utf-8")))


def test_every_card_has_a_fault() -> None:
    """No card here is sound, and no report lacks its card."""
    assert len(CARDS) >= 25
    assert all(read_card(path.read_text(encoding="utf-8")).findings for path in CARDS)
    assert [p.stem for p in sorted(FOLDER.glob("*.txt"))] == [p.stem for p in CARDS]
