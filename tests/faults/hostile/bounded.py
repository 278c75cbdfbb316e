"""Every case of a kind in a process of its own, with what each took.

`python -m tests.faults.hostile.bounded KIND` writes a line of JSON for each case. The processor's
time and the peak of the memory are those of the case alone; whatever a case does to its process,
the one that asked goes on.
"""

from __future__ import annotations

import contextlib
import gc
import json
import resource
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from tests.faults.hostile.case import Case, Kind
from tests.faults.hostile.kinds import KINDS

ROOT = Path(__file__).resolve().parents[3]
CLEAR, STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")
CPU_SECONDS = 120
ADDRESSES = 6 << 30
"""Bytes of address space a process of cases may have: Arrow and DuckDB reserve much, use little."""


@cache
def answers(kind: str) -> dict[str, dict[str, Any]]:
    """What each case of a kind gave, by name; one that ended the process is not among them."""
    command = [sys.executable, "-W", "error", "-m", "tests.faults.hostile.bounded", kind]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    found = {line["case"]: line for line in lines}
    return found | {"": {"status": done.returncode, "said": done.stderr[-2000:]}}


def answer(kind: Kind, case: Case) -> str:
    """What the reader says, or the name of whatever it should not have raised."""
    try:
        return kind.read(case)
    except Exception as error:  # anything but our own errors, which a reader turns into words
        return f"ESCAPED {type(error).__name__}: {error}"


def peak_kib() -> int:
    """The most memory since it was last forgotten, or of the whole process where it cannot be."""
    if STATUS.exists():
        found = [line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM")]
        return int(found[0].split()[1])
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def main(name: str) -> None:
    """Carry out the cases of a kind, one after the other."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    kind = {one.name: one for one in KINDS}[name]
    for case, one in kind.cases.items():
        made = one.make()
        ready = Case(lambda content=made: content, one.gives, one.more)
        del made
        gc.collect()
        pa.default_memory_pool().release_unused()
        with contextlib.suppress(OSError):
            CLEAR.write_text("5")  # the peak begins anew, in Linux
        began = time.process_time()
        said = answer(kind, ready)
        took = time.process_time() - began
        told = {"case": case, "said": said, "seconds": took, "mb": peak_kib() / 1024}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
