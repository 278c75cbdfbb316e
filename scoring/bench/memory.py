"""The most memory that this process ever held."""

from __future__ import annotations

import resource
from pathlib import Path


def peak_memory() -> int:
    """The most bytes that this process ever held.

    Linux says so of the process alone; elsewhere `ru_maxrss`, which on Linux a process inherits.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024
