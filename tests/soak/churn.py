"""A thousand visitors come, move a slider and go: what the process holds meanwhile and after."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.browser import server
from tests.browser.load import PATIENCE, Recorded, finished, memory_mb
from tests.browser.sockets import session

AT_ONCE = 4
REMEMBERED = 128
"""So many visitors that left Streamlit remembers, in case one comes back."""


@dataclass(frozen=True)
class Sample:
    """What the process held, in MB, after so many visitors had come and gone."""

    sessions: int
    memory: float


def opening(query: str = "") -> bytes:
    """The message with which a page opens at an address with this query."""
    told = BackMsg()
    told.rerun_script.query_string = query
    return told.SerializeToString()


async def come_and_go(url: str, recorded: Recorded, moves: int) -> None:
    """One visitor: the page opens, a slider moves so many times, the tab is closed."""
    async with session(url) as socket:
        await socket.send(recorded.opening or opening())
        await asyncio.wait_for(finished(socket), PATIENCE)
        for payload in recorded.moves[:moves]:
            await socket.send(payload)
            await asyncio.wait_for(finished(socket), PATIENCE)


async def churned(
    app: server.RunningApp, recorded: Recorded, sessions: int, every: int, moves: int = 2
) -> list[Sample]:
    """Let so many visitors come and go, four at a time; memory after each `every` of them.

    The first sample is taken when a first few have warmed the process.
    """
    for _ in range(AT_ONCE):
        await come_and_go(app.url, recorded, moves)
    found = [Sample(0, memory_mb(app.pid))]
    for done in range(every, sessions + 1, every):
        waiting = iter(range(every))

        async def some(waiting: Iterator[int] = waiting) -> None:
            for _ in waiting:
                await come_and_go(app.url, recorded, moves)

        await asyncio.gather(*(some() for _ in range(AT_ONCE)))
        found.append(Sample(done, memory_mb(app.pid)))
    return found


def growth(samples: Sequence[Sample]) -> float:
    """MB that a session leaves behind, once Streamlit remembers as many as it ever does.

    The slope of a straight line through the samples after the first `REMEMBERED` sessions, by
    least squares.
    """
    late = [one for one in samples if one.sessions > REMEMBERED]
    x = sum(one.sessions for one in late) / len(late)
    y = sum(one.memory for one in late) / len(late)
    over = sum((one.sessions - x) * (one.memory - y) for one in late)
    return over / sum((one.sessions - x) ** 2 for one in late)


def table(samples: Sequence[Sample], after: float, seconds: float, took: float) -> list[str]:
    """The lines of the table. Input: memory so many seconds later, and how long it all took."""
    counts = " | ".join(f"{one.sessions:,}" for one in samples)
    held = " | ".join(f"{one.memory:.0f}" for one in samples)
    return [
        f"Visitors who came, moved a slider twice and went, {AT_ONCE} at a time, in {took:.0f} s.",
        "",
        f"| sessions | {counts} | {seconds:.0f} s later |",
        f"|---|{'---:|' * (len(samples) + 1)}",
        f"| memory, MB | {held} | {after:.0f} |",
        "",
        f"After the first {REMEMBERED}, whom Streamlit remembers, each leaves"
        f" {growth(samples) * 1000:.0f} kB behind.",
    ]


def measured(recorded: Recorded, sessions: int = 1000, rest: float = 130.0) -> list[str]:
    """Run it on an app of its own."""
    with server.running() as app:
        began = time.monotonic()
        samples = asyncio.run(churned(app, recorded, sessions, max(sessions // 5, 1)))
        took = time.monotonic() - began
        time.sleep(rest)
        asyncio.run(come_and_go(app.url, recorded, 2))
        return table(samples, memory_mb(app.pid), rest, took)
