"""How fast the page answers a slider: measured in a real Chromium, printed as a Markdown table."""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from scoring.demo import make_book, write_book
from tests.browser import chromium, server
from tests.browser.desk import Desk
from tests.browser.frames import Frames
from tests.browser.stopwatch import BEGIN, WATCH, settled
from tests.browser.trace import Trace

SOURCE = server.ROOT / "configs" / "sources" / "demo.yaml"
TITLE = "Book of a measurement"


@dataclass(frozen=True)
class Handle:
    """A handle on a page: how it is called, where it is, and where its middle can be put."""

    name: str
    place: str
    handle: str
    rail: str
    room: tuple[float, float]
    """Pixels of the rail at its left and right that the handle's middle does not reach."""
    stride: float
    """The share of the rail from place to place: none twice, until it turns at the rail's end."""
    way: tuple[float, float]
    """From which share to which the drag goes, over more places than can be answered.

    On the Workbench nothing is kept of a place while the slider moves; on Lost customers the
    handle has not been there.
    """


HANDLES = (
    Handle("Workbench, a weight", "", ".st-key-weight-usage input", "", (8, 8), 0.01, (1.0, 0.0)),
    Handle(
        "Workbench, a cut", "", ".st-key-cut-pair input >> nth=1", "", (8, 8), 0.005, (0.995, 0.47)
    ),
    Handle(
        "Lost customers, the cut", "lost", ".handle", ".sweep .box", (34, 12), 0.005, (0.445, 0.05)
    ),
)


