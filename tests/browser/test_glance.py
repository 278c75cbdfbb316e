"""On a phone the telling figures stay in sight while a slider is dragged far above the tiles."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from scoring.spec.edit import with_weight
from tests.browser import server
from tests.browser.conftest import Visit
from tests.browser.desk import PATIENCE_MS, Desk
from tests.browser.expected import changes, preset, seen, values

CARD = preset()
AT_RISK, CAUGHT, CALLS = 2, 4, 5
"""The places of three tiles among all: three bands and who has no score stand before the catch."""


def line(visitor: Desk) -> Locator:
    return visitor.part("tiles").locator(".glance")


def test_the_line_follows_a_drag_with_the_figures_of_the_tiles(
    phone: Page, app: server.RunningApp
) -> None:
    """Held at 60 it says what three tiles say, with their change, and nothing on the page moves."""
    visitor = Desk(phone, app.url).open().drawn()
    visitor.shows(seen(CARD))
    expect(line(visitor)).to_be_in_viewport(ratio=1)
    visitor.thumb("weight-usage").scroll_into_view_if_needed()
    visitor.watch()
    visitor.grab("weight-usage", 0.6)
    held = seen(with_weight(CARD, "usage", 60), CARD)
    visitor.shows(held)
    places = (CAUGHT, AT_RISK, CALLS)
    expect(line(visitor).locator("b")).to_have_text([values(held)[at] for at in places])
    expect(line(visitor).locator(".step")).to_have_text([changes(held)[at] for at in places])
    visitor.held_still()
    phone.mouse.up()


def test_the_line_goes_where_the_tiles_are_in_sight(phone: Page, app: server.RunningApp) -> None:
    """Touched, it leads to the tiles, and it is gone there and below them; above it is back."""
    visitor = Desk(phone, app.url).open().drawn()
    line(visitor).tap()
    expect(visitor.tiles().first).to_be_in_viewport()
    expect(line(visitor)).to_be_hidden()
    visitor.part("board-workbench").scroll_into_view_if_needed()
    expect(line(visitor)).to_be_hidden()
    visitor.thumb("weight-usage").scroll_into_view_if_needed()
    expect(line(visitor)).to_be_visible()


def test_the_line_covers_no_control_and_is_told_to_no_reader(
    phone: Page, app: server.RunningApp
) -> None:
    """Whatever Tab leads to stands above it, and the figures are read once, in the tiles."""
    visitor = Desk(phone, app.url).open().drawn()
    expect(line(visitor)).to_have_attribute("aria-hidden", "true")
    top = line(visitor).evaluate("line => line.getBoundingClientRect().top")
    lowest = "one => (one.shadowRoot?.activeElement ?? one).getBoundingClientRect().bottom"
    visitor.thumb("weight-usage").focus()
    reached = set()
    for _ in range(24):
        phone.keyboard.press("Tab")
        above = f"() => ({lowest})(document.activeElement) <= {top + 1}"
        phone.wait_for_function(above, timeout=PATIENCE_MS)
        reached.add(phone.evaluate(f"({lowest})(document.activeElement)"))
    assert len(reached) > 8


def test_a_broader_screen_makes_no_line(visit: Visit, app: server.RunningApp) -> None:
    """A laptop has none; made narrow it gets one, with the figures of the card on the screen."""
    page = visit(1440, 900)
    visitor = Desk(page, app.url).open().drawn()
    visitor.shows(seen(CARD))
    expect(line(visitor)).to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(line(visitor).locator("b")).to_contain_text([values(seen(CARD))[CAUGHT]])


def test_the_line_stays_beneath_the_tiles_where_the_cut_is_dragged(
    phone: Page, app: server.RunningApp
) -> None:
    """On the page Lost customers the cut lies under the figures that it moves."""
    visitor = Desk(phone, app.url).open("lost").drawn()
    told = visitor.part("tiles-look").locator(".glance")
    visitor.part("capacity").scroll_into_view_if_needed()
    expect(told).to_be_in_viewport(ratio=1)
    figures = visitor.part("tiles-look").locator(".value")
    expect(told.locator("b")).to_have_text(figures.all_text_contents()[:3])
    told.tap()
    expect(figures.first).to_be_in_viewport()
    expect(told).to_be_hidden()
