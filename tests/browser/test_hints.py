"""Hints stand under the bands, fold away, and stay as they were opened."""

from __future__ import annotations

from playwright.sync_api import expect

from scoring.spec.edit import with_weight
from scoring.workbench import hints
from tests.browser.desk import Desk
from tests.browser.expected import bundled, preset

CARD = preset()


def count_of(usage: float) -> int:
    book = bundled().book
    return len(hints(bundled(), with_weight(CARD, "usage", usage), book.frame.months[-1]))


def test_the_fold_stays_open_while_the_number_of_hints_moves(desk: Desk) -> None:
    """At 50 of 120 Product usage is above 35%: one hint more, in the fold that was opened."""
    before, after = count_of(30), count_of(50)
    assert after == before + 1
    desk.open().drawn()
    fold = desk.part("hints")
    heading = desk.page.get_by_test_id("stMarkdownContainer").filter(has_text="Advice").first
    expect(heading).to_contain_text(f"{before} hints")
    expect(fold.get_by_text("metrics are switched on")).not_to_be_visible()
    fold.get_by_text("What to look at").click()
    expect(fold.get_by_text("metrics are switched on")).to_be_visible()
    desk.press("weight-usage", "ArrowRight", 20)
    expect(heading).to_contain_text(f"{after} hints")
    expect(fold.get_by_text("Product usage carries 41.6% of the weight")).to_be_visible()
