"""A visitor in a real Chromium in front of the real app."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.absent import absent
from tests.browser import chromium, server
from tests.browser.desk import PATIENCE_MS, Desk

ColorScheme = Literal["light", "dark"]
Visit = Callable[..., Page]

# A page opened by its own address makes Streamlit's front end ask for these two beneath it,
# before it finds the root of the app; the answer is a 404, and nothing is wrong.
UPSTREAM = re.compile(
    r"console: Failed to load resource: the server responded with a status of 404 \(Not Found\)"
    r" \(http://127\.0\.0\.1:[0-9]+/[a-z]+/_stcore/(health|host-config)\)"
)
# Several browsers at once, or a busy machine, are slow: what has to appear is waited for as long
# as it takes everywhere. How fast it is, is measured by `make bench`.
expect.set_options(timeout=PATIENCE_MS)

LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:", "chrome-error:")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests; each page gets a context of its own.

    Without a Chromium the tests are skipped; with BELLWETHER_REQUIRE_BROWSER=1 they fail.
    """
    path = chromium.find()
    if path is None:
        reason = "no Chromium that starts (install one, or set CHROMIUM to its path)"
        absent(reason, required=os.environ.get("BELLWETHER_REQUIRE_BROWSER") == "1")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def app(browser: Browser) -> Iterator[server.RunningApp]:
    """The app on its demo data, at ``app.url``; started once, and only if there is a browser.

    Its first page has been opened once; what a cold start shows is a test of its own.
    """
    with server.running() as running:
        page = browser.new_page()
        Desk(page, running.url).open()
        page.close()
        yield running


@pytest.fixture
def complaints() -> list[str]:
    """Errors on the console and uncaught ones of the page, in order; a good visit has none."""
    return []


@pytest.fixture
def outside() -> list[str]:
    """Addresses beyond this machine that the page asked for; a good visit has none."""
    return []


@pytest.fixture
def color_scheme() -> ColorScheme:
    """What the visitor's system prefers; a test may parametrise ``color_scheme``."""
    return "light"


@pytest.fixture
def visit(browser: Browser, complaints: list[str], outside: list[str]) -> Iterator[Visit]:
    """Open an empty page of a new visitor: ``visit(width=…, height=…, color_scheme=…)``.

    Their browser has seen the tour before, unless it is the ``first`` visit.
    """
    contexts = []

    def console(message: ConsoleMessage) -> None:
        said = f"console: {message.text} ({message.location.get('url', '')})"
        if message.type == "error" and not UPSTREAM.fullmatch(said):
            complaints.append(said)

    def request(asked: Request) -> None:
        if not asked.url.startswith(LOCAL):
            outside.append(asked.url)

    def open_page(
        width: int = 1440, height: int = 900, *, first: bool = False, **options: object
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        if not first:
            context.add_init_script(chromium.SEEN)
        contexts.append(context)
        page = context.new_page()
        page.on("console", console)
        page.on("pageerror", lambda error: complaints.append(f"page: {error}"))
        page.on("request", request)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(visit: Visit, color_scheme: ColorScheme) -> Page:
    """An empty page on a laptop, 1440 × 900."""
    return visit(1440, 900, color_scheme=color_scheme)


@pytest.fixture
def phone(visit: Visit, color_scheme: ColorScheme) -> Page:
    """An empty page on a phone, 390 × 844, with a finger for a mouse."""
    return visit(
        390, 844, color_scheme=color_scheme, is_mobile=True, has_touch=True, device_scale_factor=2
    )


@pytest.fixture
def desk(
    page: Page, app: server.RunningApp, complaints: list[str], outside: list[str]
) -> Iterator[Desk]:
    """A visitor on a laptop; at the end nothing may have gone wrong, on any page of the test."""
    visitor = Desk(page, app.url)
    yield visitor
    visitor.is_well()
    assert complaints == []
    assert outside == []


@pytest.fixture
def another(visit: Visit, app: server.RunningApp) -> Callable[[], Desk]:
    """A new visitor in a browser of their own, each time it is called."""
    return lambda: Desk(visit(1440, 900), app.url)
