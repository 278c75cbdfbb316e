"""The card that is shown whole is the bundled one, and yields what stands beneath it."""

from __future__ import annotations

import csv
import re
import shlex
from pathlib import Path

import pytest

from scoring.cli import main
from scoring.spec.model import canonical
from scoring.spec.parse import parse_card
from tests.docs import markdown
from tests.docs.markdown import ROOT

PAGE = (ROOT / "docs" / "scores.md").read_text(encoding="utf-8")
SHOWN = PAGE.partition("\n## A whole card\n")[2].partition("\n## ")[0]
LONGEST_CARD = 12
OURS = [c for c in markdown.commands(SHOWN) if c.startswith(".venv/bin/python -m scoring ")]


def table(text: str) -> list[list[str]]:
    """The cells of the first Markdown table, its header first."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return [row for row in cells if not re.fullmatch(r"[-:]+", row[0])]


def spelled(column: str, cell: str) -> str:
    """A cell of the file as the page writes it: numbers as short as they can be."""
    as_it_is = not cell or column == "shown" or not re.fullmatch(r"[0-9.]+", cell)
    return cell if as_it_is else f"{float(cell):g}"


def test_the_card_is_short_and_is_the_bundled_one() -> None:
    """The card fits into twelve lines and scores as the bundled card of its name does."""
    (text,) = markdown.blocks(SHOWN, "yaml")
    assert len(text.splitlines()) <= LONGEST_CARD
    bundled = parse_card((ROOT / "configs/cards/weighted_starter.yaml").read_text("utf-8"))
    shown = parse_card(text)
    assert shown.name == bundled.name
    assert shown.bands == bundled.bands
    stripped = [m.model_copy(update={"label": None, "family": "other"}) for m in bundled.metrics]
    assert list(shown.metrics) == stripped
    assert canonical(shown) != canonical(bundled)


def test_the_table_is_what_the_card_yields(tmp_path: Path) -> None:
    """The printed table is the file that the command line writes with the printed card."""
    (text,) = markdown.blocks(SHOWN, "yaml")
    card, out = tmp_path / "card.yaml", tmp_path / "scores.csv"
    card.write_text(text, encoding="utf-8")
    source = str(ROOT / "configs/sources/starter.yaml")
    assert main(["score", "--source", source, "--card", str(card), "--out", str(out)]) == 0
    with out.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    header, *printed = table(SHOWN)
    assert printed == [[spelled(column, row[column]) for column in header] for row in rows]


def test_the_sum_is_right() -> None:
    """34 + 17.5 + 12 + 13.5 = 77, from 40, 25, 20 and 15 percent of 85, 70, 60 and 90."""
    parts = [40 * 85 / 100, 25 * 70 / 100, 20 * 60 / 100, 15 * 90 / 100]
    assert parts == [34, 17.5, 12, 13.5]
    assert sum(parts) == 77
    assert "34 + 17.5 + 12 + 13.5 = 77" in SHOWN


@pytest.mark.usefixtures("checkout")
@pytest.mark.parametrize("command", OURS)
def test_the_commands_run(
    command: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each command that is shown ends well and says something, in a fresh checkout."""
    assert main(shlex.split(command)[3:]) == 0
    assert capsys.readouterr().out
