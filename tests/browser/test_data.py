"""A file goes in and is scored, a file comes out and says the same; a bad one changes nothing."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import re
import subprocess
import sys
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet
from playwright.sync_api import expect

from scoring.spec.edit import with_weight
from scoring.spec.link import decode
from scoring.spec.parse import parse_card
from scoring.spec.write import card_yaml
from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.browser.expected import preset, seen, uploaded
from tests.conftest import ROOT

CARD = preset()
USAGE_60 = with_weight(CARD, "usage", 60)


def table(rows: list[dict[str, object]]) -> bytes:
    """Rows as a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def snapshot(accounts: int = 60) -> bytes:
    """One row an account of a made-up telephone company; every fourth has left."""
    dice = random.Random(4)
    return table(
        [
            {
                "customerID": f"{i:04d}-TEL",
                "Contract": dice.choice(["Month-to-month", "One year", "Two year"]),
                "tenure": dice.randint(0, 72),
                "SupportCalls": dice.randint(0, 9),
                "MonthlyCharges": round(dice.uniform(20, 120), 2),
                "Churn": "Yes" if i % 4 == 0 else "No",
            }
            for i in range(accounts)
        ]
    )


def monthly(accounts: int = 30, months: int = 12) -> bytes:
    """One row an account and month; every third account leaves in the ninth month."""
    dice = random.Random(5)
    return table(
        [
            {
                "account_id": f"A{i:03d}",
                "month": dt.date(2025, month, 28),
                "plan": ["Basic", "Pro"][i % 2],
                "logins": dice.randint(0, 40) - (12 if i % 3 == 0 else 0),
                "tickets": dice.randint(0, 6),
                "arr": 1000 * (i + 1),
                "churned_on": "2025-09-15" if i % 3 == 0 else "",
            }
            for i in range(accounts)
            for month in range(1, months + 1)
            if i % 3 or month <= 9
        ]
    )


def combobox(desk: Desk, label: str) -> str:
    return desk.page.get_by_role("combobox", name=label, exact=True).input_value()


def chosen(desk: Desk, label: str) -> list[str]:
    """What stands in a field that takes several."""
    field = desk.page.get_by_test_id("stMultiSelect").filter(has_text=label)
    names = field.get_by_role("button").evaluate_all(
        "all => all.map(b => b.getAttribute('aria-label') || '')"
    )
    return [n.removeprefix("Remove ") for n in names if n.startswith("Remove ")]


def load(desk: Desk, name: str, content: bytes) -> None:
    desk.drop(name, content)
    button = desk.page.get_by_role("button", name="Load and score")
    expect(button).to_be_visible(timeout=PATIENCE_MS)
    button.click()


def test_a_snapshot_is_understood_loaded_and_scored(desk: Desk) -> None:
    """Sixty rows of a telephone company: roles are guessed, and the tiles equal the kernel's."""
    desk.open("data")
    desk.drop("telco.csv", snapshot())
    expect(desk.page.get_by_role("button", name="Load and score")).to_be_visible(
        timeout=PATIENCE_MS
    )
    assert combobox(desk, "Account id") == "customerID"
    assert combobox(desk, "… or lost yes/no") == "Churn"
    assert combobox(desk, "Revenue") == "MonthlyCharges"
    until(
        lambda: chosen(desk, "Values that mean lost") == ["Yes"], desk.page, "Values that mean lost"
    )
    until(lambda: chosen(desk, "Measures") == ["tenure", "SupportCalls"], desk.page, "Measures")
    until(lambda: chosen(desk, "Dimensions") == ["Contract"], desk.page, "Dimensions")
    desk.page.get_by_role("button", name="Load and score").click()
    desk.warns("telco.csv is loaded")
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
    assert len(seen(card, data=data).lost) == 10
    expect(desk.part("tiles")).to_contain_text("3 months ahead")
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
    expect(desk.page.get_by_text("Use your own file")).to_be_visible()
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
    desk.drop("twice.csv", TWICE)
    expect(desk.page.get_by_role("button", name="Load and score")).to_be_visible(
        timeout=PATIENCE_MS
    )
    assert combobox(desk, "Account id") == "id"
    desk.page.get_by_role("button", name="Load and score").click()
    desk.warns("more than once")
    desk.turn_to("Workbench")
    desk.shows(seen(CARD))


