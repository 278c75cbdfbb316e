"""A variant is made in the browser, its sliders move its accounts alone, and its link holds it."""

from __future__ import annotations

from playwright.sync_api import expect

from scoring.kinds.condition import Condition
from scoring.spec.edit import with_weight
from scoring.spec.edit_layers import with_pulse
from scoring.spec.link import decode
from scoring.spec.variants import draft_of, folded, with_new_variant
from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.browser.expected import preset, seen

CARD = preset()
BIG = Condition.model_validate({"dimension": "segment", "is": ["Enterprise"]})
VARIED = with_new_variant(CARD, "Big ones", BIG)
MOVED = folded(VARIED, 0, with_weight(draft_of(VARIED, 0), "usage", 80))


def test_a_variant_is_made_and_moved(desk: Desk) -> None:
    """Usage counts 80 for Enterprise alone; every figure follows, and so does a fresh browser."""
    desk.open()
    desk.shows(seen(CARD))
    desk.click("add-variant")
    name = desk.part("new-variant-name").get_by_role("textbox")
    name.wait_for(timeout=PATIENCE_MS)
    name.fill("Big ones")
    name.press("Enter")
    words = desk.part("new-value-0-dimension-segment")
    words.get_by_role("combobox").click()
    desk.page.get_by_role("option", name="Enterprise", exact=True).click()
    desk.page.keyboard.press("Tab")
    expect(desk.page.get_by_text("Would speak for 43 accounts")).to_be_visible(timeout=PATIENCE_MS)
    desk.part("add-variant-now").get_by_role("button").click()
    expect(desk.page.get_by_role("dialog")).to_have_count(0, timeout=PATIENCE_MS)
    desk.press("weight-usage", "ArrowRight", 50)
    expect(desk.value("weight-usage")).to_have_text("80", timeout=PATIENCE_MS)
    desk.shows(seen(MOVED, CARD))
    desk.part("variant").get_by_text("Everyone else").click()
    expect(desk.value("weight-usage")).to_have_text("30", timeout=PATIENCE_MS)
    desk.shows(seen(MOVED, CARD))
    until(lambda: decode(desk.token).card == MOVED, desk.page, "the variant in the address")
    desk.open(f"?s={desk.token}")
    desk.shows(seen(MOVED, CARD))


def test_a_pulse_nudges(desk: Desk) -> None:
    """Added it nudges by ten points at most; at 25 the tiles are those of the kernel."""
    desk.open()
    desk.click("add-pulse")
    desk.shows(seen(with_pulse(CARD, measure="csm_pulse", mode="nudge"), CARD))
    desk.press("pulse-max_points", "ArrowRight", 15)
    harder = with_pulse(CARD, measure="csm_pulse", mode="nudge", max_points=25.0)
    desk.shows(seen(harder, CARD))


def test_a_second_slider_counts_at_once(desk: Desk) -> None:
    """With the total kept, usage goes from 30 to 40 and the survey at once to 9: both count.

    So does a press right after Undo, which leads on from the value it brought back.
    """
    desk.open()
    desk.shows(seen(CARD))
    desk.switch("keep-total")
    desk.press("weight-usage", "ArrowRight", 10)
    expect(desk.value("weight-survey")).to_have_text("4.3", timeout=PATIENCE_MS)
    desk.press("weight-survey", "ArrowRight", 5)
    expect(desk.value("weight-survey")).to_have_text("9", timeout=PATIENCE_MS)
    first = with_weight(CARD, "usage", 40, keep_total=True)
    second = with_weight(first, "survey", 9, keep_total=True)
    desk.shows(seen(second, CARD))
    desk.rests("weight-survey")
    desk.drawn()
    expect(desk.value("weight-survey")).to_have_text("9")
    desk.click("card-undo")
    desk.press("weight-payment", "ArrowRight", 3)
    desk.rests("weight-payment")
    desk.drawn()
    before = float(desk.value("weight-payment").inner_text())
    assert before > second.metric("payment").weight
