"""What the quality report of a large book takes, once the book is loaded."""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scoring.bench.memory import peak_memory
from scoring.workbench import open_source, quality
from scoring.workbench.leaking import leaks

TODAY: Final = dt.date(2026, 1, 1)
"""The day on which the made-up files are opened."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What one report took: seconds of CPU for its leak lights and for all else; bytes; findings.

    `peak` are the bytes beyond the most that loading took.
    """

    lights: float
    rest: float
    peak: int
    found: int


def look_at_it(folder: Path) -> Looked:
    """The report of the source in a folder; the columns it reads are fetched for the lights."""
    data = open_source(folder / "source.yaml", today=TODAY)
    peak, began = peak_memory(), time.process_time()
    leaks(data)
    between = time.process_time()
    found = quality(data, today=TODAY)
    ended = time.process_time()
    return Looked(between - began, ended - between, peak_memory() - peak, len(found))


def report_line(runs: Sequence[Looked]) -> str:
    """The medians of several runs as a sentence of Markdown."""
    lights = statistics.median(run.lights for run in runs)
    rest = statistics.median(run.rest for run in runs)
    peak = statistics.median(run.peak for run in runs)
    return (
        f"The quality report of these rows, {runs[0].found} findings: {lights:.2f} s of CPU for the"
        f" leak lights with the columns they read, {rest:.2f} s for all other questions; at most"
        f" {peak / 1e6:,.0f} MB more than loading took."
    )