def cpu_ms(pid: int) -> float:
    """The CPU time of a process so far, in milliseconds; NaN where the system does not tell."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(told[11]) + int(told[12])) * 1000 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Rail:
    """Where a handle can be put on the screen: asked once, as each asking costs the page."""

    left: float
    wide: float
    y: float

    @classmethod
    def of(cls, rail: Locator, handle: Handle) -> Rail:
        """Measure a rail that is in sight; a page that scrolls makes it another."""
        box = rail.bounding_box()
        assert box is not None
        left, right = handle.room
        wide = box["width"] - left - right
        return cls(box["x"] + left, wide, box["y"] + min(box["height"] / 2, 60))

    def at(self, share: float) -> tuple[float, float]:
        """Where on the screen a share of the rail lies, 0 … 1."""
        return self.left + share * self.wide, self.y


def measure(
    desk: Desk, handle: Handle, frames: Frames, pid: int, events: int, traced: bool
) -> tuple[str, list[str]]:
    """A row of the table: single moves of a handle that is held, and three seconds of a drag.

    With it, where it is wanted, the trace of the single moves.
    """
    page = desk.page
    desk.open(handle.place).drawn()
    grip = page.locator(handle.handle)
    whole = page.locator(handle.rail) if handle.rail else grip
    whole.scroll_into_view_if_needed()
    rail = Rail.of(whole, handle)
    opened = desk.part("pick-data").locator("input").first
    before = opened.input_value()
    page.evaluate(WATCH)
    here = start(grip) if not handle.rail else float(grip.get_attribute("aria-valuenow") or 0) / 100
    page.mouse.move(*rail.at(here))
    page.mouse.down()
    page.wait_for_timeout(1000)
    trace = Trace(page, frames) if traced else None
    frames.clear()
    began = cpu_ms(pid)
    answers = moved(page, rail, handle, here, events)
    cost = (cpu_ms(pid) - began) / events
    size = sum(one.size for one in frames.all if one.told) / events
    followed = [*trace.lines(events, cost)] if trace else []
    updates, spent = drag(page, rail, handle.way)
    page.evaluate(BEGIN)
    page.mouse.up()
    released = settled(page)
    if opened.input_value() != before:
        raise AssertionError(f"another book is on the page: {opened.input_value()}, not {before}")
    row = (
        f"| {handle.name} | {spread(answers)} | {updates / spent:.1f} | {size / 1000:.0f}"
        f" | {cost:.0f} | {released or 0:.0f} |"
    )
    return row, ["", f"Trace of {handle.name}.", *followed] if traced else []


def moved(page: Page, rail: Rail, handle: Handle, here: float, events: int) -> list[float]:
    """Move a held handle from place to place; the milliseconds until each answer stands there.

    Where it can go no further it turns back, which takes one move that nothing answers.
    """
    answers: list[float] = []
    way, unanswered = handle.stride, 0
    for _ in range(events):
        if not 0 <= here + way <= 1:
            way = -way
        page.evaluate(BEGIN)
        page.mouse.move(*rail.at(here + way))
        answered = settled(page)
        if answered is None:
            way, unanswered = -way, unanswered + 1
        else:
            answers.append(answered)
            here, unanswered = here + way, 0
        if unanswered > 1:
            raise AssertionError(f"{handle.name} answers neither way")
    return answers


def spread(answers: Sequence[float]) -> str:
    """The median and the 95th percentile, in whole milliseconds."""
    if not answers:
        raise AssertionError("no move was answered")
    told = sorted(answers)
    return f"{statistics.median(told):.0f} / {told[int(0.95 * len(told))]:.0f}"


def start(grip: Locator) -> float:
    """The share of its rail at which a handle lies."""
    told = [
        float(grip.evaluate(f"e => Number(e.{own} || e.getAttribute('aria-value{aria}'))"))
        for own, aria in (("value", "now"), ("min", "min"), ("max", "max"))
    ]
    now, low, high = told
    return (now - low) / (high - low)


def drag(
    page: Page, rail: Rail, way: tuple[float, float], seconds: float = 3.0
) -> tuple[int, float]:
    """Drag one way; how many places of the slider the figures followed, in how many seconds."""
    page.evaluate("() => { window.updates = 0; }")
    (first, last), began = way, time.monotonic()
    while (spent := time.monotonic() - began) < seconds:
        share = first + (last - first) * spent / seconds
        page.mouse.move(*rail.at(share))
        page.wait_for_timeout(16)
    return int(page.evaluate("window.updates")), time.monotonic() - began


@contextlib.contextmanager
def book(accounts: int) -> Iterator[dict[str, str]]:
    """The variables that open the app on a made-up book of so many accounts; none for the demo."""
    if not accounts:
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="bellwether-book-") as folder:
        write_book(make_book(accounts, 24, 1), Path(folder) / "data" / "demo")
        place = Path(folder) / "configs" / "sources"
        place.mkdir(parents=True)
        # A title of its own: the side bar tells data sets apart by their titles.
        told = SOURCE.read_text(encoding="utf-8").replace("name: Demo book", f"name: {TITLE}")
        (place / "book.yaml").write_text(told, encoding="utf-8")
        yield {"BELLWETHER_SOURCE": str(place / "book.yaml")}


def table(accounts: int, events: int, path: str, traced: bool) -> Iterator[str]:
    """The lines of the table. Input: 0 accounts for the demo book; a Chromium's path."""
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    yield f"A slider in Chromium, {accounts or 400:,} accounts (load {load})."
    yield ""
    yield (
        "| handle | move → page settled, median / p95 ms | updates a second | kB an event"
        " | server CPU ms an event | let go → settled ms |"
    )
    yield "|---|---:|---:|---:|---:|---:|"
    traces: list[str] = []
    with (
        book(accounts) as named,
        server.running(environment=named) as app,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        for handle in HANDLES:
            page, frames = browser.new_page(viewport={"width": 1440, "height": 1200}), Frames()
            page.add_init_script(chromium.SEEN)
            frames.listen(page)
            row, trace = measure(Desk(page, app.url), handle, frames, app.pid, events, traced)
            yield row
            traces += trace
            page.close()
        browser.close()
    yield from traces


def main(words: Sequence[str]) -> int:
    """Print the table; 0 also where there is no Chromium, which is said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=0, help="0: the demo book")
    parser.add_argument("--events", type=int, default=30)
    parser.add_argument("--trace", action="store_true", help="tell one move from end to end")
    arguments = parser.parse_args(words)
    path = chromium.find()
    if path is None:
        print("No Chromium that starts, so no slider was measured in one.")
        return 0
    for line in table(arguments.accounts, arguments.events, path, arguments.trace):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
