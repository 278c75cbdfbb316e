"""Kills programs that write, at random moments, and looks what became of what they wrote."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from scoring.store import open_store
from tests.architecture.rules import ROOT

PROGRAM = [sys.executable, "-m", "tests.unit.store.written_until_killed"]


@dataclass(frozen=True)
class Killed:
    """What so many kills came to, counted in pulses.

    `lost` were acknowledged and are not there; `torn` cannot be read or stand twice; `sound` says
    that SQLite finds nothing wrong with the file; `longest` is the longest opening in seconds.
    """

    kills: int
    acknowledged: int
    lost: int
    torn: int
    sound: bool
    longest: float


def acknowledged_until_killed(
    programs: subprocess.Popen[str], since: int, seconds: float
) -> list[int]:
    """The numbers that a program acknowledged before it was killed, so long after it began."""
    assert programs.stdin is not None
    assert programs.stdout is not None
    programs.stdin.write(f"{since}\n")
    programs.stdin.flush()
    word, process = programs.stdout.readline().split()
    assert word == "open"
    time.sleep(seconds)
    os.kill(int(process), signal.SIGKILL)
    said = []
    while (line := programs.stdout.readline()) != "gone\n":
        word, number = line.split()
        assert word == "kept"
        said.append(int(number))
    return said


def killed(path: Path, kills: int, seed: int = 20260701) -> Killed:
    """Kill so many programs within their first 50 ms of writing, and open the store after each."""
    moments, acknowledged = random.Random(seed), set[int]()
    lost, torn, longest = set[int](), 0, 0.0
    with subprocess.Popen(
        [*PROGRAM, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as programs:
        for turn in range(kills):
            moment = moments.uniform(0.0, 0.05)
            acknowledged |= set(acknowledged_until_killed(programs, turn * 100_000, moment))
            began = time.perf_counter()
            store = open_store(path)
            longest = max(longest, time.perf_counter() - began)
            kept = [int(one.record.reason) for one in store.pulses("Demo")]
            store.close()
            lost |= acknowledged - set(kept)
            torn = max(torn, len(kept) - len(set(kept)))
    plain = sqlite3.connect(path)
    sound = plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    plain.close()
    return Killed(kills, len(acknowledged), len(lost), torn, sound, longest)
