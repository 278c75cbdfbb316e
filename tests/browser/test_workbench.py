"""The Workbench: a slider and what it does stand on one screen, and agree with the kernel."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from scoring.live.among import Among
from scoring.spec.edit import with_weight
from tests.browser.desk import Desk, until
from tests.browser.expected import bundled, preset, seen

CARD = preset()
USAGE_60 = with_weight(CARD, "usage", 60)


def test_a_first_visit_shows_a_scored_book(desk: Desk) -> None:
    """Without a click there are tiles, two charts, the list of the lost, and all of it is right."""
    desk.open().drawn()
    desk.shows(seen(CARD))
    desk.shows_changes(seen(CARD))
    first = seen(CARD).shares[0]
    assert any(f"{first.name}  {first.accounts}" in t for t in desk.chart_texts("band_bar"))
    expect(desk.chart("score_histogram")).to_be_visible()
    worst = seen(CARD).board.lost[0]
    expect(desk.lost().first).to_have_text(bundled().book.frame.accounts.names[worst.account])
    tab = desk.page.get_by_role("tab").first
    expect(tab).to_contain_text("Lost customers")


@pytest.mark.parametrize("way", ["keyboard", "mouse"])
def test_a_moved_weight_changes_every_figure_and_nothing_jumps(desk: Desk, way: str) -> None:
    """Product usage from 30 to 60 turns tiles, bars, histogram and list, all in their places."""
    desk.open().drawn()
    desk.shows(seen(CARD))
    bars, spread = desk.chart("band_bar").inner_html(), desk.chart("score_histogram").inner_html()
    list_before = desk.lost().all_text_contents()
    desk.watch()
    if way == "keyboard":
        desk.press("weight-usage", "ArrowRight", 30)
    else:
        desk.drag("weight-usage", 0.6)
    expect(desk.value("weight-usage")).to_have_text("60")
    after = seen(USAGE_60, CARD)
    desk.shows(after)
    desk.shows_changes(after)
    first = after.shares[0]
    until(
        lambda: any(f"{first.name}  {first.accounts}" in t for t in desk.chart_texts("band_bar")),
        desk.page,
        "the bar's new figure",
    )
    until(
        lambda: desk.chart("score_histogram").inner_html() != spread, desk.page, "a new histogram"
    )
    assert desk.chart("band_bar").inner_html() != bars
    names = bundled().book.frame.accounts.names
    order = [names[one.account] for one in after.board.lost]
    expect(desk.lost()).to_have_text(order)
    assert order != list_before
    desk.held_still()


def test_a_scrolled_page_stays_where_it_is(desk: Desk) -> None:
    """A slider moved half-way down the page leaves the page there."""
    desk.open().drawn()
    main = desk.page.get_by_test_id("stMain")
    desk.thumb("weight-survey").focus()
    main.evaluate("main => main.scrollTo(0, 260)")
    until(lambda: main.evaluate("main => main.scrollTop") > 200, desk.page, "the page to scroll")
    there = main.evaluate("main => main.scrollTop")
    desk.watch()
    for _ in range(20):
        desk.page.keyboard.press("ArrowRight")
    desk.shows(seen(with_weight(CARD, "survey", 25), CARD))
    desk.held_still()
    assert main.evaluate("main => main.scrollTop") == there


def test_undo_redo_reset_and_save_walk_through_the_changes(desk: Desk) -> None:
    """Each step back and forth shows its own figures; after Save there is nothing to reset."""
    desk.open()
    desk.press("weight-usage", "ArrowRight", 30)
    moved = seen(USAGE_60, CARD)
    desk.shows(moved)
    desk.click("card-reset")
    desk.shows(seen(CARD))
    desk.click("card-undo")
    desk.shows(moved)
    desk.click("card-redo")
    desk.shows(seen(CARD))
    desk.page.keyboard.press("Control+z")
    desk.shows(moved)
    desk.shows_changes(moved)
    expect(desk.part("card-bar")).to_contain_text("unsaved changes")
    desk.click("card-save")
    desk.click("version-save")
    desk.shows_changes(seen(USAGE_60))
    desk.shows(seen(USAGE_60))
    expect(desk.part("card-bar")).not_to_contain_text("unsaved changes")
    expect(desk.part("card-reset").get_by_role("button")).to_be_disabled()


def test_filter_and_month_narrow_every_figure(desk: Desk) -> None:
    """One segment at an earlier month shows that segment's accounts of that month."""
    book = bundled().book
    segment = sorted(book.frame.accounts.dimensions["segment"].labels)[0]
    month = str(book.frame.months[-7])
    desk.open()
    desk.choose("pick-filter", f"segment: {segment}")
    desk.shows(seen(CARD, only=Among((("segment", segment),))))
    desk.choose("pick-month", month)
    desk.shows(seen(CARD, only=Among((("segment", segment),)), month=month))
