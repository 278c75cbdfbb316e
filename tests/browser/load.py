"""How many visitors one process bears: sessions that move a slider every five seconds.

A drag in a real Chromium is recorded first, message by message; then each session opens a web
socket of its own and sends the same messages at its own times. Only the loopback is used.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection

from tests.browser import chromium, server
from tests.browser.coldstart import SCORE
from tests.browser.desk import Desk
from tests.browser.latency import HANDLES, Rail, book, cpu_ms, start
from tests.browser.sockets import session

PATIENCE = 120.0  # seconds that a page may take to open while many do


@dataclass
class Recorded:
    """What a browser sent: the message that opens the page, then one for each move."""

    opening: bytes = b""
    moves: list[bytes] = field(default_factory=list)

    def note(self, payload: str | bytes) -> None:
        if not isinstance(payload, bytes):
            return
        told = BackMsg.FromString(payload)
        if told.WhichOneof("type") != "rerun_script":
            return
        if not told.rerun_script.fragment_id:
            self.opening = self.opening or payload
        else:
            self.moves.append(payload)


def record(url: str, path: str, moves: int) -> Recorded:
    """Drag the first slider of the Workbench over so many places."""
    found = Recorded()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        page = browser.new_page(viewport={"width": 1440, "height": 1200})
        page.add_init_script(chromium.SEEN)
        page.on("websocket", lambda one: one.on("framesent", found.note))
        page.goto(url)
        page.locator(SCORE).wait_for(timeout=PATIENCE * 1000)
        Desk(page, url).ready().drawn()
        handle = HANDLES[0]
        grip = page.locator(handle.handle)
        here = start(grip)
        rail = Rail.of(grip, handle)
        page.mouse.move(*rail.at(here))
        page.mouse.down()
        found.moves.clear()
        for i in range(moves):
            page.mouse.move(*rail.at(here + handle.stride * (i + 1)))
            page.wait_for_timeout(350)
        held = list(found.moves)  # what comes when the slider is let go is no move
        browser.close()
    found.moves = held
    return found


async def finished(socket: ClientConnection) -> None:
    """Read messages until the script that was asked for has ended."""
    while True:
        told = ForwardMsg.FromString(await socket.recv(decode=False))
        if told.WhichOneof("type") == "script_finished":
            return


async def visit(
    url: str, recorded: Recorded, turn: float, every: float, rounds: int, all_open: asyncio.Barrier
) -> list[float]:
    """One session: open the page, then move the slider every so many seconds; its answers in ms."""
    told: list[float] = []
    async with session(url) as socket:
        await socket.send(recorded.opening)
        await asyncio.wait_for(finished(socket), PATIENCE)
        await all_open.wait()
        await asyncio.sleep(turn)
        for i in range(rounds):
            began = time.monotonic()
            at = (i + int(turn * 10)) % len(recorded.moves)
            await socket.send(recorded.moves[at])
            await asyncio.wait_for(finished(socket), PATIENCE)
            spent = time.monotonic() - began
            told.append(spent * 1000)
            await asyncio.sleep(max(every - spent, 0.0))
    return told


async def visits(
    app: server.RunningApp, recorded: Recorded, sessions: int, every: float, rounds: int
) -> tuple[list[float], float]:
    """So many sessions at once, their moves spread evenly over the seconds between two.

    Output: the answers in ms, and the CPU ms that the app spent from when all were open.
    """
    all_open = asyncio.Barrier(sessions + 1)
    each = [
        asyncio.create_task(
            visit(app.url, recorded, every * (0.2 + i / sessions), every, rounds, all_open)
        )
        for i in range(sessions)
    ]
    for task in each:
        task.add_done_callback(partial(_given_up, all_open))
    try:
        await all_open.wait()
    except asyncio.BrokenBarrierError:
        for task in each:
            task.cancel()
        told = await asyncio.gather(*each, return_exceptions=True)
        first = next(
            one
            for one in told
            if isinstance(one, Exception) and not isinstance(one, asyncio.BrokenBarrierError)
        )
        raise AssertionError(f"a page did not open ({type(first).__name__}: {first})") from first
    began = cpu_ms(app.pid)
    answers = [ms for told in await asyncio.gather(*each) for ms in told]
    return answers, cpu_ms(app.pid) - began


def _given_up(all_open: asyncio.Barrier, task: asyncio.Task[list[float]]) -> None:
    """Whoever could not open the page is waited for by nobody."""
    if not task.cancelled() and task.exception() is not None:
        asyncio.get_running_loop().create_task(all_open.abort())


def memory_mb(pid: int) -> float:
    """What a process holds now, in megabytes; NaN where the system does not tell."""
    with contextlib.suppress(OSError):
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return float("nan")


def table(sessions: int, accounts: int, every: float, rounds: int, path: str) -> list[str]:
    """The lines of the table. Input: 0 accounts for the demo book; a Chromium's path."""
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    with book(accounts) as named, server.running(environment=named) as app:
        recorded = record(app.url, path, moves=24)
        if not recorded.opening or not recorded.moves:
            raise AssertionError("the browser sent no move that could be repeated")
        asyncio.run(visits(app, recorded, 1, 0.2, 3))  # so that all is warm
        before = memory_mb(app.pid)
        answers, spent = asyncio.run(visits(app, recorded, sessions, every, rounds))
        more = (memory_mb(app.pid) - before) / sessions
    told = sorted(answers)
    return [
        f"{sessions} sessions on one process, {accounts or 400:,} accounts, a slider moved every"
        f" {every:g} s by each (load of the machine {load}).",
        "",
        "| moves | answered, median / p95 ms | server CPU ms a move | more memory a session MB |",
        "|---:|---:|---:|---:|",
        f"| {len(told)} | {statistics.median(told):.0f} / {told[int(0.95 * len(told))]:.0f}"
        f" | {spent / len(told):.0f} | {more:.1f} |",
    ]


def main(words: Sequence[str]) -> int:
    """Print the table; 0 also where there is no Chromium, which is said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--accounts", type=int, default=0, help="0: the demo book")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two moves")
    parser.add_argument("--rounds", type=int, default=6, help="moves of each session")
    asked = parser.parse_args(words)
    path = chromium.find()
    if path is None:
        print("No Chromium that starts, so no drag could be recorded.")
        return 0
    print("\n".join(table(asked.sessions, asked.accounts, asked.every, asked.rounds, path)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
