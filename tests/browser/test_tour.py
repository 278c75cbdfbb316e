"""The tour of a first visit points at real controls, covers none, and can be called back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import server
from tests.browser.conftest import Visit
from tests.browser.desk import Desk, until
from tests.browser.sliders import PATIENCE_MS

STEPS = 5

# The part has stood in one place for as many frames as a move has in which it stands between two.
STILL = """(part) => {
  const { x, y, width, height } = document.querySelector(part)?.getBoundingClientRect() ??
      [...document.querySelectorAll("*")].map((one) => one.shadowRoot?.querySelector(part))
          .find((one) => one).getBoundingClientRect();
  const place = [x, y, width, height].join(" ");
  window.still = place === window.stood ? window.still + 1 : 0;
  window.stood = place;
  return window.still >= 9;
}"""
BEGINS_MS = 350
"""How long a control stands still until the tour begins beside it."""

Newcomer = Callable[..., Desk]


@pytest.fixture
def newcomer(visit: Visit, app: server.RunningApp) -> Newcomer:
    """A visitor whose browser has never been here: ``newcomer(width, height, …)``."""

    def come(width: int = 1440, height: int = 900, **options: object) -> Desk:
        desk = Desk(visit(width, height, first=True, **options), app.url).open()
        expect(note(desk.page)).to_be_visible(timeout=PATIENCE_MS)
        return desk

    return come


def note(page: Page) -> Locator:
    return page.locator(".guide")


def says(page: Page, number: int) -> None:
    expect(note(page).locator(".count")).to_have_text(f"{number} of {STEPS}")


def lowest(page: Page, height: int) -> float:
    """Where the page ends below: at the line of telling figures, where it is shown."""
    line = page.locator(".glance.shown")
    box = line.bounding_box() if line.count() else None
    return box["y"] if box else height


def settled(page: Page, part: str) -> dict[str, float]:
    """The box of the note or the ring, once it stands still."""
    page.evaluate("window.still = 0")
    page.wait_for_function(STILL, arg=part, polling="raf")
    box = page.locator(part).bounding_box()
    assert box is not None
    return {**box, "right": box["x"] + box["width"], "bottom": box["y"] + box["height"]}


@pytest.mark.parametrize(
    ("width", "height", "options"),
    [
        (1440, 900, {"color_scheme": "light"}),
        (1440, 900, {"color_scheme": "dark"}),
        (390, 844, {"color_scheme": "dark", "is_mobile": True, "has_touch": True}),
        (360, 640, {"color_scheme": "light", "is_mobile": True, "has_touch": True}),
    ],
)
def test_no_step_covers_what_it_speaks_of(
    newcomer: Newcomer,
    complaints: list[str],
    width: int,
    height: int,
    options: dict[str, object],
) -> None:
    """Note and ring are apart and inside the window; a phone's line of figures is not covered."""
    page = newcomer(width, height, **options).page
    for number in range(1, STEPS + 1):
        says(page, number)
        text, ring = settled(page, ".guide"), settled(page, ".ring")
        beside = text["right"] <= ring["x"] or ring["right"] <= text["x"]
        over = text["bottom"] <= ring["y"] or ring["bottom"] <= text["y"]
        assert beside or over, (number, text, ring)
        assert text["x"] >= 0, number
        assert text["y"] >= 0, number
        assert text["right"] <= width, number
        assert text["bottom"] <= lowest(page, height), number
        assert ring["height"] > 20, number
        assert 0 <= ring["y"] < height, number
        page.keyboard.press("ArrowRight")
    assert complaints == []


@pytest.mark.parametrize(("width", "height", "touch"), [(1440, 900, False), (390, 844, True)])
def test_the_first_step_leaves_the_next_metric_in_sight(
    newcomer: Newcomer, width: int, height: int, touch: bool
) -> None:
    """The note stands beneath the second weight: a first view shows more than one of them."""
    desk = newcomer(width, height, is_mobile=touch, has_touch=touch)
    text = settled(desk.page, ".guide")
    second = desk.page.locator('[class*="st-key-weight-"]').nth(1).bounding_box()
    assert second is not None
    assert second["y"] + second["height"] <= text["y"]


