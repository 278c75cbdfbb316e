"""Every page stands in light and dark, on a laptop and on a phone, for eyes and for readers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import server
from tests.browser.conftest import ColorScheme, Visit
from tests.browser.desk import PATIENCE_MS, Desk

PLACES = ("", "portfolio", "segments", "lost", "workshop", "data", "share")
SIZES = {"laptop": (1440, 900), "phone": (390, 844)}
ROLES = {
    *("button", "slider", "checkbox", "switch", "radio", "textbox", "combobox", "spinbutton"),
    *("link", "tab", "searchbox", "listbox", "option", "menuitem"),
}
NONSENSE = re.compile(r"\b(None|nan|NaN|undefined|\[object Object\])\b")
ONLY_AN_ICON = re.compile(r"(:material/\w+:|\w+ icon)")

Looked = tuple[Desk, list[str], list[str]]

BRIGHT = """() => {
  const ground = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
  const [red, green, blue] = ground.match(/\\d+/g).map(Number);
  return red + green + blue > 3 * 128;
}"""
"""Whether the page has a light ground."""


@pytest.fixture(params=PLACES, ids=lambda place: place or "workbench")
def place(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return SIZES[request.param]


@pytest.fixture
def color_scheme(size: tuple[int, int]) -> ColorScheme:
    """In which colours the page is opened: light on the laptop, dark on the phone."""
    return "light" if size == SIZES["laptop"] else "dark"


@pytest.fixture
def looked(
    visit: Visit,
    app: server.RunningApp,
    complaints: list[str],
    outside: list[str],
    place: str,
    size: tuple[int, int],
    color_scheme: ColorScheme,
) -> Looked:
    """The page as it stands for this visitor, drawn to the end."""
    touch = {"is_mobile": True, "has_touch": True} if size[0] < 500 else {}
    desk = Desk(visit(*size, color_scheme=color_scheme, **touch), app.url)
    return desk.open(place).drawn(), complaints, outside


def names_of_controls(page: Page) -> list[tuple[str, str]]:
    """(role, name) of everything that can be operated, as the browser tells a screen reader."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        (node["role"]["value"], str(node.get("name", {}).get("value", "")).strip())
        for node in nodes
        if not node.get("ignored") and node.get("role", {}).get("value") in ROLES
    ]


def test_a_page_looks_as_it_should(looked: Looked, color_scheme: ColorScheme) -> None:
    """No error, no foreign host, no sideways scrolling, nothing unnamed, no word of a machine.

    In the colours in which it was opened, and in the others, to which the system turns.
    """
    desk, complaints, outside = looked
    looks_as_it_should(desk, color_scheme)
    other: ColorScheme = "dark" if color_scheme == "light" else "light"
    desk.page.emulate_media(color_scheme=other)
    light = "true" if other == "light" else "false"
    desk.page.wait_for_function(f"() => ({BRIGHT})() === {light}", timeout=PATIENCE_MS)
    desk.drawn()
    looks_as_it_should(desk, other)
    assert complaints == []
    assert outside == []


def looks_as_it_should(desk: Desk, color_scheme: ColorScheme) -> None:
    page = desk.page
    desk.is_well()
    wide = page.evaluate(
        "[document.documentElement, document.querySelector("
        "'[data-testid=stMain]')].map(e => e.scrollWidth - e.clientWidth)"
    )
    assert wide == [0, 0], "the page scrolls sideways"
    controls = names_of_controls(page)
    assert len(controls) > 3
    nameless = [role for role, name in controls if not name]
    assert not nameless, "something to operate has no name"
    icons = [name for _, name in controls if ONLY_AN_ICON.search(name)]
    assert not icons, "something to operate is named after its icon"
    drawings = page.get_by_test_id("stVegaLiteChart").or_(page.locator(".drawn svg.marks"))
    for chart in drawings.all():
        assert len(chart.get_attribute("aria-label") or "") > 20
    words = page.locator("body").inner_text()
    assert not NONSENSE.search(words), NONSENSE.findall(words)
    assert page.evaluate(BRIGHT) == (color_scheme == "light")


def test_a_phone_reaches_every_page(phone: Page, app: server.RunningApp) -> None:
    """Where the menu has no room beside the name it is in the side bar, one tap away."""
    desk = Desk(phone, app.url).open()
    if not phone.get_by_test_id("stTopNavLink").first.is_visible():
        phone.get_by_test_id("stExpandSidebarButton").click()
    phone.get_by_role("link", name="Portfolio").first.click()
    expect(phone.get_by_text("How is the book today?")).to_be_visible(timeout=PATIENCE_MS)
    desk.is_well()


def test_on_a_phone_swapping_sides_says_what_it_is(phone: Page, app: server.RunningApp) -> None:
    """A sign alone between two fields says nothing: it has words, and stands close to both."""
    visitor = Desk(phone, app.url).open("compare").drawn()
    swap = visitor.part("compare-swap").get_by_role("button")
    said = swap.evaluate("one => getComputedStyle(one, '::after').content")
    assert "Swap the sides" in said
    places = "one => { const { top, bottom } = one.getBoundingClientRect(); return [top, bottom]; }"
    before, between, after = (
        visitor.part(key).evaluate(places)
        for key in ("compare-before", "compare-swap", "compare-after")
    )
    assert between[0] - before[1] < 12
    assert after[0] - between[1] < 12
    assert between[1] - between[0] < 44  # one line
