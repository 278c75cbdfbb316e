"""The first minute of a stranger: tour, a drag, who turns red, a file of their own, a link."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import expect

from scoring.spec.edit import with_weight
from tests.browser import server
from tests.browser.conftest import Visit
from tests.browser.desk import Desk, until
from tests.browser.expected import preset, seen, uploaded
from tests.browser.made_files import monthly
from tests.browser.named import UNNAMED
from tests.browser.sliders import PATIENCE_MS

CARD = preset()
SECONDS = 60.0


def every_control_has_a_name(desk: Desk) -> None:
    assert desk.page.evaluate(UNNAMED) == []


def test_the_check_finds_a_control_without_a_name(desk: Desk) -> None:
    """A button with an icon alone, put into a part of the page, does not pass."""
    desk.open()
    every_control_has_a_name(desk)
    desk.page.evaluate(
        "document.querySelector('.st-key-offer').insertAdjacentHTML("
        "'beforeend', '<button class=bare><svg width=20 height=20></svg></button>')"
    )
    (found,) = desk.page.evaluate(UNNAMED)
    assert "bare" in found


def takes_the_tour(desk: Desk) -> None:
    """Five steps by the keyboard, and out."""
    tour = desk.page.locator(".guide")
    expect(tour).to_be_visible(timeout=PATIENCE_MS)
    for _ in range(5):
        desk.page.keyboard.press("ArrowRight")
    every_control_has_a_name(desk)
    tour.get_by_role("button", name="Done").click()
    expect(tour).to_be_hidden()


def drags_and_sees_who_turns_red(desk: Desk) -> None:
    """The tiles and the list of those who change band are the kernel's."""
    desk.drag("weight-usage", 0.6)
    moved = with_weight(CARD, "usage", float(desk.value("weight-usage").inner_text()))
    shown = seen(moved, CARD)
    desk.shows(shown)
    desk.page.get_by_role("tab", name="Change band").click()
    told = f"{len(shown.turned)} accounts change band; {shown.turned.alarmed} turn At risk"
    expect(desk.page.get_by_text(told)).to_be_visible(timeout=PATIENCE_MS)
    assert shown.turned.alarmed > 0


def drops_a_file(desk: Desk) -> None:
    """The offer leads to the drop itself; the file is scored."""
    desk.page.get_by_role("link", name="Drop your own file").click()
    expect(desk.page.get_by_test_id("stFileUploader")).to_be_in_viewport(timeout=PATIENCE_MS)
    desk.drop_all({"ours.csv": monthly()})
    every_control_has_a_name(desk)
    desk.load()
    data, card = uploaded(monthly(), "ours.csv")
    desk.shows(seen(card, data=data))


def copies_the_link(desk: Desk) -> str:
    """The link of the Share page, which is the address of the page as well."""
    desk.turn_to("Share")
    link = desk.page.get_by_test_id("stCode").first
    expect(link).to_contain_text("?s=", timeout=PATIENCE_MS)
    every_control_has_a_name(desk)
    address = link.inner_text().strip()
    token = address.partition("?s=")[2]
    until(lambda: desk.token == token, desk.page, "the link is the address")
    return address


def test_a_first_visit_gets_from_the_tour_to_a_link_within_a_minute(
    visit: Visit,
    app: server.RunningApp,
    another: Callable[[], Desk],
    complaints: list[str],
    outside: list[str],
) -> None:
    """Each step shows what it should, and nothing on the way complains."""
    began = time.monotonic()
    desk = Desk(visit(first=True), app.url).open()
    takes_the_tour(desk)
    drags_and_sees_who_turns_red(desk)
    drops_a_file(desk)
    address = copies_the_link(desk)
    took = time.monotonic() - began
    assert took < SECONDS, f"{took:.1f} s"
    another().open(address.removeprefix(f"{app.url}/")).warns("made with an uploaded file")
    desk.is_well()
    assert complaints == []
    assert outside == []
