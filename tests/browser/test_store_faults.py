"""A store or a server that goes away under an open page takes nothing along that was typed."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from playwright.sync_api import expect

from scoring.spec.edit import with_weight
from scoring.store import open_store
from tests.browser import server
from tests.browser.conftest import Visit
from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.browser.expected import preset, seen
from tests.browser.test_records import WHO, account

CARD = preset()
CONNECTED = '[data-testid="stApp"][data-test-connection-state="CONNECTED"]'
WRONG = "Nothing you write is kept now"


def test_words_stay_in_their_field_until_the_store_takes_them(visit: Visit, tmp_path: Path) -> None:
    """Another program holds the file: the page says so at its top, and goes on once it is free."""
    path = tmp_path / "team.db"
    with server.running(environment={"BELLWETHER_STORE": str(path)}) as app:
        desk = Desk(visit(), app.url).open(account(WHO))
        page, field = desk.page, desk.page.get_by_label("New note")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        field.fill("called twice")
        desk.click("note-add")
        expect(page.get_by_text(WRONG)).to_be_visible(timeout=PATIENCE_MS)
        expect(page.get_by_text("in use by another program").first).to_be_visible()
        expect(field).to_have_value("called twice")
        other.execute("ROLLBACK")
        other.close()
        desk.click("note-add")
        expect(field).to_have_value("", timeout=PATIENCE_MS)
        expect(page.get_by_text(WRONG)).to_have_count(0, timeout=PATIENCE_MS)
        expect(page.get_by_text("called twice")).to_be_visible()
        desk.is_well()
    kept = open_store(path)
    assert [one.record.text for one in kept.notes("Demo book")] == ["called twice"]
    kept.close()


def test_a_file_taken_away_and_put_back_is_said_on_each_page(visit: Visit, tmp_path: Path) -> None:
    """Every page says so while it is gone, shows what was in it, and works again by itself."""
    path = tmp_path / "team.db"
    with server.running(environment={"BELLWETHER_STORE": str(path)}) as app:
        desk = Desk(visit(), app.url).open(account(WHO))
        page, field = desk.page, desk.page.get_by_label("New note")
        field.fill("kept before")
        desk.click("note-add")
        expect(page.get_by_role("paragraph").filter(has_text="kept before")).to_be_visible(
            timeout=PATIENCE_MS
        )
        expect(page.get_by_text(WRONG)).to_have_count(0)
        path.rename(tmp_path / "away.db")
        for title in ("Portfolio", "Data", "Accounts"):
            desk.turn_to(title)
            expect(page.get_by_text(WRONG)).to_be_visible(timeout=PATIENCE_MS)
        expect(page.get_by_role("paragraph").filter(has_text="kept before")).to_be_visible(
            timeout=PATIENCE_MS
        )
        (tmp_path / "away.db").rename(path)
        time.sleep(5.1)  # it is tried again every five seconds
        field.fill("kept after")
        desk.click("note-add")
        expect(page.get_by_role("paragraph").filter(has_text="kept after")).to_be_visible(
            timeout=PATIENCE_MS
        )
        expect(page.get_by_text(WRONG)).to_have_count(0, timeout=PATIENCE_MS)
        desk.is_well()


def test_a_page_goes_on_where_it_was_when_its_server_comes_back(visit: Visit) -> None:
    """A slider was moved, the server is ended and another one starts in its place."""
    moved = with_weight(CARD, "usage", 60)
    port = server.free_port()
    with server.running(port=port) as app:
        desk = Desk(visit(), app.url).open()
        desk.press("weight-usage", "ArrowRight", 30)
        desk.shows(seen(moved, CARD))
        token = desk.token
    with server.running(port=port):
        desk.page.wait_for_selector(CONNECTED, timeout=PATIENCE_MS)
        desk.ready().shows(seen(moved, CARD))
        desk.press("weight-usage", "ArrowRight", 1)
        desk.shows(seen(with_weight(moved, "usage", 61), CARD))
        until(lambda: desk.token != token, desk.page, "the address of the new server")
