"""A program killed while it writes loses nothing that it said was kept."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scoring.store import open_store
from tests.architecture.rules import ROOT

KILLS = 120
PROGRAM = [sys.executable, "-m", "tests.unit.store.written_until_killed"]


def killed_after(programs: subprocess.Popen[str], since: int, seconds: float) -> list[int]:
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


@pytest.mark.slow
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    """120 kills at random moments: every acknowledged pulse is there, and the file is whole."""
    path, moments = tmp_path / "s.db", random.Random(20260701)
    acknowledged: set[int] = set()
    with subprocess.Popen(
        [*PROGRAM, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as programs:
        for turn in range(KILLS):
            said = killed_after(programs, turn * 100_000, moments.uniform(0.0, 0.05))
            acknowledged |= set(said)
            store = open_store(path)
            kept = [int(k.record.reason) for k in store.pulses("Demo")]
            store.close()
            assert acknowledged <= set(kept)
            assert len(kept) == len(set(kept))
    plain = sqlite3.connect(path)
    assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    plain.close()
    assert len(acknowledged) > KILLS
