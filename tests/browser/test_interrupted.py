"""A drag goes on over a broken line, a window that changes and a tab that slept."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from scoring.spec.edit import with_weight
from tests.browser import server
from tests.browser.desk import Desk
from tests.browser.expected import preset, seen

CARD = preset()
HALF = with_weight(CARD, "usage", 50)
SLEEP_MS = 2_500


def to_half(desk: Desk) -> None:
    """Lead the hand that holds the weight to the middle of its rail, which is 50."""
    box = desk.thumb("weight-usage").bounding_box()
    assert box is not None
    desk.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)


def ends_at_half(desk: Desk) -> None:
    """The figures have followed to 50; let go there, the card is that one, by one step."""
    expect(desk.value("weight-usage")).to_have_text("50")
    desk.shows(seen(HALF, CARD))
    desk.page.mouse.up()
    desk.rests("weight-usage")
    desk.shows(seen(HALF, CARD))
    desk.click("card-undo")
    desk.shows(seen(CARD))
    expect(desk.value("weight-usage")).to_have_text("30")


def sleeps(page: Page) -> None:
    """The tab lies in the background, where nothing of it runs, and comes back."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    page.wait_for_timeout(SLEEP_MS)
    session.send("Page.setWebLifecycleState", {"state": "active"})


def narrows(page: Page) -> None:
    """The window becomes narrower, and all rails shorter."""
    page.set_viewport_size({"width": 1100, "height": 900})


@pytest.mark.parametrize("comes_between", [sleeps, narrows])
def test_a_drag_goes_on(desk: Desk, comes_between: Callable[[Page], None]) -> None:
    """Held at 60 while it comes between, the handle is led to 50 and let go."""
    desk.open().drawn()
    desk.grab("weight-usage", 0.6)
    desk.shows(seen(with_weight(CARD, "usage", 60), CARD))
    comes_between(desk.page)
    to_half(desk)
    ends_at_half(desk)


def test_a_drag_goes_on_over_a_broken_line(desk: Desk, complaints: list[str]) -> None:
    """The line breaks while 60 is held; led on to 50 the figures follow on the next line.

    Streamlit says on the console of each place that it could not send: of nothing else.
    """
    lines: list[WebSocketRoute] = []

    def through(line: WebSocketRoute) -> None:
        line.connect_to_server()
        lines.append(line)

    desk.page.route_web_socket(re.compile("/_stcore/stream"), through)
    desk.open().drawn()
    desk.grab("weight-usage", 0.6)
    desk.shows(seen(with_weight(CARD, "usage", 60), CARD))
    lines[-1].close()
    to_half(desk)
    ends_at_half(desk)
    assert len(lines) == 2
    assert all("when disconnected from server" in said for said in complaints)
    complaints.clear()


def test_a_page_of_twice_the_size_is_dragged_alike(
    visit: Callable[..., Page], app: server.RunningApp
) -> None:
    """Zoomed to 200 % in a window of 1440 × 900 pixels, the hand and the handle are at one."""
    desk = Desk(visit(720, 450, device_scale_factor=2), app.url).open().drawn()
    desk.thumb("weight-usage").scroll_into_view_if_needed()
    desk.grab("weight-usage", 0.6)
    expect(desk.value("weight-usage")).to_have_text("60")
    to_half(desk)
    ends_at_half(desk)