def test_text_in_a_column_of_numbers_is_counted_and_read_as_missing(desk: Desk) -> None:
    """Five cells say 'many': the file loads, and the Data page says what became of them."""
    desk.open("data")
    load(desk, "text.csv", TEXT)
    desk.warns("text.csv is loaded")
    data, card = uploaded(TEXT, "text.csv")
    desk.shows(seen(card, data=data))
    assert any(finding.count == 5 for finding in data.findings)
    desk.turn_to("Data")
    expect(desk.page.locator("td").filter(has_text="5 cells")).to_have_count(1, timeout=PATIENCE_MS)


FAULTY = card_yaml(CARD)
for right, wrong in (
    ("weight: 30", "weight: -30"),
    ("kind: linear, worst: 15", "kind: linaer, worst: 15"),
    ("max_age_months: 2", "max_age_monts: 2"),
    ("id: active_days", "id: usage"),
    ("tone: good", "tone: lovely"),
):
    assert right in FAULTY
    FAULTY = FAULTY.replace(right, wrong, 1)


def test_a_card_with_five_faults_lists_five_with_their_lines(desk: Desk) -> None:
    """Every fault of a card file is shown at once, and the card that was open stays open."""
    desk.open("share")
    desk.drop("faulty.yaml", FAULTY.encode(), "application/yaml")
    boxes = desk.page.get_by_test_id("stAlert").filter(has_text=re.compile("line [0-9]+"))
    expect(boxes).to_have_count(5, timeout=PATIENCE_MS)
    told = " ".join(boxes.all_inner_texts())
    assert all(word in told for word in ("-30", "max_age_monts", "linaer", "usage", "lovely"))
    desk.turn_to("Workbench")
    desk.shows(seen(CARD))


def test_a_sound_card_file_opens(desk: Desk) -> None:
    """A card from a file is the card on the screen; one step back brings the last one."""
    desk.open("share")
    desk.drop("card.yaml", card_yaml(USAGE_60).encode(), "application/yaml")
    desk.warns("is open")
    desk.turn_to("Workbench")
    desk.shows(seen(USAGE_60))
    desk.click("card-undo")
    desk.shows(seen(CARD, USAGE_60))


def saved_as(desk: Desk, key: str, folder: Path) -> Path:
    """Press a download button; the file that comes."""
    with desk.page.expect_download(timeout=PATIENCE_MS) as waiting:
        desk.click(key)
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_what_is_downloaded_is_what_the_command_line_writes(desk: Desk, tmp_path: Path) -> None:
    """Scores as CSV and Parquet equal those of `python -m scoring score` with the same card."""
    desk.open()
    desk.press("weight-usage", "ArrowRight", 30)
    desk.shows(seen(USAGE_60, CARD))
    desk.turn_to("Share")
    expect(desk.part("card-yaml")).to_be_visible()
    card = saved_as(desk, "card-yaml", tmp_path)
    assert parse_card(card.read_text(encoding="utf-8")) == USAGE_60
    for ending, read in (("csv", pyarrow.csv.read_csv), ("parquet", pyarrow.parquet.read_table)):
        ours = saved_as(desk, f"scores-{ending}", tmp_path)
        theirs = tmp_path / f"command.{ending}"
        arguments = ["--card", str(card), "--source", "configs/sources/demo.yaml"]
        subprocess.run(
            [sys.executable, "-m", "scoring", "score", *arguments, "--out", str(theirs)],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        assert read(ours).equals(read(theirs))
        assert read(ours).num_rows > 300


def test_a_downloaded_card_opens_the_same_state_again(desk: Desk, tmp_path: Path) -> None:
    """The file of a changed card, dropped on another card, brings back its numbers."""
    desk.open()
    desk.press("weight-usage", "ArrowRight", 30)
    desk.shows(seen(USAGE_60, CARD))
    desk.turn_to("Share")
    expect(desk.part("card-yaml")).to_be_visible()
    card = saved_as(desk, "card-yaml", tmp_path)
    desk.turn_to("Workbench")
    desk.click("card-reset")
    desk.shows(seen(CARD))
    desk.turn_to("Share")
    expect(desk.part("card-yaml")).to_be_visible()
    desk.drop("card.yaml", card.read_bytes(), "application/yaml")
    desk.warns("is open")
    desk.turn_to("Workbench")
    desk.shows(seen(USAGE_60))
