"""The worklist leaves the page as one file, and what is typed into a playbook stays in its fold."""

from __future__ import annotations

import csv
import re

from playwright.sync_api import expect

from scoring.workbench.working import worklist_of, worklist_table
from tests.browser.desk import PATIENCE_MS, Desk
from tests.browser.expected import bundled, preset


def test_the_file_of_the_worklist_has_ids_and_steps_of_what_was_searched(desk: Desk) -> None:
    """Searched for one owner: its accounts with id, day and playbook steps, and no others."""
    data, card = bundled(), preset()
    listed = worklist_of(data, card, data.book.frame.months[-1], 10)
    owner = listed.owners[1]
    whole = worklist_table(data, card, listed, owner).to_pylist()
    wanted = [row for row in whole if row["this_week"]]
    desk.open("actions").drawn()
    controls = desk.part("table-worklist")
    controls.get_by_placeholder("Search").fill(owner)
    said = controls.get_by_text(re.compile(rf"^{len(wanted)} of \d+ rows"))
    expect(said).to_be_visible(timeout=PATIENCE_MS)
    controls.get_by_role("button", name="Download").click()
    button = desk.page.get_by_role("button", name="as .csv")
    expect(button).to_have_count(1)
    with desk.page.expect_download(timeout=PATIENCE_MS) as waiting:
        button.click()
    rows = list(csv.DictReader(waiting.value.path().read_text(encoding="utf-8").splitlines()))
    keys = ("account_id", "name", "owner", "steps")
    assert [[row[k] for k in keys] for row in rows] == [[row[k] for k in keys] for row in wanted]
    assert [row["due_on"] for row in rows] == [str(row["due_on"] or "") for row in wanted]
    assert all(rows[0][key] for key in keys)


def test_what_is_typed_stays_in_a_fold_that_is_shut(desk: Desk) -> None:
    """A step typed and not yet put on the card is there when the fold is opened again."""
    desk.open("actions").drawn()
    fold, other = desk.part("playbook-0"), desk.part("playbook-1")
    steps = fold.get_by_label("Steps, one a line")
    expect(steps).to_have_count(0)
    fold.locator("summary").click()
    steps.fill("Call them")
    fold.locator("summary").click()
    other.locator("summary").click()
    expect(other.get_by_label("Steps, one a line")).to_be_visible(timeout=PATIENCE_MS)
    fold.locator("summary").click()
    expect(steps).to_have_value("Call them")
