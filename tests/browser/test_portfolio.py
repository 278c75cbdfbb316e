"""The lists of the Portfolio are searched, sorted and downloaded whole, and open to an account."""

from __future__ import annotations

import csv
import re

from playwright.sync_api import Locator, expect

from scoring.spec.link import decode
from scoring.workbench import overview
from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.browser.expected import bundled, preset

CARD = preset()
ACCOUNTS = "book-accounts"


def stands() -> list[str]:
    """The customers of the book as the page lists them, lowest score first."""
    data = bundled()
    seen = overview(data, CARD, data.book.frame.months[-1])
    return [data.book.frame.accounts.names[i] for i in seen.standings.account.tolist()]


def listed(desk: Desk) -> Locator:
    desk.open("portfolio").drawn()
    grid = desk.part(ACCOUNTS)
    grid.scroll_into_view_if_needed()
    return grid


def on_top(desk: Desk, name: str) -> None:
    """Wait until this account is the first of the list."""
    until(lambda: desk.row(ACCOUNTS, 0)[:1] == [name], desk.page, f"{name} on top")


def headed(desk: Desk, name: str) -> Locator:
    """The line above the waterfall of an account."""
    return desk.page.get_by_text(re.compile(rf"^{re.escape(name)} · 2026-10"))


def test_a_click_on_an_account_opens_its_waterfall(desk: Desk) -> None:
    """The third of the worst accounts: its name and score head a waterfall; none stood before."""
    listed(desk)
    name = stands()[2]
    assert desk.chart("waterfall").count() == 0
    desk.pick(ACCOUNTS, 2)
    expect(headed(desk, name)).to_be_visible(timeout=PATIENCE_MS)
    until(lambda: desk.chart("waterfall").count() == 1, desk.page, "a waterfall")


def test_the_choice_stays_while_the_list_is_searched(desk: Desk) -> None:
    """Searched by its own name the account is the first row, and is marked and explained still.

    The grid's own order acts on what is shown: the mark goes along, and the next click means
    the row under the mouse.
    """
    grid, names = listed(desk), stands()
    desk.pick(ACCOUNTS, 3)
    expect(headed(desk, names[3])).to_be_visible(timeout=PATIENCE_MS)
    controls = desk.part("table-book-accounts")
    controls.get_by_placeholder("Search").fill(names[3])
    expect(controls.get_by_text(re.compile("of 320 rows"))).to_be_visible(timeout=PATIENCE_MS)
    expect(headed(desk, names[3])).to_be_visible()
    on_top(desk, names[3])
    controls.get_by_placeholder("Search").fill("")
    expect(controls.get_by_text("320 rows", exact=True)).to_be_visible(timeout=PATIENCE_MS)
    on_top(desk, names[0])
    grid.get_by_role("button", name="Customer", exact=True).click()
    first = min(names, key=str.lower)
    on_top(desk, first)
    desk.pick(ACCOUNTS, 0)
    expect(headed(desk, first)).to_be_visible(timeout=PATIENCE_MS)


def test_the_download_has_all_rows_that_were_asked_for(desk: Desk) -> None:
    """Filtered to one band, the file has every account of that band and no other."""
    listed(desk)
    controls = desk.part("table-book-accounts")
    controls.get_by_role("button", name="Filter").click()
    desk.page.get_by_test_id("stPopoverBody").get_by_role("combobox", name="Band").click()
    desk.page.get_by_role("option", name="At risk").click()
    expect(controls.get_by_text(re.compile("of 320 rows"))).to_be_visible(timeout=PATIENCE_MS)
    desk.page.keyboard.press("Escape")
    controls.get_by_role("button", name="Download").click()
    with desk.page.expect_download(timeout=PATIENCE_MS) as waiting:
        desk.page.get_by_role("button", name="Rows as .csv").click()
    text = waiting.value.path().read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(text))
    data = bundled()
    seen = overview(data, CARD, data.book.frame.months[-1])
    risk = next(share.accounts for share in seen.shares if share.name == "At risk")
    assert len(rows) == risk
    assert {row["Band"] for row in rows} == {"At risk"}


def test_the_chosen_account_opens_on_its_own_page(desk: Desk) -> None:
    """The button below the list leads to the page on accounts, where the same waterfall stands."""
    listed(desk)
    name = stands()[1]
    desk.pick(ACCOUNTS, 1)
    desk.page.get_by_role("button", name=f"Open {name}").click()
    desk.page.wait_for_url(re.compile("/accounts"), timeout=PATIENCE_MS)
    expect(desk.page.locator(".block-container").get_by_text(name).first).to_be_visible()
    until(lambda: desk.chart("waterfall").count() == 1, desk.page, "a waterfall")


def test_what_is_set_here_is_in_the_address_at_once(desk: Desk) -> None:
    """The gross margin is there again after a reload, without a step to another page."""
    desk.open("portfolio").drawn()
    margin = desk.page.get_by_role("spinbutton", name="Gross margin, percent")
    margin.fill("80")
    margin.press("Enter")
    until(lambda: decode(desk.token).view.get("pm") == "80", desk.page, "the margin in the address")
    desk.page.reload()
    desk.drawn()
    expect(margin).to_have_value("80", timeout=PATIENCE_MS)
