"""Each part's figures stand between two marks of their own, with the machine and the day."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence

from scoring.bench.report import machine


def begin(part: str) -> str:
    """The mark before what a part measured."""
    return f"<!-- measured by make soak: {part} -->"


END = "<!-- end of what was measured -->"


def told(lines: Sequence[str], took: float, load: float, today: dt.date) -> str:
    """The lines of a part, and beneath them where, when, beside what load and how long.

    Input: the table, the seconds that it took, and the load of the machine before it began.
    """
    cores = os.cpu_count() or 1
    busy = f" Others were using the machine (load {load:.1f})." if load > cores / 2 else ""
    return "\n".join([*lines, "", f"{machine(today)} It took {took:.0f} s.{busy}"])


def put(page: str, part: str, text: str) -> str:
    """The page with other figures of one part. Raises ValueError if its marks are missing."""
    before, mark, rest = page.partition(begin(part))
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError(f"the page needs the marks '{begin(part)}' and '{END}'")
    return f"{before}{mark}\n\n{text.strip()}\n\n{END}{after}"
