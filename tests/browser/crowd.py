"""A room full of people on one process: how long until the host sees a vote, printed in a table."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.async_api import Page, async_playwright

from scoring.store import open_store
from scoring.workbench.meeting import voters
from tests.browser import chromium, server
from tests.browser.guest import Guest
from tests.browser.sockets import session

# The host's page notes, fifty times a second, how many have voted and since when it says so.
WATCH = """() => {
  window.told = [];
  setInterval(() => {
    const said = document.body.innerText.match(/(\\d+) of (\\d+) have voted/);
    const count = said ? Number(said[1]) : 0;
    const before = window.told.at(-1)?.count ?? 0;
    if (count > before) window.told.push({ count, at: Date.now() / 1000 });
  }, 20);
}"""


async def code_of(host: Page) -> str:
    """The code of the room that the host has just opened."""
    await host.locator(".st-key-room-open button").first.click(timeout=90_000)
    await host.get_by_text("Nobody is here yet").wait_for(timeout=60_000)
    await host.wait_for_function("location.search.includes('room=')")
    return parse_qs(urlsplit(host.url).query)["room"][0]


@contextlib.asynccontextmanager
async def crowd(url: str, code: str, people: int) -> AsyncIterator[list[Guest]]:
    """So many guests in the room, each with a session that looks anew like an open page."""
    async with contextlib.AsyncExitStack() as open_sockets:
        guests, tasks = [], []
        for number in range(people):
            socket = await open_sockets.enter_async_context(session(url))
            guest = Guest(socket, code, f"Guest {number + 1}")
            tasks.append(asyncio.create_task(guest.listen()))
            await guest.join()
            tasks.append(asyncio.create_task(guest.look()))
            guests.append(guest)
        yield guests
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def points_of(guest: Guest, number: int) -> dict[str, int]:
    """100 points of which the first metric gets as many as the guest's number."""
    first, second, *_ = [metric["id"] for metric in guest.parts["ballot"].data["metrics"]]
    return {first: number + 1, second: 99 - number}


async def voted(guests: Sequence[Guest], host: Page, gap: float) -> list[float]:
    """Let all vote, one every `gap` seconds; how long each vote took to be on the host's page.

    The k-th vote is on the page once that says that k people have voted.
    """
    await host.evaluate(WATCH)

    async def one(number: int) -> float:
        await asyncio.sleep(number * gap)
        return await guests[number].vote(points_of(guests[number], number))

    sent = sorted(await asyncio.gather(*(one(number) for number in range(len(guests)))))
    text = f"{len(guests)} of {len(guests)} have voted"
    await host.get_by_text(text).wait_for(timeout=60_000)
    await host.wait_for_timeout(100)
    told = await host.evaluate("window.told")
    shown = [min(t["at"] for t in told if t["count"] > k) for k in range(len(guests))]
    return [after - before for after, before in zip(shown, sent, strict=True)]


def line(what: str, waits: list[float]) -> str:
    """A row of the table."""
    in_time = sum(wait <= 2.0 for wait in waits)
    return (
        f"| {what} | {statistics.median(waits):.2f} | {max(waits):.2f}"
        f" | {in_time} of {len(waits)} |"
    )


async def measured(people: int, path: str) -> AsyncIterator[str]:
    """The lines of the table. Input: how many people, a Chromium's path."""
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    yield f"{people} people in one room, one process, a host in Chromium (load {load})."
    with tempfile.TemporaryDirectory(prefix="bellwether-room-") as folder:
        store = Path(folder) / "room.db"
        with server.running(environment={"BELLWETHER_STORE": str(store)}) as app:
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(
                    executable_path=path, args=list(chromium.ARGUMENTS)
                )
                host = await browser.new_page(viewport={"width": 1440, "height": 900})
                await host.goto(f"{app.url}/workshop")
                code = await code_of(host)
                began = time.monotonic()
                async with crowd(app.url, code, people) as guests:
                    yield f"All have joined after {time.monotonic() - began:.0f} s."
                    yield ""
                    yield "| votes | median s | longest s | within 2 s |"
                    yield "|---|---:|---:|---:|"
                    yield line("three a second", await voted(guests, host, 1 / 3))
                    await host.locator(".st-key-room-close button").first.click()
                    await host.locator(".st-key-room-again button").first.click()
                    await host.get_by_text("0 of").first.wait_for(timeout=60_000)
                    await asyncio.gather(*(second(guest) for guest in guests))
                    yield line("all at once", await voted(guests, host, 0.0))
                await browser.close()
        yield ""
        yield counted(store, code, people)


async def second(guest: Guest) -> None:
    """Wait until the guest's page is at the second round."""
    await guest.until("round 2", lambda: guest.parts["ballot"].data["turn"] == 2)


def counted(path: Path, code: str, people: int) -> str:
    """How many votes of each round the store has, all of them looked at one by one."""
    store = open_store(path)
    room = store.room(code)
    assert room is not None
    right = [0, 0]
    for voter in voters(store, room):
        number = int(voter.name.split()[1])
        for turn in (1, 2):
            ballot = voter.in_round(turn)
            points = sorted(n for _, n in ballot.points if n) if ballot else []
            right[turn - 1] += points == sorted(n for n in (number, 100 - number) if n)
    store.close()
    return f"Votes that are kept exactly as sent: {right[0]} and {right[1]} of {people}."


async def _printed(people: int, path: str) -> None:
    async for words in measured(people, path):
        print(words, flush=True)


def main(words: Sequence[str]) -> int:
    """Print the table; 0 also where there is no Chromium, which is said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    arguments = parser.parse_args(words)
    path = chromium.find()
    if path is None:
        print("No Chromium that starts, so no room was measured.")
        return 0
    asyncio.run(_printed(arguments.people, path))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
