"""Measurements are put into the page that keeps the last ones, with the machine and the date."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

BEGIN: Final = "<!-- measured by make bench-report -->"
END: Final = "<!-- end of what was measured -->"


def reported(page: str, measured: str, told: str) -> str:
    """The page with other measurements between its two marks.

    Input: the page, Markdown tables, and the line that says where and when. Raises ValueError if
    a mark is missing.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page needs the marks '{BEGIN}' and '{END}'")
    return f"{before}{BEGIN}\n\n{told}\n\n{measured.strip()}\n\n{END}{after}"


def machine(today: dt.date) -> str:
    """The processor, its cores, the memory and the day, in a sentence."""
    cores, memory = os.cpu_count() or 1, _memory()
    size = f", {memory / 2**30:.0f} GiB" if memory else ""
    return (
        f"{today.isoformat()}, {_processor()}, {cores} cores{size}, {platform.system()},"
        f" Python {platform.python_version()}."
    )


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        told = ""
    found = re.search(r"^model name\s*: (.+)$", told, re.MULTILINE)
    return found[1].strip() if found else platform.machine()


def _memory() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return 0


def main(words: Sequence[str]) -> int:
    """`report.py MEASURED PAGE` puts the one into the other."""
    measured, page = (Path(word) for word in words)
    text = reported(
        page.read_text(encoding="utf-8"),
        measured.read_text(encoding="utf-8"),
        machine(dt.date.today()),
    )
    page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
