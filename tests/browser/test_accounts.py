"""One account in the browser: found, explained, and kept by the address."""

from __future__ import annotations

from playwright.sync_api import expect

from scoring.ui import data as datasets
from tests.browser.desk import PATIENCE_MS, Desk, until

ACCOUNTS = datasets.bundled("demo").book.frame.accounts
ONE, OTHER = 40, 41


def looked_for(desk: Desk, position: int) -> None:
    """Type an account's id, press Enter, click the hit on top, and wait for its head."""
    field = desk.part("account-asked").get_by_role("textbox")
    field.fill(ACCOUNTS.ids[position])
    field.press("Enter")
    hit = desk.part("hit-0")
    expect(hit).to_contain_text(ACCOUNTS.ids[position], timeout=PATIENCE_MS)
    desk.click("hit-0")
    shows(desk, position)


def shows(desk: Desk, position: int) -> None:
    head = desk.page.get_by_role("heading", name=ACCOUNTS.names[position], exact=True)
    expect(head).to_be_visible(timeout=PATIENCE_MS)


def test_an_account_is_searched_opened_and_explained(desk: Desk) -> None:
    """Its waterfall, its months and what it needs stand under its name."""
    desk.open("accounts")
    expect(desk.page.get_by_text("No account is chosen yet")).to_be_visible()
    looked_for(desk, ONE)
    desk.drawn()
    assert "Score" in desk.chart_texts("waterfall")
    expect(desk.chart("life")).to_be_visible()
    expect(desk.page.get_by_text("What the score needs to reach the next band")).to_be_visible()


def test_reload_back_and_forward_keep_the_account(desk: Desk) -> None:
    """The address holds it: after a reload, and after another page and back, it is there."""
    desk.open("accounts")
    opened = desk.token
    looked_for(desk, ONE)
    until(lambda: desk.token != opened, desk.page, "the address of the one account")
    before = desk.token
    looked_for(desk, OTHER)
    until(lambda: desk.token != before, desk.page, "the address of the other account")
    desk.page.reload()
    desk.ready()
    shows(desk, OTHER)
    desk.turn_to("Data")
    expect(desk.page.get_by_text("Use your own file")).to_be_visible(timeout=PATIENCE_MS)
    desk.page.go_back()
    shows(desk, OTHER)
    desk.page.go_forward()
    expect(desk.page.get_by_text("Use your own file")).to_be_visible(timeout=PATIENCE_MS)
    desk.page.go_back()
    shows(desk, OTHER)


def test_the_way_to_the_next_better_account(desk: Desk) -> None:
    """From the worst of the quick picks one step up, which the list had second."""
    desk.open("accounts")
    second = desk.part("worst-1").get_by_role("button").inner_text()
    desk.click("worst-0")
    expect(desk.part("account-worse").get_by_role("button")).to_be_disabled(timeout=PATIENCE_MS)
    desk.click("account-better")
    name = next(n for n in ACCOUNTS.names if f" {n}\n" in f" {second}\n" or n in second)
    head = desk.page.get_by_role("heading", name=name, exact=True)
    expect(head).to_be_visible(timeout=PATIENCE_MS)
