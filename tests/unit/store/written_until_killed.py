"""Programs that set pulses until they are killed, and say each one that is kept."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

from scoring.store import open_store
from tests.unit.store.samples import PULSE


def say(line: str) -> None:
    """A line in one piece, or nothing of it."""
    os.write(1, f"{line}\n".encode())


def write(path: Path, since: int) -> None:
    """Set pulses whose reason is a number, one more each time, without end."""
    store = open_store(path)
    say(f"open {os.getpid()}")
    while True:
        store.set_pulse("Demo", replace(PULSE, reason=str(since)))
        say(f"kept {since}")
        since += 1


def main(path: str) -> None:
    """For each number on a line begin a program that writes from there; say when it is gone."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            write(Path(path), int(line))
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    main(sys.argv[1])
