"""What nobody foresaw in the middle of a drag is said once, calmly, in words of ours."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from scoring.ui.logged import UNFORESEEN
from tests.browser import server
from tests.browser.desk import Desk

BREAKS = Path(__file__).with_name("broken_slider.py")


def test_a_slider_that_fails_says_so_in_our_words_alone(page: Page) -> None:
    """Dragged to 60 and let go: one box with a reference, none of Streamlit's, and 30 again."""
    with server.running(BREAKS) as own:
        desk = Desk(page, own.url).open().drawn()
        desk.drag("breaks", 0.6)
        said = page.get_by_test_id("stToast")
        expect(said).to_contain_text(UNFORESEEN)
        desk.rests("breaks")
        expect(desk.value("breaks")).to_have_text("30")
        expect(said).to_have_count(1)
        desk.is_well()
        words = page.locator("body").inner_text()
        assert not re.search("Acme|own.csv|RuntimeError|Traceback", words)
        (reference,) = re.findall(r"log has it as ([0-9a-f]{8})", words)
        assert f"reference={reference} RuntimeError at tests/browser/broken_slider.py" in own.log
        assert "Acme" not in own.log
