"""Ten visitors move sliders while one attacks: how long they wait, and what came of the attack."""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from tests.browser import server
from tests.browser.load import Recorded, memory_mb, visits
from tests.conftest import ROOT
from tests.soak.attacker import hammering, opened
from tests.soak.weapons import links, long_parquet, zip_bomb

VISITORS, EVERY, ROUNDS = 10, 2.0, 10
PROMISE_MS = 500.0
OUTCOME = 100.0
"""Seconds that the first attack may go on after the ten are done, to hear what came of it."""

Attack = Callable[[str], Awaitable[str]]


async def _nothing(_: str) -> str:
    return "no attack"


def _drops(chromium: str, file: Path) -> Attack:
    """An attack of a process of its own, so that its browser takes no turn of ours."""

    async def attack(url: str) -> str:
        program = await asyncio.create_subprocess_exec(
            *("nice", sys.executable, "-m", "tests.soak.attacker", url, chromium, str(file)),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
        )
        try:
            told, _ = await program.communicate()
        except asyncio.CancelledError:
            program.terminate()
            await program.wait()
            raise
        return told.decode().strip() or f"the attacker ended with {program.returncode}"

    return attack


def _opens(query: str) -> Attack:
    async def attack(url: str) -> str:
        return await opened(url, query)

    return attack


@contextlib.asynccontextmanager
async def _again_and_again(attack: Attack, url: str) -> AsyncIterator[list[str]]:
    """Attack, rest a second, attack; what each came to."""
    told: list[str] = []

    async def go_on() -> None:
        while True:
            told.append(await attack(url))
            await asyncio.sleep(1.0)

    task = asyncio.create_task(go_on())
    try:
        yield told
        deadline = time.monotonic() + OUTCOME
        while not told and not task.done() and time.monotonic() < deadline:
            await asyncio.sleep(0.2)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _hammered(app: server.RunningApp, recorded: Recorded) -> tuple[list[float], str]:
    async with hammering(app.url) as asked:
        answers, _ = await visits(app, recorded, VISITORS, EVERY, ROUNDS)
        return answers, f"asked {asked['asked']:,} times"


async def under(
    app: server.RunningApp, recorded: Recorded, attack: Attack
) -> tuple[list[float], str]:
    """The answers that ten visitors waited for in ms, and what the first attack came to."""
    async with _again_and_again(attack, app.url) as told:
        answers, _ = await visits(app, recorded, VISITORS, EVERY, ROUNDS)
    return answers, told[0] if told else "no answer while the ten were there"


def line(what: str, answers: list[float], outcome: str, memory: float) -> str:
    """A row of the table."""
    told = sorted(answers)
    p95 = told[int(0.95 * len(told))]
    kept = "kept" if p95 <= PROMISE_MS else "not kept"
    said = outcome.replace("|", "/")
    return (
        f"| {what} | {statistics.median(told):.0f} / {p95:.0f} | {kept} | {memory:.0f} | {said} |"
    )


def measured(recorded: Recorded, chromium: str) -> list[str]:
    """The lines of the table."""
    lines = [
        f"{VISITORS} visitors who each move a slider every {EVERY:g} s, on one process.",
        "",
        "| meanwhile | answered, median / p95 ms | ≤ 500 ms | memory after, MB"
        " | the attacker is told |",
        "|---|---:|---|---:|---|",
    ]
    with (
        tempfile.TemporaryDirectory(prefix="bellwether-attack-") as folder,
        server.running() as app,
    ):
        parquet, workbook = Path(folder) / "long.parquet", Path(folder) / "bomb.xlsx"
        parquet.write_bytes(long_parquet())
        workbook.write_bytes(zip_bomb())
        attacks: dict[str, Attack] = {
            "nothing": _nothing,
            f"a Parquet file of 20,000,000 rows in {parquet.stat().st_size // 1000} kB": _drops(
                chromium, parquet
            ),
            f"a workbook that unfolds to 256 MB from {workbook.stat().st_size // 1000} kB": _drops(
                chromium, workbook
            ),
            **{name: _opens(query) for name, query in links().items()},
        }
        asyncio.run(visits(app, recorded, 1, 0.2, 3))  # so that all is warm
        for what, attack in attacks.items():
            found = asyncio.run(under(app, recorded, attack))
            lines.append(line(what, *found, memory_mb(app.pid)))
            print(lines[-1], file=sys.stderr, flush=True)  # this part takes minutes
        found = asyncio.run(_hammered(app, recorded))
        lines.append(
            line("5 sessions ask for the page 50 times a second", *found, memory_mb(app.pid))
        )
    return lines
