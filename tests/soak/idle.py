"""Two hundred pages stand open and nobody touches them: what they cost, and who waits for them."""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import time
from collections.abc import AsyncIterator

from tests.browser import server
from tests.browser.latency import cpu_ms
from tests.browser.load import PATIENCE, Recorded, finished, memory_mb, visits
from tests.browser.sockets import session

AT_ONCE = 4


@contextlib.asynccontextmanager
async def connected(url: str, recorded: Recorded, sessions: int) -> AsyncIterator[None]:
    """So many open pages, which read what they are sent and say nothing."""
    async with contextlib.AsyncExitStack() as stack:
        gate, tasks = asyncio.Semaphore(AT_ONCE), []

        async def one() -> None:
            socket = await stack.enter_async_context(session(url))
            async with gate:
                await socket.send(recorded.opening)
                await asyncio.wait_for(finished(socket), PATIENCE)

            async def listen() -> None:
                async for _ in socket:
                    pass

            tasks.append(asyncio.create_task(listen()))

        for _ in range(0, sessions, AT_ONCE):
            await asyncio.gather(*(one() for _ in range(AT_ONCE)))
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _measured(
    app: server.RunningApp, recorded: Recorded, sessions: int, seconds: float
) -> list[str]:
    await visits(app, recorded, 1, 0.2, 3)  # so that all is warm
    before = memory_mb(app.pid)
    began = time.monotonic()
    async with connected(app.url, recorded, sessions):
        opened = time.monotonic() - began
        each = (memory_mb(app.pid) - before) / sessions
        spent = cpu_ms(app.pid)
        await asyncio.sleep(seconds)
        busy = (cpu_ms(app.pid) - spent) / seconds / 10  # ms a second as percent of one core
        answers, _ = await visits(app, recorded, 5, 2.0, 10)
    told = sorted(answers)
    return [
        f"{sessions} pages stand open on one process; opening them took {opened:.0f} s.",
        "",
        "| open pages | memory each, MB | CPU of one core while idle | five others who move"
        " a slider, median / p95 ms |",
        "|---:|---:|---:|---:|",
        f"| {sessions} | {each:.1f} | {busy:.1f}% | {statistics.median(told):.0f}"
        f" / {told[int(0.95 * len(told))]:.0f} |",
    ]


def measured(recorded: Recorded, sessions: int = 200, seconds: float = 20.0) -> list[str]:
    """The lines of the table, from an app of its own."""
    with server.running() as app:
        return asyncio.run(_measured(app, recorded, sessions, seconds))
