"""Somebody who means harm: drops files in a browser, opens links and asks without a pause."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

from playwright.sync_api import Error, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException

from tests.browser import chromium
from tests.browser.desk import Desk
from tests.browser.sockets import session
from tests.soak.churn import opening

PATIENCE_MS = 60_000
_ANSWERED = '[data-testid="stAlert"]:has-text("limit"), [data-testid="stAlertContentError"]'


def dropped(url: str, path: str, file: Path) -> str:
    """Drop a file on the Data page as a visitor does; what the page said, and after how long.

    Input: the app, a Chromium, the file.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        try:
            page = browser.new_page()
            desk = Desk(page, url).open("data")
            page.locator("input[type=file]").set_input_files(file)
            began = time.monotonic()
            ready = desk.load_button
            page.locator(_ANSWERED).first.or_(ready).first.wait_for(timeout=PATIENCE_MS)
            if ready.count() and ready.is_enabled():
                ready.click()
                page.locator(_ANSWERED).first.wait_for(timeout=PATIENCE_MS)
            said = page.locator(_ANSWERED).first.inner_text().replace("\n", " ")
            return f"{said[:160]} ({time.monotonic() - began:.1f} s)"
        except Error as error:
            late = type(error).__name__ == "TimeoutError"
            what = f"still at work after {PATIENCE_MS // 1000} s, then the tab was closed"
            return what if late else f"the page was lost ({type(error).__name__})"
        finally:
            browser.close()


async def opened(url: str, query: str) -> str:
    """Open an address; what the page said of it, or how the server let go of the visitor."""
    began, said = time.monotonic(), ""
    try:
        async with session(url) as socket, asyncio.timeout(PATIENCE_MS / 1000):
            await socket.send(opening(query))
            async for frame in socket:
                told = ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
                if told.WhichOneof("type") == "script_finished":
                    break
                said = said or _alert(told)
    except TimeoutError:
        said = "no answer"
    except WebSocketException as error:
        said = f"the server closed the connection ({type(error).__name__})"
    return f"{said[:160] or 'opened'} ({time.monotonic() - began:.1f} s)"


def _alert(told: ForwardMsg) -> str:
    if told.WhichOneof("type") != "delta":
        return ""
    element = told.delta.new_element
    return (
        str(element.alert.body).replace("\\", "") if element.WhichOneof("type") == "alert" else ""
    )


@contextlib.asynccontextmanager
async def hammering(url: str, sessions: int = 5) -> AsyncIterator[Mapping[str, int]]:
    """So many sessions that ask for the whole page again and again, without waiting for it."""
    asked = {"asked": 0}

    async def one() -> None:
        async with session(url) as socket:

            async def forget() -> None:
                async for _ in socket:
                    pass

            reader = asyncio.create_task(forget())
            try:
                while True:
                    await socket.send(opening())
                    asked["asked"] += 1
                    await asyncio.sleep(0.02)
            finally:
                reader.cancel()

    tasks = [asyncio.create_task(one()) for _ in range(sessions)]
    try:
        yield asked
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


if __name__ == "__main__":
    print(dropped(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
