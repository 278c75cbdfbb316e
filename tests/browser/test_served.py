"""Under the server's strict headers every page works, and the browser has nothing to refuse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from scoring.spec.edit import with_weight
from tests.browser import server
from tests.browser.conftest import Visit
from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.browser.expected import preset, seen
from tests.browser.made_files import snapshot

CARD = preset()
PAGES = ("Portfolio", "Segments", "Lost customers", "Tune", "Compare", "Workshop", "Accounts")
FRAME = "<iframe src='{}' width='900' height='600'></iframe>"


@pytest.fixture(scope="module")
def served(browser: Browser) -> Iterator[server.RunningApp]:
    """The app as `make serve` and the image start it."""
    with server.running(served=True) as running:
        page = browser.new_page()
        Desk(page, running.url).open()
        page.close()
        yield running


@pytest.fixture
def guest(
    visit: Visit, served: server.RunningApp, complaints: list[str], outside: list[str]
) -> Iterator[Desk]:
    """A visitor on a laptop; at the end the browser refused nothing and asked no other host."""
    desk = Desk(visit(1440, 900), served.url)
    yield desk
    desk.is_well()
    assert complaints == []
    assert outside == []


def test_every_page_is_drawn(guest: Desk) -> None:
    """From the first to the last of the menu, with all charts, and no rule is broken."""
    guest.open().drawn()
    guest.shows(seen(CARD))
    for title in (*PAGES, "Actions", "Data", "Share"):
        guest.turn_to(title)
        guest.page.wait_for_url(f"**/{title.split()[0].lower()}*")
        guest.ready().drawn()


def test_the_figures_follow_a_slider(guest: Desk) -> None:
    """The stream of places and answers runs while the handle is held, and Undo works after it."""
    guest.open().drawn()
    guest.grab("weight-usage", 0.6)
    guest.shows(seen(with_weight(CARD, "usage", 60), CARD))
    guest.page.mouse.up()
    guest.rests("weight-usage")
    guest.click("card-undo")
    guest.shows(seen(CARD))


def test_a_file_comes_in_and_one_goes_out(guest: Desk, tmp_path: Path) -> None:
    """A dropped file is loaded and scored, and its scores are saved."""
    guest.open("data")
    guest.drop_all({"telco.csv": snapshot()})
    guest.load()
    guest.turn_to("Share")
    expect(guest.part("card-yaml")).to_be_visible()
    button = guest.page.get_by_test_id("stDownloadButton").get_by_role("button").first
    expect(button).to_be_enabled(timeout=PATIENCE_MS)
    with guest.page.expect_download() as saved:
        button.click()
    path = tmp_path / "saved"
    saved.value.save_as(path)
    assert path.stat().st_size > 0


def test_no_other_site_shows_it_in_a_frame(
    visit: Visit, served: server.RunningApp, complaints: list[str]
) -> None:
    """In a frame of another page it stays empty, and the browser says why."""
    page = visit(1000, 700)
    page.set_content(FRAME.format(served.url))
    until(lambda: bool(complaints), page, "the word of the browser")
    assert page.frames[1].locator("[data-testid=stApp]").count() == 0
    assert any("frame-ancestors 'none'" in said for said in complaints)
    complaints.clear()
