"""A hand that changes its mind, a finger that scrolls, two fingers, a key that is held down."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from scoring.spec.edit import with_weight
from tests.browser import server
from tests.browser.desk import Desk, until
from tests.browser.expected import preset, seen
from tests.browser.sliders import PATIENCE_MS

CARD = preset()
REPEATS = 40
"""Times a held key comes again, once every 33 ms after the first 500."""


def is_as_it_was(desk: Desk) -> None:
    """The weight, the figures and the history are those of the card that was opened."""
    desk.rests("weight-usage")
    expect(desk.value("weight-usage")).to_have_text("30")
    desk.shows(seen(CARD))
    expect(desk.part("card-undo").get_by_role("button").first).to_be_disabled()


def middle(desk: Desk, key: str, share: float) -> dict[str, float]:
    """Where on the screen a share of a slider's rail lies."""
    box = desk.thumb(key).bounding_box()
    assert box is not None
    return {"x": box["x"] + box["width"] * share, "y": box["y"] + box["height"] / 2}


def hold(desk: Desk, times: int) -> None:
    """Put a finger on the key to the right, and leave it there until the key has come again."""
    desk.thumb("weight-usage").focus()
    for _ in range(times):
        desk.page.keyboard.down("ArrowRight")


def touch(session: CDPSession, kind: str, *points: dict[str, float]) -> None:
    """Put fingers on the screen, move them, or take them away: what the browser itself sees."""
    told: dict[str, Any] = {"type": kind, "touchPoints": [*points]}
    session.send("Input.dispatchTouchEvent", told)


def test_escape_takes_a_drag_back(desk: Desk) -> None:
    """Held at 60 Escape leads back to 30; the hand that goes on moves nothing more."""
    desk.open().drawn()
    desk.grab("weight-usage", 0.6)
    desk.shows(seen(with_weight(CARD, "usage", 60), CARD))
    desk.page.keyboard.press("Escape")
    is_as_it_was(desk)
    spot = middle(desk, "weight-usage", 0.8)
    desk.page.mouse.move(spot["x"], spot["y"], steps=4)
    desk.page.mouse.up()
    is_as_it_was(desk)
    desk.drag("weight-usage", 0.6)
    desk.rests("weight-usage")
    desk.shows(seen(with_weight(CARD, "usage", 60), CARD))


@pytest.mark.parametrize("keys", ["Control+z", "Meta+z"])
def test_undo_takes_a_drag_back_and_no_step_before_it(desk: Desk, keys: str) -> None:
    """A step to 40 on another weight, usage held at 60: undone is the drag; again, the step."""
    desk.open().drawn()
    desk.drag("weight-breadth", 0.4)
    desk.rests("weight-breadth")
    step = seen(with_weight(CARD, "breadth", 40), CARD)
    desk.shows(step)
    desk.grab("weight-usage", 0.6)
    desk.page.keyboard.press(keys)
    spot = middle(desk, "weight-usage", 0.8)
    desk.page.mouse.move(spot["x"], spot["y"], steps=4)
    desk.page.mouse.up()
    desk.rests("weight-usage")
    expect(desk.value("weight-usage")).to_have_text("30")
    desk.shows(step)
    expect(desk.part("card-redo").get_by_role("button").first).to_be_disabled()
    desk.page.keyboard.press("Control+z")
    is_as_it_was(desk)


def test_undo_takes_a_key_back(desk: Desk) -> None:
    """Two steps up and Ctrl+Z before the keyboard has let go: 30, and nothing to redo."""
    desk.open().drawn()
    hold(desk, 2)
    desk.page.keyboard.press("Control+z")
    desk.page.keyboard.up("ArrowRight")
    is_as_it_was(desk)
    expect(desk.part("card-redo").get_by_role("button").first).to_be_disabled()


@pytest.mark.parametrize("locks", [False, True])
def test_escape_takes_a_key_back(desk: Desk, locks: bool) -> None:
    """Two steps up and Escape before the keyboard has let go: 30, also where a total is kept."""
    desk.open().drawn()
    if locks:
        desk.switch("keep-total")
        lock = desk.part("weight-usage").get_by_role("button", name=re.compile("^Lock "))
        expect(lock).to_be_visible()
        desk.ready().drawn()
    hold(desk, 2)
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.up("ArrowRight")
    is_as_it_was(desk)


