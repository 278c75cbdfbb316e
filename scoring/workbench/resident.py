"""A server that holds as much memory as it may begins nothing that takes more."""

from __future__ import annotations

import os
from pathlib import Path

from scoring.errors import CommandError
from scoring.limits.visits import PROCESS_MB

_PAGES = Path("/proc/self/statm")


def must_have_room() -> None:
    """Raises CommandError where the process holds more than it may when a long work begins.

    Each load is bounded by itself; this is for many that stay. Where the system does not say what
    a process holds (all but Linux), nothing is refused.
    """
    held = resident()
    if held > PROCESS_MB.bytes:
        problem = f"the server is full: it holds {held / 1e6:,.0f} MB and may have"
        raise CommandError(
            f"{problem} {PROCESS_MB.said()} when a long work begins",
            fix="try again when other visitors have left; what is open goes on",
        )


def resident() -> int:
    """The bytes of memory that the process holds now, or 0 where the system does not say."""
    try:
        pages = int(_PAGES.read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
