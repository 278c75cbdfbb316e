"""Pictures for the documentation: every page in light and dark, some scenes, some on a phone."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chromium, server
from tests.browser.desk import Desk
from tests.browser.test_workshop import Phone, code_of
from tests.docs import pictures
from tests.docs.markdown import ROOT

SIZES: Final[Mapping[str, Mapping[str, Any]]] = {
    "light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "color_scheme": "light",
        "is_mobile": True,
        "has_touch": True,
        "device_scale_factor": 1.5,
    },
}
WHOLE: Final = "!document.querySelector('[data-testid=stSkeleton]')"
"""Nothing stands there only until its content comes."""
COLOURS: Final = 128
"""Enough for flat colours and letters; a picture is then a third of the size."""
SETTLE_MS: Final = 1_500  # charts finish drawing after the script has ended
PRACTICE: Final = ("lifecycle_accounts.csv", "lifecycle_months.csv")
VOTES: Final = {"Ana": (60, 25, 15), "Ben": (50, 30, 20), "Cleo": (10, 20, 70), "Dan": (15, 10, 75)}

Visit = Callable[[str], Desk]
"""A new visitor in a browser of a size by its name."""


def wizard(visit: Visit, size: str) -> Page:
    """Two files were dropped, and what they are is asked."""
    desk = visit(size).open("data")
    folder = ROOT / "data" / "starter"
    desk.drop_all({name: (folder / name).read_bytes() for name in PRACTICE})
    desk.page.get_by_text("One row is").filter(visible=True).first.scroll_into_view_if_needed()
    desk.page.mouse.move(700, 500)
    desk.page.mouse.wheel(0, 500)
    return desk.page


def room(visit: Visit, size: str) -> Page:
    """Four people have voted, and the round is closed."""
    host = visit(size).open("workshop")
    host.click("room-open")
    host.part("room-close").wait_for()
    code = code_of(host)
    for name, points in VOTES.items():
        phone = Phone.joined(visit("phone"), code, name)
        phone.give(points)
        phone.send()
        phone.desk.page.context.close()
    host.click("room-close")
    host.part("room-apply").wait_for()
    return host.drawn().page


def account(visit: Visit, size: str) -> Page:
    """One account that is red."""
    desk = visit(size).open("accounts")
    desk.page.get_by_test_id("stMain").get_by_role("button").filter(
        has_text="At risk"
    ).first.click()
    return desk.ready().drawn().page


def vote(visit: Visit, size: str) -> Page:
    """Somebody gives points on a phone."""
    host = visit("light").open("workshop")
    host.click("room-open")
    host.part("room-close").wait_for()
    phone = Phone.joined(visit(size), code_of(host), "Ana")
    phone.give((40, 20, 10))
    phone.desk.page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")
    return phone.desk.page


SCENES: Final[Mapping[str, Callable[[Visit, str], Page]]] = {
    "wizard": wizard,
    "room": room,
    "account": account,
    "vote": vote,
}


def shoot(browser: Browser, url: str, name: str, size: str) -> bytes:
    """One picture, as few bytes as it takes."""
    contexts = []

    def visit(wanted: str) -> Desk:
        contexts.append(browser.new_context(**SIZES[wanted]))
        contexts[-1].add_init_script(chromium.SEEN)
        return Desk(contexts[-1].new_page(), url)

    if name in SCENES:
        page = SCENES[name](visit, size)
    else:
        page = visit(size).open("" if name == "workbench" else name).drawn().page
    page.wait_for_function(WHOLE)
    page.mouse.move(1, 1)  # no tool of a table stands over its title
    page.wait_for_timeout(SETTLE_MS)
    taken = page.screenshot()
    for context in contexts:
        context.close()
    return smaller(taken)


def smaller(picture: bytes) -> bytes:
    """The same picture in a palette of few colours, without dots between them."""
    out = io.BytesIO()
    full = Image.open(io.BytesIO(picture)).convert("RGB")
    few = full.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def main(folder: Path, only: Sequence[str] = ()) -> int:
    """Make every picture anew, or those named, and take away what is none of them."""
    path = chromium.find()
    if path is None:
        print("no Chromium that starts: install one, or set CHROMIUM to its path", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with server.running() as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        for file in only or pictures.made():
            name, _, size = file.removesuffix(".png").rpartition("-")
            (folder / file).write_bytes(shoot(browser, app.url, name, size))
            print(folder / file, flush=True)
        browser.close()
    for left in folder.glob("*.png"):
        if left.name not in pictures.made():
            left.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screenshots"), sys.argv[2:]))
