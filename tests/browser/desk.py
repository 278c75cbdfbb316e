"""A visitor at the app: finds things by what they are called, waits for what must appear."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import FilePayload, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from scoring.output.charts import CHARTS
from scoring.workbench import Picture
from tests.browser import expected
from tests.browser.sliders import PATIENCE_MS, Sliders
from tests.browser.stillness import SAME_MARKS, SETTLED, WATCH

IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'

CODE_CAME = "() => Boolean(globalThis.bellwetherParts?.made)"
"""The parts of the app's own that stand on the page have the code that draws them."""

WRITTEN = "() => new URL(location.href).searchParams.has('s')"
"""The page has written its state into the address, which a turned page has yet to do."""


def until(holds: Callable[[], bool], page: Page, what: str) -> None:
    """Wait for something that no locator can express."""
    for _ in range(PATIENCE_MS // 100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"waited in vain: {what}")


@dataclass(frozen=True)
class Desk(Sliders):
    """One page of the app in one browser tab."""

    url: str

    def open(self, place: str = "") -> Desk:
        """Go to an address of the app, ``""`` for its first page, and wait until it is drawn."""
        self.page.goto(f"{self.url}/{place}")
        return self.ready()

    def ready(self) -> Desk:
        """Wait until the page has its frame and its content, and its script has ended."""
        content = self.page.locator(".block-container :is(h1, h2)").first
        content.wait_for(timeout=PATIENCE_MS)
        self.page.wait_for_selector(IDLE, timeout=PATIENCE_MS)
        return self

    def drawn(self) -> Desk:
        """Wait until nothing is added to the page any more and every chart has its marks."""
        self.page.wait_for_function(SETTLED, polling=100, timeout=PATIENCE_MS)
        self.page.wait_for_function(CODE_CAME, polling=100, timeout=PATIENCE_MS)
        charts = self.page.get_by_test_id("stVegaLiteChart")
        for chart in charts.all():
            chart.locator("svg.marks").wait_for(timeout=PATIENCE_MS)
        drawings = self.part("bands")
        if drawings.count():
            drawings.locator("svg.spread text").first.wait_for(timeout=PATIENCE_MS)
        return self

    def turn_to(self, title: str) -> Desk:
        """Open a page from the menu, and wait until it has begun: the last one is gone then."""
        self.page.get_by_test_id("stTopNavLink").filter(has_text=title).click()
        path = "" if title == "Workbench" else title.split()[0].lower()
        self.page.wait_for_url(re.compile(rf"//[^/]+/{path}(\?|$)"), timeout=PATIENCE_MS)
        return self

    @property
    def address(self) -> str:
        """The address as the browser shows it."""
        return str(self.page.evaluate("location.href"))

    @property
    def token(self) -> str:
        """The state in the address, as soon as there is one."""
        self.page.wait_for_function(WRITTEN, timeout=PATIENCE_MS)
        return parse_qs(urlsplit(self.address).query).get("s", [""])[0]

    def tiles(self) -> Locator:
        return self.part("tiles").locator(".value")

    def shows(self, seen: Picture) -> None:
        """The tiles show, soon, what the kernel says."""
        expect(self.tiles()).to_have_text(expected.values(seen), timeout=PATIENCE_MS)

    def looks_back(self, seen: Picture) -> None:
        """The figures of the page on lost customers say, soon, what the kernel says."""
        figures = self.part("tiles-look").locator(".value")
        expect(figures).to_have_text(expected.look_back(seen), timeout=PATIENCE_MS)

    def shows_changes(self, seen: Picture) -> None:
        """The tiles show, soon, the change against the saved card."""
        deltas = self.part("tiles").locator(".change")
        expect(deltas).to_have_text(expected.changes(seen), timeout=PATIENCE_MS)

    def switch(self, key: str) -> None:
        self.part(key).locator("label").first.click()

    def click(self, key: str) -> None:
        self.part(key).get_by_role("button").first.click()

    def choose(self, key: str, option: str) -> None:
        """Choose from a drop-down list; a list that closed because the page moved opens again."""
        wanted = self.page.get_by_role("option", name=option, exact=True)

        def opened() -> bool:
            if not wanted.is_visible():
                self.part(key).get_by_role("combobox").click()
                self.page.wait_for_timeout(300)
            return wanted.is_visible()

        until(opened, self.page, f"the option {option}")
        wanted.click()
        if self.part(key).get_by_test_id("stMultiSelect").count():
            self.page.keyboard.press("Escape")  # a list of several stays open for the next

    def unfold(self, metric: str) -> None:
        """Open the rule under a metric and wait until its chart is drawn."""
        rule = self.part(f"rule-{metric}")
        self.fold(metric).click()
        self.part(f"missing-{metric}").wait_for(timeout=PATIENCE_MS)
        rule.locator("svg.marks").wait_for(timeout=PATIENCE_MS)

    def fold(self, metric: str) -> Locator:
        """The button that opens and shuts the rule under a metric."""
        return self.part(f"weight-{metric}").locator("button.unfold")

    def row(self, key: str, number: int) -> list[str]:
        """The texts of one row of a table, 0 the first."""
        cells = self.part(key).locator(f'tr[aria-rowindex="{number + 2}"] td')
        return [text for text in cells.all_text_contents() if text]

    def lost(self, place: str = "workbench") -> Locator:
        """The names on the board of lost customers, from top to bottom."""
        return self.board(place).locator("tbody th.name")

    def board(self, place: str = "workbench") -> Locator:
        """The board of lost customers on a page."""
        return self.page.locator(f".st-key-board-{place}")

    def pick(self, key: str, number: int = 0) -> None:
        """Choose a row of a table, 0 the first of those in sight."""
        self.part(key).locator(f'tr[aria-rowindex="{number + 2}"] td').first.click()

    def type_into(self, key: str, row: int, column: int, text: str) -> None:
        """Type into a cell of a table that can be edited, row and column from 0."""
        grid = self.part(key).get_by_test_id("data-grid-canvas")
        cell = self.part(key).locator(f"#glide-cell-{column + 1}-{row}")
        grid.scroll_into_view_if_needed()
        box = grid.bounding_box()
        assert box is not None
        x = 45 + (box["width"] - 45) * (0.25 + 0.5 * column)  # left of it is the row's mark
        grid.click(position={"x": x, "y": 35 + 35 * row + 17}, force=True)
        until(lambda: cell.get_attribute("aria-selected") == "true", self.page, "the cell chosen")
        self.overwrite(text)

    def overwrite(self, text: str) -> None:
        """Type over the cell that is chosen, and go on to the one below."""
        self.page.keyboard.press("Enter")
        self.page.locator("#portal textarea, #portal input").first.wait_for(timeout=PATIENCE_MS)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text, delay=30)
        self.page.keyboard.press("Enter")

    def chart(self, name: str) -> Locator:
        """A chart, found by the words that stand for it."""
        said = self.page.get_by_label(CHARTS[name]().alt, exact=True)
        box = self.page.get_by_test_id("stVegaLiteChart").and_(said)
        ours = self.page.locator(":is(.bands, .drawn) svg.marks").and_(said)
        return box.locator("svg.marks").or_(ours)

    def chart_texts(self, name: str) -> list[str]:
        return self.chart(name).locator("text").all_text_contents()

    def drop(self, name: str, content: bytes, kind: str = "text/csv") -> None:
        """Give a file to the drop zone that takes it, again if the page was just drawn anew."""
        payload: FilePayload = {"name": name, "mimeType": kind, "buffer": content}
        chip = self.page.get_by_text(name, exact=True).first
        zone = self.page.locator(f"input[type=file][accept*='.{name.rsplit('.', 1)[-1]}']")
        for _ in range(4):
            zone.set_input_files(payload)
            try:
                chip.wait_for(timeout=PATIENCE_MS // 4)
            except PlaywrightTimeoutError:
                continue
            return

    def drop_all(self, files: Mapping[str, bytes]) -> None:
        """Give several files to the drop zone of the Data page, and wait for the guesses."""
        payloads: list[FilePayload] = [
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
            for name, content in files.items()
        ]
        self.page.locator("input[type=file]").set_input_files(payloads)
        self.load_button.wait_for(timeout=PATIENCE_MS)

    @property
    def load_button(self) -> Locator:
        """What loads the files that were dropped."""
        return self.page.get_by_role("button", name="Load and score")

    def load(self) -> None:
        """Load what was dropped; the Workbench opens on it."""
        expect(self.load_button).to_be_enabled(timeout=PATIENCE_MS)
        self.load_button.click()
        self.warns("is loaded and scored")

    def warns(self, words: str) -> None:
        """A box on the page, or one that passes by, says these words."""
        box = self.page.get_by_test_id("stAlert").or_(self.page.get_by_test_id("stToast"))
        told = box.filter(has_text=re.compile(words, re.I)).first
        expect(told).to_be_visible(timeout=PATIENCE_MS)

    def is_well(self) -> None:
        """No box on the page tells of an exception."""
        expect(self.page.get_by_test_id("stException")).to_have_count(0)

    def watch(self) -> None:
        """From now on notice whether anything jumps."""
        self.page.evaluate(WATCH)

    def held_still(self) -> None:
        """Nothing jumped since `watch`, and every chart is still the same element."""
        jump, charts, same = self.page.evaluate(SAME_MARKS)
        assert charts > 0
        assert same, "a chart was drawn anew in place of being redrawn"
        assert jump < 1.0, f"the page jumped by {jump} pixels"