def test_a_finger_that_scrolls_moves_no_slider(phone: Page, app: server.RunningApp) -> None:
    """A finger that comes down upon a rail and moves upwards scrolls the page; the weight stays."""
    visitor = Desk(phone, app.url).open().drawn()
    visitor.thumb("weight-usage").scroll_into_view_if_needed()
    spot = middle(visitor, "weight-usage", 0.8)
    session = phone.context.new_cdp_session(phone)
    main = phone.get_by_test_id("stMain")
    before = main.evaluate("node => node.scrollTop")
    touch(session, "touchStart", spot)
    for way in range(10, 200, 10):
        touch(session, "touchMove", {"x": spot["x"], "y": spot["y"] - way})
    scrolled = f"node => node.scrollTop > {before} + 100"
    until(lambda: bool(main.evaluate(scrolled)), phone, "the page to scroll")
    touch(session, "touchEnd")
    is_as_it_was(visitor)


def test_two_fingers_move_two_sliders(phone: Page, app: server.RunningApp) -> None:
    """Each on a weight of its own, moved in turn and let go one after the other: both are kept."""
    visitor = Desk(phone, app.url).open().drawn()
    visitor.thumb("weight-usage").scroll_into_view_if_needed()
    session = phone.context.new_cdp_session(phone)
    keys = ("weight-usage", "weight-breadth")
    spots = [{**middle(visitor, key, 0.3), "id": i} for i, key in enumerate(keys)]
    rails = [middle(visitor, key, 0.5)["x"] for key in keys]
    touch(session, "touchStart", *spots)
    for step in range(1, 11):
        for spot, goal in zip(spots, rails, strict=True):
            spot["x"] += (goal - spot["x"]) * step / 10
            touch(session, "touchMove", *spots)
    touch(session, "touchEnd", spots[1])
    phone.wait_for_timeout(300)
    touch(session, "touchEnd")
    for key in keys:
        visitor.rests(key)
        expect(visitor.value(key)).to_have_text("50", timeout=PATIENCE_MS)
    card = with_weight(with_weight(CARD, "usage", 50), "breadth", 50)
    visitor.shows(seen(card, CARD))


def test_a_key_that_is_held_is_one_step(desk: Desk) -> None:
    """Held for 1.8 s it goes 41 steps, from 30 to 71; one Undo leads back to where it began."""
    desk.open().drawn()
    desk.thumb("weight-usage").focus()
    desk.page.keyboard.down("ArrowRight")
    desk.page.wait_for_timeout(500)
    for _ in range(REPEATS):
        desk.page.keyboard.down("ArrowRight")
        desk.page.wait_for_timeout(33)
    desk.page.keyboard.up("ArrowRight")
    desk.rests("weight-usage")
    expect(desk.value("weight-usage")).to_have_text(str(30 + 1 + REPEATS))
    desk.shows(seen(with_weight(CARD, "usage", 30 + 1 + REPEATS), CARD))
    desk.click("card-undo")
    is_as_it_was(desk)


@pytest.mark.parametrize("keys", ["Escape", "Control+z"])
def test_the_cut_is_taken_back(desk: Desk, keys: str) -> None:
    """On the chart of all cuts, too: held at 35, Escape or Undo leads back to 45."""
    desk.open("lost").drawn()
    handle, figures = desk.page.locator(".handle"), desk.part("tiles-look").locator(".value")
    desk.part("capacity").scroll_into_view_if_needed()  # what lies below the handle
    before = figures.all_text_contents()
    grip, chart = handle.bounding_box(), desk.page.locator(".sweep .box").bounding_box()
    assert grip is not None
    assert chart is not None
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    point = (chart["width"] - 46) / 100  # 34 pixels left of the scores, 12 right of them
    desk.page.mouse.move(x, y)
    desk.page.mouse.down()
    desk.page.mouse.move(x - 10 * point, y, steps=5)
    expect(handle).to_have_attribute("aria-valuenow", "35")
    expect(figures).not_to_have_text(before, timeout=PATIENCE_MS)
    desk.page.keyboard.press(keys)
    desk.page.mouse.move(x - 15 * point, y, steps=5)
    desk.page.mouse.up()
    expect(figures).to_have_text(before, timeout=PATIENCE_MS)
    expect(handle).to_have_attribute("aria-valuenow", "45")
