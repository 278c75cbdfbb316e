"""Pictures of every page: on a laptop in light and dark, and on a phone."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chromium, server

SIZES = {
    "light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "color_scheme": "light",
        "is_mobile": True,
        "has_touch": True,
        "device_scale_factor": 2,
    },
}
PATIENCE_MS = 60_000
SETTLE_MS = 1_500  # charts finish drawing after the script has ended


def settle(page: Page) -> None:
    """Wait until the page's script has ended and its charts are drawn."""
    idle = '[data-testid="stApp"][data-test-script-state="notRunning"]'
    page.wait_for_selector(idle, timeout=PATIENCE_MS)
    page.wait_for_timeout(SETTLE_MS)


def addresses(browser: Browser, url: str) -> list[str]:
    """The address of every page in the app's menu, the first page first."""
    page = browser.new_page(**SIZES["light"])
    page.goto(url)
    settle(page)
    links = page.locator('[data-testid="stTopNavLink"]')
    found = [str(link.evaluate("a => a.href")) for link in links.all()]
    page.close()
    return found or [url]


def name_of(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2].partition(":")[0].lower()


def shoot(browser: Browser, url: str, folder: Path) -> None:
    for number, address in enumerate(addresses(browser, url)):
        name = name_of(address) if number else "workbench"
        for size, options in SIZES.items():
            context = browser.new_context(**options)
            context.add_init_script(chromium.SEEN)
            page = context.new_page()
            page.goto(address)
            settle(page)
            picture = folder / f"{name}-{size}.png"
            page.screenshot(path=picture)
            context.close()
            print(picture)


def main(folder: Path) -> int:
    path = chromium.find()
    if path is None:
        print("no Chromium that starts: install one, or set CHROMIUM to its path", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with server.running() as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        shoot(browser, app.url, folder)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screenshots")))
