"""`python -m tests.soak [PART …]` measures what is promised and writes it into the page."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from tests.browser import chromium, load, server
from tests.conftest import ROOT
from tests.soak import attacks, churn, fuzzed, idle, kills
from tests.soak.page import put, told

PAGE = ROOT / "docs" / "reliability.md"


@cache
def _recorded() -> load.Recorded:
    """A drag in a real Chromium, which every visitor repeats."""
    with server.running() as app:
        return load.record(app.url, _chromium(), moves=24)


@cache
def _chromium() -> str:
    path = chromium.find()
    if path is None:
        raise SystemExit("No Chromium that starts, so no drag can be recorded: see make chromium")
    return path


def _load() -> list[str]:
    return load.table(sessions=50, accounts=0, every=5.0, rounds=12, path=_chromium())


PARTS: Mapping[str, Callable[[], list[str]]] = {
    "kills": kills.measured,
    "load": _load,
    "idle": lambda: idle.measured(_recorded()),
    "attacks": lambda: attacks.measured(_recorded(), _chromium()),
    "churn": lambda: churn.measured(_recorded()),
    "fuzz": fuzzed.measured,
}
"""The parts in the order in which they run; what takes longest comes last but the fuzzing."""


def main(words: Sequence[str]) -> int:
    """Run the parts that are named, all without a name; each is written as soon as it is done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--page", type=Path, default=PAGE)
    asked = parser.parse_args(words)
    unknown = [part for part in asked.parts if part not in PARTS]
    if unknown:
        parser.error(f"there is no part '{unknown[0]}'; there are {', '.join(PARTS)}")
    for part in asked.parts or PARTS:
        before, began = os.getloadavg()[0], time.monotonic()
        text = told(PARTS[part](), time.monotonic() - began, before, dt.date.today())
        print(f"## {part}\n\n{text}\n", flush=True)
        page = put(asked.page.read_text(encoding="utf-8"), part, text)
        asked.page.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
