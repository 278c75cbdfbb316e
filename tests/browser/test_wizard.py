"""Five exports become a scored book in the browser, and next month's the same way."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path

from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from playwright.sync_api import expect

from scoring.spec.source import parse_source
from scoring.workbench import DataSet, open_data, source_of, starting_card
from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.browser.expected import preset, seen
from tests.own_files import looked_at
from tests.unit.workbench import five_exports

CARD = preset()
UNCLEAR = "id,calls,month\n" + "".join(
    f"A{i % 9},{i * 7 % 11},0{i // 9 + 1}/0{i // 9 + 2}/2025\n" for i in range(45)
)


@cache
def five_together() -> DataSet:
    """The book that the guesses make of the five exports."""
    looked = looked_at(five_exports.five())
    source = source_of([g.table for g in looked.guessed], "crm accounts")
    source = source.model_copy(update={"currency": "€"})  # of the column "Umsatz €"
    return open_data(source, looked.place, today=dt.date.today())


def pick(desk: Desk, question: str, answer: str) -> None:
    """Choose from a list, which closes again if the page is just being drawn anew."""
    option = desk.page.get_by_role("option", name=answer)
    for _ in range(4):
        desk.page.get_by_role("combobox", name=question).click()
        try:
            option.wait_for(timeout=PATIENCE_MS // 10)
        except PlaywrightTimeoutError:
            continue
        break
    option.click()


def test_five_exports_become_a_book_without_a_word(desk: Desk) -> None:
    """Other ids, semicolons, a workbook and a long file: drop, load, and the tiles are right."""
    desk.open("data")
    desk.drop_all(five_exports.five())
    for said in ("account", "account and month", "event", "measure of a month", "left out"):
        cell = desk.page.locator("td", has_text=re.compile(f"^{said}$"))
        expect(cell.first).to_be_attached()
    expect(desk.page.get_by_text("It becomes 40 accounts with 7 measures")).to_be_visible()
    desk.load()
    scrolled = """() => document.querySelector('[data-testid="stMain"]').scrollTop"""
    until(lambda: desk.page.evaluate(scrolled) == 0, desk.page, "the Workbench at its beginning")
    data = five_together()
    card = starting_card(data)
    desk.shows(seen(card, data=data))
    assert sum(share.accounts for share in seen(card, data=data).shares) == 32
    desk.is_well()


def test_the_way_to_read_them_is_saved_and_used_again(desk: Desk, tmp_path: Path) -> None:
    """The source file that is saved reads next month's files without another question."""
    desk.open("data")
    desk.drop_all(five_exports.five())
    with desk.page.expect_download(timeout=PATIENCE_MS) as waiting:
        desk.page.get_by_role("button", name="Save as source file").click()
    path = tmp_path / "source.yaml"
    waiting.value.save_as(path)
    text = path.read_text(encoding="utf-8")
    assert parse_source(text) == five_together().loaded.source
    desk.page.get_by_role("button", name="Start over").click()
    expect(desk.load_button).to_have_count(0, timeout=PATIENCE_MS)
    later = {f"2026-01 {name}": file for name, file in five_exports.five().items()}
    desk.drop_all({**later, "source.yaml": text.encode()})
    expect(desk.page.get_by_text("These files fit the source file")).to_be_visible()
    desk.load()
    desk.shows(seen(starting_card(five_together()), data=five_together()))
    desk.turn_to("Data")
    desk.drop_all(five_exports.five())
    expect(desk.page.get_by_text("These files fit the data set that you loaded")).to_be_visible()
    desk.page.get_by_text("Say anew what they are").click()
    seen_now = desk.page.get_by_text("One row is").filter(visible=True)
    expect(seen_now.first).to_be_visible(timeout=PATIENCE_MS)


def test_what_nothing_decides_is_asked_before_anything_is_loaded(desk: Desk) -> None:
    """05/06/2025 may be May or June: the button waits for the answer."""
    desk.open("data")
    desk.drop_all({"unclear.csv": UNCLEAR.encode()})
    expect(desk.load_button).to_be_disabled()
    desk.warns("Say first how unclear is written")
    pick(desk, "Dates such as", "the day first")
    desk.load()
    desk.turn_to("Data")
    expect(desk.page.get_by_text("2025-02 to 2025-06")).to_be_visible(timeout=PATIENCE_MS)


def large() -> bytes:
    """720,000 account-months, some seconds of work."""
    rows = (
        f"A{i:05d},2024-{m:02d}-28,{i % 97},{i % 13},{i * m % 1009}\n"
        for i in range(60_000)
        for m in range(1, 13)
    )
    return ("account_id,month,logins,tickets,usage\n" + "".join(rows)).encode()


def going_on(desk: Desk) -> None:
    """Drop the large file, and begin to load it."""
    desk.open("data")
    desk.drop_all({"large.csv": large()})
    expect(desk.load_button).to_be_enabled(timeout=PATIENCE_MS)
    desk.load_button.click()
    bar = desk.page.get_by_test_id("stProgress").filter(has_text="large: ")
    bar.first.wait_for(timeout=PATIENCE_MS)


