"""Five hundred programs are killed while they write to one store, and what is left is counted."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.unit.store.killing import killed


def measured(kills: int = 500) -> list[str]:
    """The lines of the table."""
    with tempfile.TemporaryDirectory(prefix="bellwether-kills-") as folder:
        found = killed(Path(folder) / "team.db", kills)
    sound = "nothing wrong" if found.sound else "damage"
    return [
        "Programs that set pulses, each killed with `kill -9` within 50 ms of its first; the store"
        " is opened after every kill.",
        "",
        "| kills | acknowledged | lost | torn | SQLite finds | longest opening, s |",
        "|---:|---:|---:|---:|---|---:|",
        f"| {found.kills} | {found.acknowledged:,} | {found.lost} | {found.torn} | {sound}"
        f" | {found.longest:.2f} |",
    ]
