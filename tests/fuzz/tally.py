"""What came of the inputs of one target: counted, timed, and every bad one kept."""

from __future__ import annotations

import hashlib
import json
import resource
import sys
import time
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.fuzz.target import Target, outcome

MOST_SECONDS = 2.0
"""Processor time that an input may take: on a busy machine the clock on the wall says little."""
MOST_MB = 512
_EVERY = 1.0


@dataclass
class Tally:
    """The figures of one process, and where its bad inputs are kept."""

    target: str
    executions: int = 0
    crashes: int = 0
    hangs: int = 0
    longest_seconds: float = 0.0
    peak_mb: float = 0.0
    seen: set[str] = field(default_factory=set)

    def figures(self) -> dict[str, object]:
        """What is told of it."""
        told = asdict(self)
        del told["seen"]
        return told


class Trial:
    """Carries out inputs of a target, and keeps in a folder those that it must not do so."""

    def __init__(self, target: Target, folder: Path) -> None:
        self.target, self.folder = target, folder
        self.tally = Tally(target.name)
        self._told = 0.0

    def carry_out(self, data: bytes) -> str | None:
        """What the target made of an input; None if it is a finding, which then is kept."""
        began = time.process_time()
        try:
            made: str | None = outcome(self.target, data)
        except Exception as error:
            made = None
            place = traceback.extract_tb(error.__traceback__)[-1]
            self._keep("crash", data, f"{type(error).__name__} {place.filename}:{place.lineno}")
        took = time.process_time() - began
        tally = self.tally
        tally.executions += 1
        tally.longest_seconds = max(tally.longest_seconds, took)
        tally.peak_mb = max(tally.peak_mb, peak_mb())
        if took > MOST_SECONDS:
            self._keep("hang", data, f"{took:.1f} s")
            made = None
        if tally.peak_mb > MOST_MB:
            self._keep("large", data, f"{tally.peak_mb:.0f} MB")
            self.tell(now=True)
            sys.exit(3)  # the peak of a process never falls: another one goes on
        self.tell()
        return made

    def _keep(self, kind: str, data: bytes, why: str) -> None:
        if kind == "hang":
            self.tally.hangs += 1
        else:
            self.tally.crashes += 1
        if why in self.tally.seen:
            return
        self.tally.seen.add(why)
        keep(self.folder, kind, data, why)

    def tell(self, now: bool = False) -> None:
        """Write the figures down, at most once a second."""
        if now or time.monotonic() - self._told > _EVERY:
            self._told = time.monotonic()
            text = json.dumps(self.tally.figures())
            (self.folder / "tally.json").write_text(text, encoding="utf-8")


def keep(folder: Path, kind: str, data: bytes, why: str) -> None:
    """Keep a bad input in `kept`, and beside it what it did."""
    kept = folder / "kept"
    kept.mkdir(exist_ok=True)
    name = f"{kind}-{hashlib.sha256(data).hexdigest()[:12]}"
    (kept / name).write_bytes(data)
    (kept / f"{name}.txt").write_text(f"{why}\n", encoding="utf-8")


def peak_mb() -> float:
    """The most memory that this process had, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
