"""The sliders of a page: moved by keyboard or mouse, read, and waited for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

PATIENCE_MS = 60_000
HANDLE = 16
"""The width of a slider's handle in pixels; its middle reaches the ends of the rail less half."""


@dataclass(frozen=True)
class Sliders:
    """What a visitor does with sliders, each found by its key in the app."""

    page: Page

    def part(self, key: str) -> Locator:
        """What was given this key in the app."""
        return self.page.locator(f".st-key-{key}").first

    def thumb(self, key: str, number: int = 0) -> Locator:
        """The handle of a slider; a slider between two values has two."""
        return self.part(key).get_by_role("slider").nth(number)

    def value(self, key: str, number: int = 0) -> Locator:
        """The figure above a slider's handle."""
        return self.part(key).locator(".value").nth(number)

    def press(self, key: str, arrow: str, times: int, number: int = 0) -> None:
        """Move a slider by the keyboard."""
        self.thumb(key, number).focus()
        for _ in range(times):
            self.page.keyboard.press(arrow)

    def rests(self, key: str) -> None:
        """Wait until the page has taken the place where a slider was let go."""
        busy = self.page.locator(f".slider.st-key-{key}")
        expect(busy).to_have_attribute("aria-busy", "false", timeout=PATIENCE_MS)

    def grab(self, key: str, share: float, steps: int = 15) -> None:
        """Drag a slider's handle with the mouse to a share of its rail, 0 … 1, and hold it."""
        thumb = self.thumb(key)
        thumb.scroll_into_view_if_needed()
        box = thumb.bounding_box()
        assert box is not None
        low, high, now = (
            float(thumb.evaluate(f"input => Number(input.{name})"))
            for name in ("min", "max", "value")
        )
        y, room = box["y"] + box["height"] / 2, box["width"] - HANDLE
        mouse = self.page.mouse
        mouse.move(box["x"] + HANDLE / 2 + room * (now - low) / (high - low), y)
        mouse.down()
        mouse.move(box["x"] + HANDLE / 2 + room * share, y, steps=steps)

    def drag(self, key: str, share: float, steps: int = 15) -> None:
        """Drag a slider's handle with the mouse to a share of its rail, 0 … 1, and let it go."""
        self.grab(key, share, steps)
        self.page.mouse.up()

    def use(self, metric: str) -> None:
        """Switch a metric on or off."""
        self.part(f"weight-{metric}").get_by_role("switch").click()

    def lock(self, metric: str) -> None:
        """Lock a metric's weight, or unlock it."""
        self.part(f"weight-{metric}").get_by_role("button", name=re.compile("ock ")).click()
