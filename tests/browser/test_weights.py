"""The weights of the metrics: off, kept at a total of 100, locked, and all of them 0."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from scoring.spec.edit import with_metric, with_weight
from scoring.spec.model import Card
from tests.browser.desk import Desk, until
from tests.browser.expected import preset, seen, values

CARD = preset()


def weights(desk: Desk) -> list[float]:
    """The figures above the weight sliders."""
    found = desk.page.locator('[class*="st-key-weight-"] .value')
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


def test_a_metric_switched_off_counts_no_more(desk: Desk) -> None:
    """Without Product usage the others share its weight, and switching it on brings it back."""
    desk.open()
    desk.shows(seen(CARD))
    desk.use("usage")
    desk.shows(seen(with_metric(CARD, "usage", enabled=False), CARD))
    expect(desk.thumb("weight-usage")).to_be_disabled()
    desk.use("usage")
    desk.shows(seen(CARD))


def test_the_total_is_kept_at_100_and_a_locked_weight_stays(desk: Desk) -> None:
    """With the total kept the weights add up to 100 after each move; Key actions stays at 15."""
    desk.open()
    desk.switch("keep-total")
    desk.lock("key_actions")
    expect(desk.thumb("weight-key_actions")).to_be_disabled()
    desk.press("weight-usage", "ArrowRight", 17)
    until(lambda: agreed(desk, 47), desk.page, "weights that add up to 100, and their tiles")
    assert weights(desk)[1] == 15
    desk.press("weight-usage", "End", 1)
    until(lambda: agreed(desk, 85), desk.page, "all that is not locked in one weight")
    assert weights(desk) == [85, 15, 0, 0, 0, 0, 0, 0, 0]


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
