"""From `streamlit run` to the first painted score, and from page to page, in a real Chromium."""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple

from playwright.sync_api import CDPSession, sync_playwright

from tests.browser import chromium, server
from tests.browser.desk import Desk
from tests.browser.latency import cpu_ms
from tests.browser.stopwatch import BEGIN, WATCH, settled

PAGES = (
    "Portfolio",
    "Segments",
    "Lost customers",
    "Tune",
    "Compare",
    "Workshop",
    "Accounts",
    "Actions",
    "Data",
    "Share",
    "Workbench",
)
SCORE = ".st-key-tiles"
MOST = 12


class Took(NamedTuple):
    """A page change in ms: by the clock until all has settled, and the CPU of both sides."""

    clock: float
    page: float
    server: float


def imports() -> list[tuple[str, float]]:
    """What the entry point imports, a package a line, in ms of its own, the slowest first."""
    command = [sys.executable, "-X", "importtime", "-c", "import scoring.ui.frame"]
    told = subprocess.run(
        command, cwd=server.ROOT, capture_output=True, text=True, check=True
    ).stderr
    found: dict[str, float] = {}
    for own, name in re.findall(r"^import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)$", told, re.MULTILINE):
        package = name.split(".")[0].removeprefix("_")
        found[package] = found.get(package, 0.0) + int(own) / 1000
    return sorted(found.items(), key=lambda one: -one[1])


def page_ms(session: CDPSession) -> float:
    """CPU milliseconds of the thread in which the browser runs and lays out the page."""
    told = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(one["value"]) for one in told if one["name"] == "TaskDuration")


def starts(path: str, times: int) -> tuple[list[float], dict[str, list[Took]]]:
    """CPU seconds of each cold start; for each page what warm changes to it took."""
    cold: list[float] = []
    warm: dict[str, list[Took]] = {title: [] for title in PAGES}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        for _ in range(times):
            with server.running() as app:
                page = browser.new_page(viewport={"width": 1440, "height": 1200})
                page.add_init_script(chromium.SEEN)
                desk = Desk(page, app.url)
                page.goto(app.url)
                page.locator(SCORE).wait_for(timeout=90_000)
                cold.append(cpu_ms(app.pid) / 1000)
                desk.ready().drawn()
                for title in (*PAGES, *PAGES):  # the first time round everything is made
                    desk.turn_to(title).ready().drawn()
                page.evaluate(WATCH)
                session = page.context.new_cdp_session(page)
                session.send("Performance.enable", {"timeDomain": "threadTicks"})
                for title in PAGES:
                    page.evaluate(BEGIN)
                    began, before = cpu_ms(app.pid), page_ms(session)
                    desk.turn_to(title)
                    answered = settled(page)
                    desk.ready()
                    if answered is not None:
                        own = page_ms(session) - before
                        warm[title].append(Took(answered, own, cpu_ms(app.pid) - began))
                page.close()
        browser.close()
    return cold, warm


def table(path: str, times: int) -> list[str]:
    """The lines of both tables."""
    cold, warm = starts(path, times)
    slowest = imports()
    told = ", ".join(f"{name} {ms:,.0f}" for name, ms in slowest[:MOST])
    total = sum(ms for _, ms in slowest)
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    return [
        f"Cold start, demo book: `streamlit run` → first painted score, {times} times:"
        f" median {statistics.median(cold):.1f} CPU s (goal 6; load of the machine {load}).",
        f"Imports of the entry point, {total:,.0f} ms by the clock: {told}.",
        "",
        "| warm page change to | click → page settled, median ms | goal | browser CPU ms"
        " | server CPU ms |",
        "|---|---:|---:|---:|---:|",
        *(_line(title, told) for title, told in warm.items() if told),
    ]


def _line(title: str, told: Sequence[Took]) -> str:
    clock, page, cpu = (statistics.median(side) for side in zip(*told, strict=True))
    return f"| {title} | {clock:.0f} | 150 | {page:.0f} | {cpu:.0f} |"


def main(words: Sequence[str]) -> int:
    """Print the tables; 0 also where there is no Chromium, which is said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    path = chromium.find()
    if path is None:
        print("No Chromium that starts, so no start was measured.")
        return 0
    print("\n".join(table(path, parser.parse_args(words).times)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
