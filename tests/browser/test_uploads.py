"""A file goes in and is scored; a bad one changes nothing."""

from __future__ import annotations

import random

from playwright.sync_api import expect

from scoring.spec.edit import with_weight
from scoring.spec.link import decode
from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.browser.expected import preset, seen, uploaded
from tests.browser.made_files import monthly, snapshot, table

CARD = preset()


def guessed(desk: Desk, label: str, column: str) -> None:
    """A field names, soon, the column that is guessed for it."""
    field = desk.page.get_by_role("combobox", name=label, exact=True)
    expect(field).to_have_value(column)


def chosen(desk: Desk, label: str) -> list[str]:
    """What stands in a field that takes several."""
    field = desk.page.get_by_test_id("stMultiSelect").filter(has_text=label)
    names = field.get_by_role("button").evaluate_all(
        "all => all.map(b => b.getAttribute('aria-label') || '')"
    )
    return [n.removeprefix("Remove ") for n in names if n.startswith("Remove ")]


def load(desk: Desk, name: str, content: bytes) -> None:
    desk.drop_all({name: content})
    desk.load()


def test_a_snapshot_is_understood_loaded_and_scored(desk: Desk) -> None:
    """Sixty rows of a telephone company: roles are guessed, and the tiles equal the kernel's."""
    desk.open("data")
    desk.drop_all({"telco.csv": snapshot()})
    guessed(desk, "Account id", "customerID")
    guessed(desk, "Lost, yes or no", "Churn")
    guessed(desk, "Revenue", "MonthlyCharges")
    until(
        lambda: chosen(desk, "Values that mean lost") == ["Yes"], desk.page, "Values that mean lost"
    )
    measures = ["Contract", "tenure", "SupportCalls", "MonthlyCharges"]
    until(lambda: chosen(desk, "Measures") == measures, desk.page, "Measures")
    until(lambda: chosen(desk, "Dimensions") == ["Contract"], desk.page, "Dimensions")
    desk.load()
    desk.warns("telco is loaded")
    data, card = uploaded(snapshot(), "telco.csv")
    desk.shows(seen(card, data=data))
    assert sum(share.accounts for share in seen(card, data=data).shares) == 60
    desk.press(f"weight-{card.metrics[0].id}", "ArrowRight", 20)
    desk.shows(seen(with_weight(card, card.metrics[0].id, 30), card, data=data))


def test_monthly_rows_have_a_history_and_a_test_of_the_warning(desk: Desk) -> None:
    """Rows of twelve months with a date of churn give lost customers three months before."""
    desk.open("data")
    load(desk, "months.csv", monthly())
    data, card = uploaded(monthly(), "months.csv")
    desk.shows(seen(card, data=data))
    assert len(seen(card, data=data).board.lost) == 10
    expect(desk.part("tiles")).to_contain_text("Caught churn")
    desk.turn_to("Portfolio")
    expect(desk.chart("band_trend")).to_be_visible(timeout=PATIENCE_MS)


def test_an_upload_is_dropped_again_for_its_link(desk: Desk) -> None:
    """After a reload the file is gone and its link says so; dropping it again brings the card."""
    desk.open("data")
    load(desk, "telco.csv", snapshot())
    data, card = uploaded(snapshot(), "telco.csv")
    desk.shows(seen(card, data=data))
    desk.press(f"weight-{card.metrics[0].id}", "ArrowRight", 20)
    moved = with_weight(card, card.metrics[0].id, 30)
    desk.shows(seen(moved, card, data=data))
    until(lambda: decode(desk.token).card == moved, desk.page, "the address of the last move")
    desk.page.reload()
    desk.ready()
    desk.warns("uploaded file")
    desk.shows(seen(CARD))
    desk.turn_to("Data")
    expect(desk.page.get_by_text("Use your own files")).to_be_visible()
    load(desk, "telco.csv", snapshot())
    desk.shows(seen(moved, data=data))


GARBAGE = random.Random(6).randbytes(5_000_000)
TEXT = table(
    [{"id": i, "calls": "many" if i % 9 == 0 else i % 7, "churn": "No"} for i in range(40)]
)
TWICE = table([{"id": i % 20, "calls": i % 7, "churn": "Yes"} for i in range(40)])

UNREADABLE = {
    "an empty file": (b"", "empty"),
    "a header alone": (b"id,calls,churn\n", "no rows"),
    "a binary file": (b"\x7fELF\0\0\0\1" * 500, "binary"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(3000), "binary|not UTF-8"),
    "a spreadsheet": (b"PK\x03\x04" + bytes(3000), "XLSX or ZIP"),
    "blank lines": (b"\n\n\n\n", "no column names|no rows|header"),
    "5 MB of garbage": (GARBAGE, "binary|not UTF-8"),
}


def test_a_file_that_is_no_table_is_refused_by_name(desk: Desk) -> None:
    """Each fault is named, the old data stay loaded, and the app goes on."""
    desk.open("data")
    for number, (content, words) in enumerate(UNREADABLE.values()):
        desk.drop(f"bad-{number}.csv", content)
        desk.warns(words)
        expect(desk.page.get_by_text("Nothing was changed")).to_be_visible()
    desk.turn_to("Workbench")
    desk.shows(seen(CARD))


def test_an_account_that_stands_twice_is_refused(desk: Desk) -> None:
    """Forty rows with twenty ids have no month column, so the file cannot be loaded."""
    desk.open("data")
    desk.drop_all({"twice.csv": TWICE})
    guessed(desk, "Account id", "id")
    desk.load_button.click()
    desk.warns("more than once")
    desk.turn_to("Workbench")
    desk.shows(seen(CARD))


def test_text_in_a_column_of_numbers_is_counted_and_read_as_missing(desk: Desk) -> None:
    """Five cells say 'many': the file loads, and the Data page says what became of them."""
    desk.open("data")
    load(desk, "text.csv", TEXT)
    desk.warns("text is loaded")
    data, card = uploaded(TEXT, "text.csv")
    desk.shows(seen(card, data=data))
    assert any(finding.count == 5 for finding in data.findings)
    desk.turn_to("Data")
    told = desk.part("findings-list").locator("p").filter(has_text="5 cells")
    expect(told).to_have_count(1, timeout=PATIENCE_MS)
