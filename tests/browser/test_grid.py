"""The app's own grid sorts, is walked by keyboard, keeps what was chosen and saves its rows."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, expect

from scoring.workbench import Overview, overview
from tests.browser import server
from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.browser.expected import bundled, preset

ACCOUNTS = "book-accounts"
TELL = "told => bellwetherParts.tell('measures', { told: JSON.stringify(told) }, {})"
"""Puts other rows into the table of measures."""


def told(cells: list[str], name: str = "Name") -> dict[str, object]:
    """A table of one column, as the grid reads it, that can be saved."""
    columns = [{"name": name, "help": "", "right": False, "cells": cells}]
    return {"columns": columns, "height": 388, "saves": True, "ids": [], "chosen": None}


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


def test_a_choice_leaves_the_keyboard_where_it_was(desk: Desk) -> None:
    """The answer draws all rows anew; Enter, two arrows, Enter choose rows one and three."""
    _, names = worst_first()
    desk.open("portfolio").drawn()
    part = desk.part(ACCOUNTS)
    part.locator('td button[tabindex="0"]').focus()
    desk.page.keyboard.press("Enter")
    way = desk.part(f"{ACCOUNTS}-open")
    expect(way).to_contain_text(names[0], timeout=PATIENCE_MS)
    expect(part.get_by_role("button", name=names[0], pressed=True)).to_be_focused()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        desk.page.keyboard.press(key)
    expect(way).to_contain_text(names[2], timeout=PATIENCE_MS)
    expect(part.get_by_role("button", name=names[2], pressed=True)).to_be_focused()


def test_a_list_that_becomes_shorter_shows_its_rows(desk: Desk) -> None:
    """Of 1,000 rows the last are read; of the two that are left both stand there at once."""
    desk.open("data").drawn()
    desk.page.evaluate(TELL, told([f"Row {i}" for i in range(1000)]))
    part = desk.part("measures")
    part.locator(".frame").evaluate("frame => { frame.scrollTop = frame.scrollHeight; }")
    expect(part.get_by_role("cell", name="Row 999", exact=True)).to_be_visible()
    rows = "tbody => [...tbody.querySelectorAll('tr:not(.gap)')].map((row) => row.textContent)"
    body = part.locator("tbody").element_handle()
    at_once = f"([told, tbody]) => {{ ({TELL})(told); return ({rows})(tbody); }}"
    assert desk.page.evaluate(at_once, [told(["Row 0", "Row 1"]), body]) == ["Row 0", "Row 1"]


def test_a_text_that_is_marked_elsewhere_keeps_nobody_from_choosing(desk: Desk) -> None:
    """Words of the page are marked; the name of a row can be pressed all the same."""
    _, names = worst_first()
    desk.open("portfolio").drawn()
    desk.page.get_by_role("heading", name="How is the book today?").dblclick()
    assert desk.page.evaluate("String(getSelection())")
    name = desk.part(ACCOUNTS).locator('td button[tabindex="0"]')
    name.focus()
    desk.page.keyboard.press("Enter")
    expect(desk.part(f"{ACCOUNTS}-open")).to_contain_text(names[0], timeout=PATIENCE_MS)


def test_where_no_row_in_sight_is_a_stop_of_tab_the_first_becomes_one(desk: Desk) -> None:
    """Scrolled by 100 rows of 35 pixels, Tab leads to row 101, whose index counts the head."""
    desk.open("portfolio").drawn()
    part = desk.part(ACCOUNTS)
    part.locator(".frame").evaluate("frame => { frame.scrollTop = 100 * 35; }")
    stop = part.locator('tr:has(td button[tabindex="0"])')
    expect(stop).to_have_attribute("aria-rowindex", "102", timeout=PATIENCE_MS)


def test_no_part_of_a_saved_line_begins_a_formula(desk: Desk, tmp_path: Path) -> None:
    """Many spreadsheets part a file at semicolons; numbers stay numbers, also negative ones."""
    desk.open("data").drawn()
    texts = ["Ada;=1+1", "\u200b@now", "-12", '"=2+2', "plain; text"]
    desk.page.evaluate(TELL, told(texts, "A;+b"))
    with desk.page.expect_download() as saving:
        desk.part("measures").get_by_role("button", name="Save as CSV").click(force=True)
    saving.value.save_as(tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as file:
        lines = [line[0] for line in csv.reader(file)]
    assert lines == ["A;'+b", "Ada;'=1+1", "'\u200b@now", "-12", "'\"=2+2", "plain; text"]


def test_a_finger_finds_how_to_save_a_table(phone: Page, app: server.RunningApp) -> None:
    """Nothing hovers on a phone: the button stands in sight, unless the page has a download."""
    visitor = Desk(phone, app.url).open("data").drawn()
    save = visitor.part("measures").locator(".save")
    expect(save).to_have_css("opacity", "1")
    expect(save).to_be_visible()
    visitor.open("portfolio").drawn()
    expect(visitor.part(ACCOUNTS).locator(".save")).to_be_hidden()


def test_a_table_fades_towards_the_side_to_which_it_goes_on(
    phone: Page, app: server.RunningApp
) -> None:
    """To the right at first, to both sides in the middle, and to the left at its end."""
    visitor = Desk(phone, app.url).open("portfolio").drawn()
    frame = visitor.part(ACCOUNTS).locator(".frame")
    scroll = (
        "(frame, part) => { frame.scrollLeft = part * (frame.scrollWidth - frame.clientWidth) }"
    )
    for part, sides in ((0.0, "beyond"), (0.5, "beyond before"), (1.0, "before")):
        frame.evaluate(scroll, part)
        expect(frame).to_have_class(f"frame {sides}")
