"""The app's own grid sorts, is walked by keyboard, keeps what was chosen and saves its rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from playwright.sync_api import expect

from scoring.workbench import Overview, overview
from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.browser.expected import bundled, preset

ACCOUNTS = "book-accounts"


def worst_first() -> tuple[Overview, list[str]]:
    """The book of the demo and the names of its accounts in the order of the list."""
    data = bundled()
    seen = overview(data, preset(), data.book.frame.months[-1])
    names = data.book.frame.accounts.names
    return seen, [names[account] for account in seen.standings.account]


def first(desk: Desk) -> str:
    return desk.row(ACCOUNTS, 0)[0]


def test_a_head_sorts_turns_and_gives_the_order_back(desk: Desk) -> None:
    """By name, by name backwards, and worst first again; what holds nothing stands last."""
    seen, names = worst_first()
    desk.open("portfolio").drawn()
    head = desk.part(ACCOUNTS).get_by_role("button", name="Customer", exact=True)
    for wanted in (min(names), max(names), names[0]):
        head.click()
        until(lambda wanted=wanted: first(desk) == wanted, desk.page, f"{wanted} at the top")
    desk.part(ACCOUNTS).get_by_role("button", name="Score", exact=True).click()
    worst = np.nanmin(seen.standings.score)
    until(lambda: f"{worst:.1f}" in desk.row(ACCOUNTS, 0), desk.page, "the lowest score at the top")
    sorted_by = desk.part(ACCOUNTS).locator("th[aria-sort]")
    expect(sorted_by).to_have_attribute("aria-sort", "ascending")


def test_only_rows_in_sight_are_there_and_arrows_reach_the_others(desk: Desk) -> None:
    """Of hundreds of rows a few are drawn; the keyboard goes to the last and chooses it."""
    _, names = worst_first()
    desk.open("portfolio").drawn()
    part = desk.part(ACCOUNTS)
    rows = part.locator("tbody tr:not(.gap)")
    rows.first.wait_for(timeout=PATIENCE_MS)
    assert rows.count() < 40 < len(names)
    expect(part.locator("table")).to_have_attribute("aria-rowcount", str(len(names) + 1))
    part.locator('td button[tabindex="0"]').focus()
    desk.page.keyboard.press("End")
    expect(part.get_by_role("button", name=names[-1])).to_be_focused(timeout=PATIENCE_MS)
    desk.page.keyboard.press("Enter")
    chosen = part.get_by_role("button", name=names[-1], pressed=True)
    expect(chosen).to_be_visible(timeout=PATIENCE_MS)
    expect(desk.part(f"{ACCOUNTS}-open")).to_contain_text(names[-1], timeout=PATIENCE_MS)


def test_what_is_chosen_stays_while_the_list_is_sorted(desk: Desk) -> None:
    """The account is meant and not the place; a second click lets go of it."""
    _, names = worst_first()
    desk.open("portfolio").drawn()
    desk.pick(ACCOUNTS, 1)
    way = desk.part(f"{ACCOUNTS}-open")
    expect(way).to_contain_text(names[1], timeout=PATIENCE_MS)
    part = desk.part(ACCOUNTS)
    part.get_by_role("button", name="Customer", exact=True).click()
    expect(way).to_contain_text(names[1])
    part.get_by_role("button", name="Customer", exact=True).click()
    part.get_by_role("button", name="Customer", exact=True).click()
    desk.pick(ACCOUNTS, 1)
    expect(way).to_have_count(0, timeout=PATIENCE_MS)


def test_a_table_without_a_download_saves_its_rows(desk: Desk, tmp_path: Path) -> None:
    """The file has a head and a line for each row, in the order shown."""
    desk.open("data").drawn()
    part = desk.part("measures")
    part.scroll_into_view_if_needed()
    with desk.page.expect_download() as saving:
        part.get_by_role("button", name="Save as CSV").click(force=True)
    saving.value.save_as(tmp_path / "table.csv")
    lines = (tmp_path / "table.csv").read_text(encoding="utf-8").splitlines()
    measures = bundled().catalogue.measures
    assert len(lines) == 1 + len(measures)
    assert lines[1].startswith(measures[0].name)
