"""Fuzz for a while: `python -m tests.fuzz [--minutes 5] [--folder .fuzz] [TARGET …]`.

Every target gets so many minutes. What Python reads is fuzzed by what it covers, where atheris
can be had; what C++ reads at random, in processes that may come to a bad end. A bad input is
kept in the folder, and tried again at the beginning of the next time. `figures.json` holds for
each target all that was carried out since the folder was emptied, and of what went wrong what does
so still.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz.tally import keep
from tests.fuzz.target import Target
from tests.fuzz.targets import TARGETS, named

ROOT = Path(__file__).resolve().parents[2]
WAIT = 120


def process(module: str, *arguments: str, seconds: float) -> int:
    """The exit status of a module of this folder.

    One that does not end in time is killed, which is no finding: a hang it sees itself.
    """
    command = [sys.executable, "-W", "ignore", "-m", f"tests.fuzz.{module}", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        try:
            return running.wait(seconds + WAIT)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
            return 0


def fuzz(target: Target, folder: Path, seconds: float, covered: bool) -> dict[str, Any]:
    """Fuzz one target for so long; the figures of all its processes together."""
    folder.mkdir(parents=True, exist_ok=True)
    module = "covered" if covered and not target.native else "worker"
    told: dict[str, Any] = {}
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 1:
        (folder / "tally.json").unlink(missing_ok=True)
        seed = Random().randrange(1 << 31)
        status = process(module, target.name, str(folder), str(left), str(seed), seconds=left)
        told = added(told, figures_of(folder))
        if status not in (0, 3):
            told = added(told, died(folder, status))
    return told


def figures_of(folder: Path) -> dict[str, Any]:
    """The figures that a process left; none if it did not come so far."""
    try:
        return dict(json.loads((folder / "tally.json").read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def died(folder: Path, status: int) -> dict[str, Any]:
    """A process that came to a bad end is a finding: its input is kept."""
    stuck = status == -14 or any(folder.glob("stuck-timeout-*"))
    current = folder / "current"
    data = current.read_bytes() if current.exists() else b""
    keep(folder, "hang" if stuck else "crash", data, f"the process ended with {status}")
    return {"hangs": int(stuck), "crashes": int(not stuck)}


def added(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Two sets of figures as one: counts add up, of the longest and the largest one remains."""
    made = {**one, **other}
    for name in ("executions", "crashes", "hangs"):
        made[name] = one.get(name, 0) + other.get(name, 0)
    for name in ("longest_seconds", "peak_mb"):
        made[name] = round(max(one.get(name, 0.0), other.get(name, 0.0)), 2)
    return made


def still_bad(target: Target, folder: Path) -> int:
    """How many kept inputs are findings still; those that are none any more are let go of."""
    found = 0
    for path in sorted((folder / "kept").glob("*-*")):
        if path.suffix == ".txt":
            continue
        if process("again", target.name, str(path), seconds=0) != 0:
            found += 1
        else:
            path.unlink()
            path.with_suffix(".txt").unlink(missing_ok=True)
    return found


def main(arguments: Sequence[str]) -> int:
    """Fuzz what is asked for, and say what came of it; the status is 1 if a finding is open."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", default=[target.name for target in TARGETS])
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--folder", type=Path, default=ROOT / ".fuzz")
    asked = parser.parse_args(arguments)
    covered = importlib.util.find_spec("atheris") is not None
    if not covered:
        print("There is no atheris for this Python: all is fuzzed at random, nothing by cover.")
    asked.folder.mkdir(parents=True, exist_ok=True)
    figures = asked.folder / "figures.json"
    known = {f["target"]: f for f in json.loads(figures.read_text())} if figures.exists() else {}
    still = 0
    for target in map(named, asked.targets):
        folder = asked.folder / target.name
        before = {**known.get(target.name, {}), "crashes": still_bad(target, folder), "hangs": 0}
        still += before["crashes"]
        told = fuzz(target, folder, asked.minutes * 60, covered)
        known[target.name] = {"target": target.name} | added(before, told)
        figures.write_text(json.dumps(list(known.values()), indent=2) + "\n", encoding="utf-8")
        print(json.dumps(told), flush=True)
        still += told.get("crashes", 0) + told.get("hangs", 0)
    return int(still > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
