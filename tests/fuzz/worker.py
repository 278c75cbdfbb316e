"""One process of the fuzzing: `python -m tests.fuzz.worker TARGET FOLDER SECONDS SEED`."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path
from random import Random

from tests.fuzz.tally import Trial
from tests.fuzz.targets import named

STUCK = 60
"""Seconds on the wall after which the system ends the process: what is stuck does not come back."""
_MOST_KEPT = 2_000
_LONGEST = 200_000


def work(name: str, folder: Path, seconds: float, seed: int) -> None:
    """Spoil inputs at random for so long; those that met something new are spoiled further.

    The input at work stands in `current`, where whoever waits for this process finds it if it
    comes to a bad end.
    """
    target, chosen = named(name), Random(seed)
    trial = Trial(target, folder)
    pool, met = list(target.seeds()), set[str]()
    for data in pool:
        assert trial.carry_out(data) is not None, "a sound input is no finding"
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        data = target.spoil(chosen, chosen.choice(pool))
        (folder / "current").write_bytes(data)
        signal.setitimer(signal.ITIMER_REAL, STUCK)
        made = trial.carry_out(data)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if made and made not in met and len(data) < _LONGEST and len(pool) < _MOST_KEPT:
            met.add(made)
            pool.append(data)
    (folder / "current").unlink(missing_ok=True)
    trial.tell(now=True)


if __name__ == "__main__":
    work(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))
