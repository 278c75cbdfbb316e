"""A card in a workbook of formulas, as people keep it, and the time a spreadsheet takes for it."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from scoring.spec.parts import Band
from scoring.values import Floats

_PATIENCE = 600.0


def opened(
    program: str, points: Floats, weights: Sequence[float], bands: Sequence[Band], formulas: bool
) -> str:
    """What a LibreOffice writes of the workbook, as CSV: opened without a window, reckoned anew.

    Input: its program; points (accounts, metrics); a weight a metric; bands, best first; whether
    score and band are formulas, or empty. Raises CalledProcessError where it cannot be opened.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_workbook(place / "card.xlsx", points, weights, bands, formulas)
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--convert-to", "csv"]
        subprocess.run(
            [*command, "--outdir", folder, str(place / "card.xlsx")],
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
        )
        return (place / "card.csv").read_text(encoding="utf-8")


def write_workbook(
    path: Path,
    points: Floats,
    weights: Sequence[float],
    bands: Sequence[Band],
    formulas: bool,
) -> None:
    """Weights in the first row, then a row an account: its points, its score and its band."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("card")
    sheet.append(list(weights))
    last = get_column_letter(len(weights))
    score = get_column_letter(len(weights) + 1)
    for row, own in enumerate(points.tolist(), start=2):
        line = [*own]
        if formulas:
            line.append(f"=SUMPRODUCT($A$1:${last}$1,A{row}:{last}{row})/SUM($A$1:${last}$1)")
            line.append(_band_of(f"{score}{row}", bands))
        sheet.append(line)
    book.save(path)


def _band_of(cell: str, bands: Sequence[Band]) -> str:
    """A formula that names the band of a score, best first."""
    words = f'"{bands[-1].name}"'
    for band in reversed(bands[:-1]):
        words = f'IF({cell}>={band.start:g},"{band.name}",{words})'
    return f"={words}"
