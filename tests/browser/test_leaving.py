"""Another page can be chosen in the middle of something, and it is there."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.desk import PATIENCE_MS, Desk

HELD_MS = 60
"""How long a hand presses a button of a mouse at least."""


def test_a_box_that_is_open_does_not_take_the_next_page_away(desk: Desk) -> None:
    """Its closing is told before the choice; told after it, the page stayed blank."""
    desk.open().drawn()
    desk.click("card-save")
    desk.page.get_by_text("Save version").wait_for(timeout=PATIENCE_MS)
    share = desk.page.get_by_test_id("stTopNavLink").filter(has_text="Share")
    share.click(delay=HELD_MS)
    said = desk.page.get_by_text("How do I take it away?")
    link = desk.page.get_by_text("Link", exact=True)
    expect(said.or_(link).first).to_be_visible(timeout=PATIENCE_MS)
