"""The rule under a metric and the cuts between the bands: the tiles follow what is moved there."""

from __future__ import annotations

from playwright.sync_api import expect

from scoring.spec.edit import with_cuts, with_knob, with_metric
from scoring.values import Missing
from tests.browser.desk import Desk
from tests.browser.expected import preset, seen

CARD = preset()


def test_an_anchor_turned_inside_the_rule_moves_the_tiles(desk: Desk) -> None:
    """The rule stays open while its slider moves, and its words follow."""
    desk.open()
    desk.unfold("usage")
    expect(desk.chart("measure_histogram")).to_be_visible()
    desk.press("knob-usage-worst", "ArrowRight", 10)
    card = with_knob(CARD, "usage", "worst", 0.5)
    desk.shows(seen(card, CARD))
    expect(desk.part("rule-usage")).to_contain_text("0 points at 0.5, 100 at 0.9")
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
