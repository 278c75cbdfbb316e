"""In a real tab: whatever address is opened in it, what was at work there is not lost unasked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Locator, expect

from scoring.spec.edit import with_weight
from scoring.spec.link import Linked, encode
from tests.browser import server
from tests.browser.conftest import Visit
from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.browser.expected import preset, seen

CARD = preset()
MINE = with_weight(CARD, "usage", 40)
THEIRS = with_weight(CARD, "survey", 25)
LINK = f"?s={encode(Linked(THEIRS, 'demo'))}"
WORK = encode(Linked(MINE, "demo", {}, CARD))


def at_work(desk: Desk) -> Desk:
    """Product usage is moved from 30 to 40, and the address says so."""
    desk.open()
    desk.press("weight-usage", "ArrowRight", 10)
    until(lambda: desk.token == WORK, desk.page, "the address of the work")
    return desk


def question(desk: Desk) -> Locator:
    return desk.page.get_by_role("dialog")


def answered(desk: Desk, words: str) -> None:
    question(desk).get_by_role("button", name=words, exact=True).click()
    expect(question(desk)).to_have_count(0, timeout=PATIENCE_MS)


def test_an_address_pasted_into_the_tab_asks(desk: Desk) -> None:
    """Kept, the tiles are those of the work; opened, Undo brings the work back exactly."""
    at_work(desk).open(LINK)
    expect(question(desk)).to_contain_text("Product usage 30 → 40", timeout=PATIENCE_MS)
    answered(desk, "Keep mine")
    desk.shows(seen(MINE, CARD))
    until(lambda: desk.token == WORK, desk.page, "the address of the work")
    desk.open(LINK)
    expect(question(desk)).to_be_visible(timeout=PATIENCE_MS)
    answered(desk, "Open the link")
    desk.shows(seen(THEIRS))
    desk.click("card-undo")
    desk.shows(seen(MINE, THEIRS))


def test_the_question_outlasts_a_reload_and_a_second_link(desk: Desk) -> None:
    """Unanswered it is asked again, about the same work, whatever is opened next."""
    at_work(desk).open(LINK)
    expect(question(desk)).to_be_visible(timeout=PATIENCE_MS)
    desk.page.reload()
    expect(question(desk)).to_contain_text("Product usage 30 → 40", timeout=PATIENCE_MS)
    desk.open(f"?s={encode(Linked(with_weight(CARD, 'pulse', 70), 'demo'))}")
    expect(question(desk)).to_contain_text("Product usage 30 → 40", timeout=PATIENCE_MS)
    desk.open("")
    expect(question(desk)).to_contain_text("You were at work here", timeout=PATIENCE_MS)
    expect(question(desk)).to_contain_text("Go on with what is open now")  # both have one name
    answered(desk, "Keep mine")
    desk.shows(seen(MINE, CARD))


def test_reload_back_and_forward_ask_nothing(desk: Desk) -> None:
    """The address of the work is the work; a page turned and turned back is no other card."""
    at_work(desk).page.reload()
    desk.ready()
    desk.shows(seen(MINE, CARD))
    desk.turn_to("Data")
    expect(desk.page.get_by_text("Use your own file")).to_be_visible()
    desk.page.go_back()
    desk.shows(seen(MINE, CARD))
    expect(question(desk)).to_have_count(0)


def test_back_from_a_link_leads_to_the_work(desk: Desk) -> None:
    """Opened and left by Back, the address before is the work again."""
    at_work(desk).open(LINK)
    expect(question(desk)).to_be_visible(timeout=PATIENCE_MS)
    desk.page.go_back()
    desk.ready()
    desk.shows(seen(MINE, CARD))
    expect(question(desk)).to_have_count(0)


def test_another_tab_is_another_visit(desk: Desk) -> None:
    """A link opened beside asks nothing and takes nothing: both tabs keep their own."""
    at_work(desk)
    beside = Desk(desk.page.context.new_page(), desk.url).open(LINK)
    beside.shows(seen(THEIRS))
    expect(question(beside)).to_have_count(0)
    desk.page.reload()
    desk.ready()
    desk.shows(seen(MINE, CARD))
    expect(question(desk)).to_have_count(0)


def test_a_broken_link_leaves_the_work_where_it_is(desk: Desk) -> None:
    """Said in words, without a question; the address is that of the work."""
    at_work(desk).open("?s=abc")
    desk.warns("could not be opened")
    desk.shows(seen(MINE, CARD))
    until(lambda: desk.token == WORK, desk.page, "the address of the work")


def test_without_work_no_link_asks(desk: Desk) -> None:
    """Who only looked is asked nothing: one link after the other opens."""
    desk.open()
    desk.shows(seen(CARD))
    desk.open(LINK)
    desk.shows(seen(THEIRS))
    desk.open(f"?s={encode(Linked(MINE, 'demo'))}")
    desk.shows(seen(MINE))
    expect(question(desk)).to_have_count(0)


FILE = b"id,calls,churn\n" + b"".join(b"A%d,%d,%s\n" % (i, i, b"Yes" * (i % 2)) for i in range(40))


def test_leaving_a_file_of_ones_own_is_asked_by_the_browser(
    visit: Visit, app: server.RunningApp
) -> None:
    """No address can hold a file: stay, and it is still there; without a file nobody is asked."""
    desk = Desk(visit(1440, 900), app.url).open("data")
    said: list[str] = []

    def stay(dialog: Dialog) -> None:
        said.append(dialog.type)
        dialog.dismiss()

    desk.page.on("dialog", stay)
    desk.page.reload()
    desk.ready()
    assert said == []
    desk.drop_all({"own.csv": FILE})
    desk.load()
    chosen = desk.part("pick-data").locator("input").first
    expect(chosen).to_have_value("own (yours)")
    desk.page.evaluate("setTimeout(() => location.assign('/'), 0)")
    until(lambda: said == ["beforeunload"], desk.page, "the question of the browser")
    expect(chosen).to_have_value("own (yours)")


@pytest.mark.slow
def test_a_restart_of_the_server_loses_no_work(visit: Visit) -> None:
    """The page that stays open asks the new server, and finds its card by its address."""
    with server.running() as app:
        desk = at_work(Desk(visit(1440, 900), app.url))
        address = desk.address
    with server.running() as app:
        again = Desk(desk.page, app.url)
        again.page.goto(address.replace(desk.url, app.url))
        again.ready()
        again.shows(seen(MINE, CARD))
        expect(question(again)).to_have_count(0)
