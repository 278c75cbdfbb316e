"""A card comes in as a file and scores go out; a faulty card changes nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet
from playwright.sync_api import expect

from scoring.spec.edit import with_weight
from scoring.spec.parse import parse_card
from scoring.spec.write import card_yaml
from tests.browser.desk import PATIENCE_MS, Desk
from tests.browser.expected import preset, seen
from tests.conftest import ROOT

CARD = preset()
USAGE_60 = with_weight(CARD, "usage", 60)


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
    boxes = desk.page.get_by_test_id("stAlert").filter(has_text=re.compile("Line [0-9]+"))
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
