"""Every page serves those who read it by ear and those who work it by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import server
from tests.browser.accessible import grave_findings, missed, unrolled, walked
from tests.browser.conftest import Visit
from tests.browser.desk import PATIENCE_MS, Desk
from tests.browser.test_workshop import code_of, host, phone
from tests.unit.workbench import five_exports

__all__ = ["host"]  # the fixture

PAGES = (
    *("", "portfolio", "segments", "lost", "tune", "compare", "workshop", "accounts", "actions"),
    *("data", "share"),
)
# After a change of theme nothing fades or moves any more, in any part of the page.
REPAINTED = """() => {
  const look = (root) => root.getAnimations().some((one) => one.playState === "running"
      && one.effect.getComputedTiming().endTime !== Infinity)
      || [...root.querySelectorAll("*")].some((one) => one.shadowRoot && look(one.shadowRoot));
  window.faded = look(document) ? 0 : window.faded + 1;
  return window.faded >= 4;
}"""
SMALLEST = 44
"""Pixels of what a thumb votes with."""


@pytest.fixture(params=PAGES, ids=lambda place: place or "workbench")
def place(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def sideways(page: Page) -> list[int]:
    """By how many pixels the page is wider than its window."""
    wide = page.evaluate(
        "[document.documentElement, document.querySelector('[data-testid=stMain]')]"
        ".map(e => e.scrollWidth - e.clientWidth)"
    )
    return [int(one) for one in wide]


def grave(desk: Desk) -> list[str]:
    """What axe-core finds on the page as it stands, unrolled, in light and then in dark."""
    desk.drawn()
    unrolled(desk.page)
    found = []
    for scheme, lightness in (("light", 255), ("dark", 18)):
        desk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        ground = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
        desk.page.wait_for_function(f"{ground}.startsWith('rgb({lightness},')")
        desk.page.evaluate("window.faded = 0")
        desk.page.wait_for_function(REPAINTED, polling=100, timeout=PATIENCE_MS)
        found += [f"{scheme}: {one}" for one in grave_findings(desk.page)]
    return found


def test_a_page_serves_ear_and_keyboard(desk: Desk, place: str) -> None:
    """No serious and no critical finding of axe-core on any page, in either theme.

    Tab stops at all that can be operated, at nothing without a name or a ring, and goes on.
    """
    desk.open(place)
    assert grave(desk) == []
    desk.page.emulate_media(color_scheme="light")
    desk.drawn()
    stops = walked(desk.page)
    assert len({stop.number for stop in stops}) > 20
    assert [stop.html for stop in stops if not stop.name] == []
    assert [stop.html for stop in stops if not stop.ringed] == []
    assert missed(desk.page) == []


def test_axe_finds_nothing_grave_in_what_opens(desk: Desk) -> None:
    """A metric's rule, a menu and the explanation of an account are no worse than the page."""
    desk.open().drawn()
    desk.unfold("usage")
    desk.board().locator("tbody th.name button").first.click()
    desk.chart("waterfall").wait_for(timeout=PATIENCE_MS)
    desk.page.get_by_role("button", name=re.compile("Versions")).click()
    assert grave(desk) == []


def test_axe_finds_nothing_grave_in_the_wizard(desk: Desk) -> None:
    """Five files dropped: the guesses, the questions and the preview can be read by everybody."""
    desk.open("data")
    desk.drop_all(five_exports.five())
    assert grave(desk) == []


def test_axe_finds_nothing_grave_on_an_account(desk: Desk) -> None:
    """The page of one account, with its history, its path and its peers."""
    desk.open("accounts")
    desk.page.get_by_role("button", name=re.compile("Elmcroft")).click()
    expect(desk.page.get_by_role("heading", name=re.compile("Elmcroft"))).to_be_visible()
    assert grave(desk) == []


def test_a_room_serves_everybody(host: Desk, visit: Visit, app: server.RunningApp) -> None:
    """Host and guest: nothing grave, nothing sideways at 360 pixels, votes under a whole thumb."""
    one = phone(visit, app, code_of(host), "Ida", width=360)
    page = one.desk.page
    assert sideways(page) == [0, 0]
    small = page.locator(".ballot :is(button, input)").evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => [e.ariaLabel ?? e.textContent, "
        "e.offsetHeight]).filter(([, tall]) => tall < " + str(SMALLEST) + ")"
    )
    assert small == []
    assert grave(one.desk) == []
    one.give((70, 20, 10))
    one.send()
    expect(host.page.get_by_text("1 of 1 have voted")).to_be_visible(timeout=PATIENCE_MS)
    assert grave(host) == []
    host.click("room-close")
    expect(host.page.get_by_text("Take it away")).to_be_visible(timeout=PATIENCE_MS)
    assert grave(host) == []


def test_arrows_lead_through_the_lost_customers(desk: Desk) -> None:
    """The names are one stop of Tab: arrows, Home and End go from one to the next."""
    desk.open().drawn()
    names = desk.board().locator("tbody th.name button")
    names.first.focus()
    for key, place in (
        ("ArrowDown", 1),
        ("ArrowDown", 2),
        ("ArrowUp", 1),
        ("End", -1),
        ("Home", 0),
    ):
        desk.page.keyboard.press(key)
        expect(names.nth(place)).to_be_focused()
        expect(names.nth(place)).to_have_attribute("tabindex", "0")
        expect(desk.board().locator("tbody button[tabindex='0']")).to_have_count(1)
    desk.page.keyboard.press("Enter")
    expect(desk.chart("waterfall")).to_be_visible(timeout=PATIENCE_MS)


def test_no_page_scrolls_sideways(visit: Visit, app: server.RunningApp, place: str) -> None:
    """Not on a laptop whose page is drawn at twice its size, and not on a small phone."""
    desk = Desk(visit(720, 450), app.url).open(place).drawn()
    assert sideways(desk.page) == [0, 0]
    phone = Desk(visit(360, 640, is_mobile=True, has_touch=True), app.url).open(place).drawn()
    assert sideways(phone.page) == [0, 0]


@pytest.mark.parametrize("place", ["", "lost", "portfolio"], indirect=True)
def test_a_drawing_is_read_as_a_table(desk: Desk, place: str) -> None:
    """Beneath it a fold has its figures; the keyboard opens it, and axe-core minds nothing."""
    desk.open(place).drawn()
    desk.page.locator("summary", has_text="As a table").first.focus()
    desk.page.keyboard.press("Enter")
    table = desk.page.get_by_test_id("stTable").get_by_role("table").first
    expect(table).to_be_visible(timeout=PATIENCE_MS)
    assert table.get_by_role("columnheader").count() >= 3
    assert table.get_by_role("cell").filter(has_text=re.compile("[0-9]")).count() >= 3
    assert grave(desk) == []


def test_nothing_moves_for_those_who_ask_for_rest(visit: Visit, app: server.RunningApp) -> None:
    """With reduced motion no element of the page, in any part of it, has a transition left."""
    desk = Desk(visit(reduced_motion="reduce"), app.url).open().drawn()
    moving = desk.page.evaluate(
        """() => {
          const found = [];
          const look = (root) => root.querySelectorAll("*").forEach((one) => {
            if (one.shadowRoot) look(one.shadowRoot);
            const { transitionDuration, animationName } = getComputedStyle(one);
            const lasts = transitionDuration.split(",").some((time) => parseFloat(time) > 0.01);
            if (lasts || animationName !== "none") found.push(one.outerHTML.slice(0, 120));
          });
          look(document);
          return found;
        }"""
    )
    assert moving == []
