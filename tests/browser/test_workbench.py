"""The Workbench: a slider and what it does stand on one screen, and agree with the kernel."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from scoring.spec.edit import with_cuts, with_knob, with_metric, with_weight
from scoring.spec.model import Card
from scoring.spec.scale import show
from scoring.values import Missing
from tests.browser.desk import Desk, until
from tests.browser.expected import bundled, preset, seen, values

CARD = preset()
USAGE_60 = with_weight(CARD, "usage", 60)


def weights(desk: Desk) -> list[float]:
    """The figures above the weight sliders."""
    found = desk.page.locator('[class*="st-key-weight-"] [data-testid="stSliderThumbValue"]')
    return [float(text) for text in found.all_inner_texts()]


def as_shown(desk: Desk) -> Card:
    """The standard card with the weights that the sliders show."""
    card = CARD
    for metric, weight in zip(CARD.metrics, weights(desk), strict=True):
        card = with_weight(card, metric.id, weight)
    return card


def agreed(desk: Desk, usage: float) -> bool:
    """Whether slider, sum and tiles have all arrived where Product usage was moved to."""
    total = pytest.approx(100, abs=1e-9)
    if weights(desk)[0] != usage or sum(weights(desk)) != total:
        return False
    return desk.tiles().all_inner_texts() == values(seen(as_shown(desk), CARD))


def test_a_first_visit_shows_a_scored_book(desk: Desk) -> None:
    """Without a click there are tiles, two charts, the list of the lost, and all of it is right."""
    desk.open().drawn()
    desk.shows(seen(CARD))
    desk.shows_changes(seen(CARD))
    first = seen(CARD).shares[0]
    assert any(f"{first.name}  {first.accounts}" in t for t in desk.chart_texts("band_bar"))
    expect(desk.chart("score_histogram")).to_be_visible()
    worst = seen(CARD).lost[0]
    row = desk.row("board-lost", 0)
    assert bundled().book.frame.accounts.names[worst.account] in row
    assert show(worst.score, CARD) in row
    tab = desk.page.get_by_role("tab").first
    expect(tab).to_contain_text("Lost customers")


@pytest.mark.parametrize("way", ["keyboard", "mouse"])
def test_a_moved_weight_changes_every_figure_and_nothing_jumps(desk: Desk, way: str) -> None:
    """Product usage from 30 to 60 turns tiles, bars, histogram and list, all in their places."""
    desk.open().drawn()
    desk.shows(seen(CARD))
    bars, spread = desk.chart("band_bar").inner_html(), desk.chart("score_histogram").inner_html()
    list_before = [desk.row("board-lost", i) for i in range(5)]
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
    worst = [names[one.account] for one in after.lost[:5]]
    until(
        lambda: all(w in desk.row("board-lost", i) for i, w in enumerate(worst)),
        desk.page,
        "the list in its new order",
    )
    assert [desk.row("board-lost", i) for i in range(5)] != list_before
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


def test_a_metric_switched_off_counts_no_more(desk: Desk) -> None:
    """Without Product usage the others share its weight, and switching it on brings it back."""
    desk.open()
    desk.shows(seen(CARD))
    desk.switch("on-usage")
    desk.shows(seen(with_metric(CARD, "usage", enabled=False), CARD))
    expect(desk.thumb("weight-usage")).to_be_disabled()
    desk.switch("on-usage")
    desk.shows(seen(CARD))


def test_the_total_is_kept_at_100_and_a_locked_weight_stays(desk: Desk) -> None:
    """With the total kept the weights add up to 100 after each move; Key actions stays at 15."""
    desk.open()
    desk.switch("keep-total")
    desk.click("lock-key_actions")
    expect(desk.thumb("weight-key_actions")).to_be_disabled()
    desk.press("weight-usage", "ArrowRight", 17)
    until(lambda: agreed(desk, 47), desk.page, "weights that add up to 100, and their tiles")
    assert weights(desk)[1] == 15
    desk.press("weight-usage", "End", 1)
    until(lambda: agreed(desk, 85), desk.page, "all that is not locked in one weight")
    assert weights(desk) == [85, 15, 0, 0, 0, 0, 0, 0, 0]


def test_an_anchor_turned_inside_the_rule_moves_the_tiles(desk: Desk) -> None:
    """The rule stays open while its slider moves, and its words follow."""
    desk.open()
    desk.unfold("usage")
    expect(desk.chart("measure_histogram")).to_be_visible()
    desk.press("knob-usage-worst", "ArrowRight", 10)
    card = with_knob(CARD, "usage", "worst", 0.5)
    desk.shows(seen(card, CARD))
    expect(desk.part("metric-usage")).to_contain_text("0 points at 0.5, 100 at 0.9")
    expect(desk.thumb("knob-usage-worst")).to_be_visible()


def test_an_anchor_that_cannot_stand_is_refused_in_words(desk: Desk) -> None:
    """The two anchors of a line cannot be one number: the card stays, and a box says why."""
    desk.open()
    desk.unfold("pulse")
    desk.press("knob-pulse-best", "Home", 1)
    desk.warns("worst|best|differ|same")
    desk.shows(seen(CARD))


def test_a_moved_cut_moves_accounts_between_bands(desk: Desk) -> None:
    """Healthy from 75 in place of 65 leaves fewer accounts healthy."""
    desk.open()
    desk.press("cut-pair", "ArrowRight", 20, number=1)
    card = with_cuts(CARD, (75.0, 45.0))
    after = seen(card, CARD)
    assert after.shares[0].accounts < seen(CARD).shares[0].accounts
    desk.shows(after)
    desk.shows_changes(after)


def test_a_missing_value_counts_as_the_card_says(desk: Desk) -> None:
    """A missing survey answer that counts 0 points pulls accounts down."""
    desk.open()
    desk.unfold("survey")
    desk.choose("missing-survey", "counts 0 points")
    desk.shows(seen(with_metric(CARD, "survey", missing=Missing("worst")), CARD))


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
    desk.shows_changes(seen(USAGE_60))
    desk.shows(seen(USAGE_60))
    expect(desk.part("card-bar")).not_to_contain_text("unsaved changes")
    for key in ("card-reset", "card-save"):
        expect(desk.part(key).get_by_role("button")).to_be_disabled()


def test_whoever_changes_band_is_listed(desk: Desk) -> None:
    """The second list has every account that the change moves, those turning At risk first."""
    desk.open()
    desk.page.get_by_role("tab", name="Change band").click()
    expect(desk.page.get_by_text("This is the saved card")).to_be_visible()
    desk.press("weight-usage", "ArrowRight", 30)
    turned = seen(USAGE_60, CARD).turned
    tab = desk.page.get_by_role("tab", name="Change band")
    expect(tab).to_have_attribute("aria-selected", "true")
    alarmed = sum(move.enters_alarm for move in turned)
    expect(desk.page.get_by_text(f"{alarmed} turn At risk")).to_be_visible()
    names = bundled().book.frame.accounts.names
    until(
        lambda: desk.row("board-turn", 0)[:1] == [names[turned[0].account]],
        desk.page,
        "the first account that turns",
    )


def added_up(texts: list[str]) -> tuple[float, float]:
    """The points won, summed, and the score beneath them: all that has one decimal and no sign."""
    figures = [float(text) for text in texts if re.fullmatch(r"[0-9]+\.[0-9]", text)]
    return sum(figures[:-1]), figures[-1]


def test_a_chosen_row_shows_where_its_points_went(desk: Desk) -> None:
    """The points won add up to the score, to the last digit as both are printed."""
    desk.open()
    desk.pick("board-lost", 0)
    until(lambda: desk.chart("waterfall").count() == 1, desk.page, "a waterfall")
    worst = seen(CARD).lost[0]
    score = float(show(worst.score, CARD))
    won, total = added_up(desk.chart_texts("waterfall"))
    assert total == score
    assert round(won, 1) == score
    desk.press("weight-usage", "ArrowRight", 5)
    desk.shows(seen(with_weight(CARD, "usage", 35), CARD))
    expect(desk.chart("waterfall")).to_be_visible()


def test_filter_and_month_narrow_every_figure(desk: Desk) -> None:
    """One segment at an earlier month shows that segment's accounts of that month."""
    book = bundled().book
    segment = sorted(book.frame.accounts.dimensions["segment"].labels)[0]
    month = str(book.frame.months[-7])
    desk.open()
    desk.choose("pick-filter", f"segment: {segment}")
    desk.shows(seen(CARD, only=("segment", segment)))
    desk.choose("pick-month", month)
    desk.shows(seen(CARD, only=("segment", segment), month=month))


def all_zero(card: Card) -> Card:
    """The card with every weight at 0."""
    for metric in card.metrics:
        card = with_weight(card, metric.id, 0)
    return card


def test_weights_that_are_all_0_are_said_to_give_no_score(desk: Desk) -> None:
    """Nobody has a score then: words say so, and the tiles count everybody as not scored."""
    desk.open()
    for metric in CARD.metrics:
        desk.press(f"weight-{metric.id}", "Home", 1)
        expect(desk.value(f"weight-{metric.id}")).to_have_text("0")
    desk.warns("All weights are 0")
    desk.shows(seen(all_zero(CARD), CARD))
    everybody = sum(share.accounts for share in seen(CARD).shares)
    assert seen(all_zero(CARD), CARD).shares[-1].accounts == everybody
