"""Other tools are timed where they are, and said to be missing where they are not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from openpyxl import load_workbook

from scoring.bench.beside import SETTING, beside_bench
from scoring.bench.spreadsheet import write_workbook
from scoring.spec.parse import parse_card
from scoring.workbench import preset_texts

pytestmark = [pytest.mark.bench, pytest.mark.slow]

FALSE_RIVAL = """#!/bin/sh
echo '{"ms": 5.0, "version": "1", "sum": 12.0}'
"""


def absent(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setenv("SOFFICE", str(place / "no office"))


def test_what_is_not_installed_is_said_to_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without the tools the kernel's two lines stand beside three that say how to get them."""
    absent(monkeypatch, tmp_path)
    monkeypatch.setenv(SETTING, str(tmp_path / "no python"))
    report = beside_bench(150)
    assert report.count("not installed: `make bench-rivals`") == 2
    assert report.count("not installed: `make office`") == 1
    assert report.count("kernel (") == 2


def test_a_tool_that_weighs_otherwise_stops_the_benchmark(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A tool whose scores add up to 12 has not done the same work."""
    absent(monkeypatch, tmp_path)
    false = tmp_path / "python"
    false.write_text(FALSE_RIVAL, encoding="utf-8")
    false.chmod(0o755)
    monkeypatch.setenv(SETTING, str(false))
    with pytest.raises(AssertionError, match=r"scikit-criteria says 12\.0"):
        beside_bench(150)


def test_a_workbook_holds_the_card_as_formulas(tmp_path: Path) -> None:
    """Two accounts and two weights: the weights on top, a score and nested bands a row."""
    bands = parse_card(preset_texts()["b2b_saas_starter"]).bands
    for formulas in (True, False):
        path = tmp_path / f"{formulas}.xlsx"
        write_workbook(path, np.array([[80.0, 20.0], [0.0, 100.0]]), [30.0, 10.0], bands, formulas)
        rows = list(load_workbook(path).active.iter_rows(values_only=True))
        assert [row[:2] for row in rows] == [(30, 10), (80, 20), (0, 100)]
        if formulas:
            assert rows[1][2] == "=SUMPRODUCT($A$1:$B$1,A2:B2)/SUM($A$1:$B$1)"
            best = bands[0]
            assert rows[2][3].startswith(f'=IF(C3>={best.start:g},"{best.name}",')
            assert rows[2][3].endswith(f'"{bands[-1].name}"' + ")" * (len(bands) - 1))
