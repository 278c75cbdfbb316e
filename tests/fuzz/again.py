"""A kept input once more: `python -m tests.fuzz.again TARGET FILE`; the status is 0 if all is well.

What went wrong is told as it happened, for whoever mends it.
"""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

from tests.fuzz.tally import MOST_MB, MOST_SECONDS, peak_mb
from tests.fuzz.target import outcome
from tests.fuzz.targets import named
from tests.fuzz.worker import STUCK


def again(name: str, path: Path) -> int:
    """Carry an input out; 1 if it took too long or too much memory."""
    signal.setitimer(signal.ITIMER_REAL, STUCK)
    began = time.process_time()
    print(outcome(named(name), path.read_bytes()))
    took = time.process_time() - began
    print(f"{took:.2f} s, {peak_mb():.0f} MB")
    return int(took > MOST_SECONDS or peak_mb() > MOST_MB)


if __name__ == "__main__":
    sys.exit(again(sys.argv[1], Path(sys.argv[2])))
