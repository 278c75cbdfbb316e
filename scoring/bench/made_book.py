"""Every measurement of a slider is taken on the same made-up book."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from scoring.demo import make_book, write_book
from scoring.spec.model import Card
from scoring.workbench import DataSet, open_source, preset_texts, source_paths, usable_card

MONTHS = 24


def made_book(accounts: int) -> tuple[DataSet, Card]:
    """A book of so many made-up accounts over 24 months, and the card that a first visit opens."""
    with tempfile.TemporaryDirectory() as folder:
        write_book(make_book(accounts, MONTHS, 1), Path(folder) / "data" / "demo")
        (Path(folder) / "configs" / "sources").mkdir(parents=True)
        data = open_source(
            source_paths()["demo"], Path(folder) / "configs" / "sources", today=dt.date(2026, 1, 1)
        )
    return data, usable_card(preset_texts()["b2b_saas_starter"], data)
