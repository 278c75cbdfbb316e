"""Another page can be chosen in the middle of something, and it is there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from scoring.spec.edit import with_weight
from tests.browser.desk import PATIENCE_MS, Desk
from tests.browser.expected import preset, seen

CARD = preset()

HELD_MS = 60
"""How long a hand presses a button of a mouse at least."""


def test_a_box_that_is_open_does_not_take_the_next_page_away(desk: Desk) -> None:
    """Its closing is told before the choice; told after it, the page stayed blank."""
    desk.open().drawn()
    desk.click("card-save")
    desk.page.get_by_text("Save version").wait_for(timeout=PATIENCE_MS)
    share = desk.page.get_by_test_id("stTopNavLink").filter(has_text="Share")
    share.click(delay=HELD_MS)
    said = desk.page.locator("h1", has_text="How do I take it away?")
    link = desk.page.get_by_role("heading", name="Link", exact=True)
    expect(said.or_(link)).to_have_count(2, timeout=PATIENCE_MS)


def by_menu(desk: Desk) -> None:
    """A second finger, or a key, chooses a page while the mouse holds a handle."""
    desk.page.get_by_test_id("stTopNavLink").filter(has_text="Portfolio").evaluate("a => a.click()")


def by_history(desk: Desk) -> None:
    """The browser's Back."""
    desk.page.go_back()


@pytest.mark.parametrize("leave", [by_menu, by_history])
def test_a_page_left_in_the_middle_of_a_drag_keeps_it(
    desk: Desk, leave: Callable[[Desk], None]
) -> None:
    """A weight is held at 60: from the next page on it is 60, and one Undo leads back to 30."""
    _from_portfolio(desk, "Workbench")
    desk.grab("weight-usage", 0.6)
    desk.shows(seen(with_weight(CARD, "usage", 60), CARD))
    leave(desk)
    expect(desk.page.locator("h1")).to_contain_text("How is the book today?")
    desk.page.mouse.up()
    desk.turn_to("Workbench")
    expect(desk.value("weight-usage")).to_have_text("60")
    desk.shows(seen(with_weight(CARD, "usage", 60), CARD))
    desk.click("card-undo")
    expect(desk.value("weight-usage")).to_have_text("30")
    expect(desk.part("card-undo").get_by_role("button").first).to_be_disabled()


@pytest.mark.parametrize("leave", [by_menu, by_history])
def test_a_cut_left_in_the_middle_of_a_drag_is_kept(
    desk: Desk, leave: Callable[[Desk], None]
) -> None:
    """Held at the left end of its chart it is no longer 45, there and on the Workbench alike."""
    _from_portfolio(desk, "Lost")
    handle, figures = desk.page.locator(".handle"), desk.part("tiles-look").locator(".value")
    before = figures.all_text_contents()
    desk.part("capacity").scroll_into_view_if_needed()
    box = desk.page.locator(".sweep .box").bounding_box()
    assert box is not None
    handle.hover()
    desk.page.mouse.down()
    desk.page.mouse.move(box["x"] + 120, 400, steps=5)
    held = handle.get_attribute("aria-valuenow")
    expect(figures).not_to_have_text(before)
    leave(desk)
    expect(desk.page.locator("h1")).to_contain_text("How is the book today?")
    desk.page.mouse.up()
    desk.turn_to("Workbench")
    assert held != "45"
    expect(desk.value("cut-pair", 0)).to_have_text(str(held))


def _from_portfolio(desk: Desk, title: str) -> None:
    """The page of that name, to which the menu led from the Portfolio."""
    desk.open("portfolio").drawn()
    desk.turn_to(title)
    expect(desk.page.locator("h1")).not_to_contain_text("How is the book today?")
    desk.ready().drawn()