def test_arrows_move_and_escape_ends_it(newcomer: Newcomer) -> None:
    """The keyboard alone leads through it and out; then the control pointed at has the focus."""
    page = newcomer().page
    says(page, 1)
    expect(note(page).locator(".next")).to_be_focused()
    page.keyboard.press("ArrowRight")
    says(page, 2)
    page.keyboard.press("ArrowLeft")
    says(page, 1)
    page.keyboard.press("Escape")
    expect(note(page)).to_be_hidden()
    focused = "document.activeElement.shadowRoot?.activeElement?.getAttribute('role')"
    assert page.evaluate(focused) == "switch"  # the first control of the first weight


def test_it_blocks_nothing(newcomer: Newcomer) -> None:
    """The weight that it points at is dragged while the note stands there, and it stays there."""
    desk = newcomer()
    desk.press("weight-usage", "ArrowRight", 2)
    expect(desk.value("weight-usage")).to_have_text("32")
    desk.rests("weight-usage")
    says(desk.page, 1)
    expect(note(desk.page)).to_be_visible()


@pytest.mark.parametrize("way", ["skip", "done"])
def test_who_has_seen_it_is_left_alone(newcomer: Newcomer, way: str) -> None:
    """Skipped or done, it does not begin again: not after a reload, and not in another tab."""
    desk = newcomer()
    page = desk.page
    if way == "skip":
        note(page).get_by_role("button", name="Skip").click()
    else:
        for _ in range(STEPS):
            note(page).locator(".next").click()
    expect(note(page)).to_be_hidden()
    page.reload()
    other = Desk(page.context.new_page(), desk.url).open()
    for tab in (desk.ready(), other):
        tab.drawn()
        tab.page.wait_for_timeout(2 * BEGINS_MS)
        expect(note(tab.page)).to_be_hidden()


def test_a_reload_goes_on_where_it_was(newcomer: Newcomer) -> None:
    """The tab knows the step."""
    page = newcomer().page
    page.keyboard.press("ArrowRight")
    says(page, 2)
    page.reload()
    expect(note(page)).to_be_visible(timeout=PATIENCE_MS)
    says(page, 2)


def test_it_is_called_back_from_any_page(desk: Desk) -> None:
    """The side bar leads to the Workbench, where it begins anew; once more after it was skipped."""
    desk.open()
    expect(note(desk.page)).to_be_hidden()
    desk.turn_to("Portfolio").ready()
    for _ in range(2):
        desk.click("tour-call")
        expect(note(desk.page)).to_be_visible(timeout=PATIENCE_MS)
        says(desk.page, 1)
        desk.page.keyboard.press("Escape")
        expect(note(desk.page)).to_be_hidden()


def test_on_a_phone_the_side_bar_makes_room(visit: Visit, app: server.RunningApp) -> None:
    """Called from a side bar that lies over the page, the tour puts it aside."""
    page = visit(390, 844, is_mobile=True, has_touch=True)
    desk = Desk(page, app.url).open()
    page.get_by_test_id("stExpandSidebarButton").click()
    desk.part("tour-call").scroll_into_view_if_needed()
    desk.click("tour-call")
    expect(note(page)).to_be_visible(timeout=PATIENCE_MS)

    def aside() -> bool:
        bar = page.get_by_test_id("stSidebar").bounding_box()
        return bar is None or bar["x"] + bar["width"] <= 0

    until(aside, page, "the side bar to be put aside")


def test_a_link_opens_without_it(desk: Desk, visit: Visit, app: server.RunningApp) -> None:
    """Who was sent a card looks at that card; the side bar has the tour."""
    desk.open()
    until(lambda: bool(desk.token), desk.page, "the state in the address")
    guest = Desk(visit(first=True), app.url).open(f"?s={desk.token}")
    guest.drawn().page.wait_for_timeout(2 * BEGINS_MS)
    expect(note(guest.page)).to_be_hidden()
