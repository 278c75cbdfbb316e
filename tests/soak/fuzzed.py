"""What fuzzing came to, if it left a file of figures behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

FIGURES = ROOT / ".fuzz" / "figures.json"
NONE = "Nothing was fuzzed on this machine yet: `make fuzz` writes the figures that stand here."
_COLUMNS = ("target", "executions", "crashes", "hangs", "longest_seconds", "peak_mb")


def table(figures: list[dict[str, Any]]) -> list[str]:
    """The lines of the table. Input: for each target its executions and what became of them."""
    lines = [
        "| target | executions | crashes | hangs over 2 s | longest, s | most memory, MB |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for one in figures:
        target, runs, crashes, hangs, longest, peak = (one[name] for name in _COLUMNS)
        lines.append(f"| {target} | {runs:,} | {crashes} | {hangs} | {longest:.2f} | {peak:,.0f} |")
    total = sum(one["executions"] for one in figures)
    bad = sum(one["crashes"] + one["hangs"] for one in figures)
    return [*lines, "", f"{total:,} executions in all, {bad} crashes and hangs."]


def measured(path: Path = FIGURES) -> list[str]:
    """The table of the last fuzzing, or a line that says there was none."""
    if not path.is_file():
        return [NONE]
    return table(json.loads(path.read_text(encoding="utf-8")))