def test_a_load_that_is_cancelled_leaves_the_earlier_data(desk: Desk) -> None:
    """A bar names the step; Cancel ends it, and the demo book is as it was."""
    going_on(desk)
    desk.page.get_by_role("button", name="Cancel").click()
    desk.warns("Loading was cancelled")
    desk.turn_to("Workbench")
    desk.shows(seen(CARD))
    desk.turn_to("Data")
    expect(desk.load_button).to_be_enabled(timeout=PATIENCE_MS)


def test_to_start_over_ends_a_load(desk: Desk) -> None:
    """The file that is dropped next is the one that is loaded."""
    going_on(desk)
    desk.page.get_by_role("button", name="Start over").click()
    expect(desk.load_button).to_have_count(0, timeout=PATIENCE_MS)
    small = b"id,calls,churn\n" + b"".join(b"a%d,%d,No\n" % (i, i % 9) for i in range(60))
    desk.drop_all({"small.csv": small})
    desk.load()
    desk.warns("small is loaded")


def test_a_load_goes_on_while_another_page_is_looked_at(desk: Desk) -> None:
    """Its bar is in the side bar there, and what was loaded is used when it ends."""
    going_on(desk)
    desk.turn_to("Portfolio")
    desk.warns("large is loaded and scored")
    chosen = desk.page.get_by_test_id("stSidebar").get_by_label("Data set")
    expect(chosen).to_have_value("large (yours)", timeout=PATIENCE_MS)
    desk.is_well()


def test_what_was_said_of_files_outlives_another_page(desk: Desk) -> None:
    """Whoever looks at the Workbench in between finds the form as it was left."""
    desk.open("data")
    desk.drop_all({"unclear.csv": UNCLEAR.encode()})
    name = desk.page.get_by_label("Name of the data set")
    name.fill("Ours")
    name.press("Enter")
    desk.turn_to("Workbench")
    desk.shows(seen(CARD))
    desk.turn_to("Data")
    kept = desk.page.get_by_label("Name of the data set")
    until(lambda: kept.input_value() == "Ours", desk.page, "the name as it was left")


MONTHS = b"account_id,month,number\n" + b"".join(
    b"A%d,2025-0%d,%d\n" % (i, m, i * m) for i in range(1, 7) for m in range(1, 6)
)
TWO_ALIKE = """
version: 1
name: Two alike
files: {usage: {path: usage.csv}, tickets: {path: tickets.csv}}
account: {from: usage, id: account_id, repeated: first}
snapshots:
  - {from: usage, month: month, measures: [{column: number, name: usage}]}
  - {from: tickets, month: month, measures: [{column: number, name: tickets}]}
"""


def test_files_that_could_be_each_other_are_asked_for(desk: Desk) -> None:
    """Two exports with the same columns: nothing is loaded before it is said which is which."""
    desk.open("data")
    more = MONTHS.replace(b"2025-05", b"2025-06")
    source = TWO_ALIKE.encode()
    desk.drop_all({"export (1).csv": MONTHS, "export (2).csv": more, "source.yaml": source})
    desk.warns("more than one could be the same part")
    expect(desk.load_button).to_be_disabled()
    pick(desk, "Which of the dropped files is 'usage'", "export (2).csv")
    desk.warns(r"usage ← export \(2\)\.csv, tickets ← export \(1\)\.csv")
    expect(desk.load_button).to_be_enabled(timeout=PATIENCE_MS)
    desk.is_well()


def test_a_source_file_alone_names_the_files_that_it_needs(desk: Desk) -> None:
    """And one of its two files is not both: what is missing is named with its columns."""
    desk.open("data")
    desk.drop("source.yaml", TWO_ALIKE.encode(), "application/yaml")
    desk.warns(r"Drop the data files that it names along with it: usage\.csv, tickets\.csv")
    desk.turn_to("Workbench")
    desk.shows(seen(CARD))
    desk.turn_to("Data")
    desk.drop("usage.csv", MONTHS)
    desk.warns(r"No file is 'tickets' \(tickets\.csv\): it needs the columns account_id, month")


def test_a_file_more_keeps_what_was_said_of_the_others(desk: Desk) -> None:
    """After another page the file that was dropped first is there still, as it was described."""
    desk.open("data")
    desk.drop_all({"usage.csv": MONTHS})
    pick(desk, "One row is", "a dated event, such as a ticket")
    directly = desk.page.get_by_role("combobox", name="Its accounts are found")
    expect(directly).to_be_visible(timeout=PATIENCE_MS)
    until(lambda: directly.input_value() == "directly", desk.page, "the way that was there")
    desk.turn_to("Workbench")
    desk.shows(seen(CARD))
    desk.turn_to("Data")
    accounts = b"account_id,plan\n" + b"".join(b"A%d,x\n" % i for i in range(1, 7))
    desk.drop_all({"accounts.csv": accounts})
    for said in ("your choice", "accounts.csv", "usage.csv"):
        cell = desk.page.locator("td", has_text=re.compile(f"^{re.escape(said)}$"))
        expect(cell.first).to_be_attached(timeout=PATIENCE_MS)
