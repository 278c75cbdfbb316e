"""While a handle is held the figures follow it; let go, the card has changed by one step."""

from __future__ import annotations

import random

from playwright.sync_api import Page, expect

from scoring.spec.edit import with_cuts, with_weight
from scoring.spec.model import Card
from scoring.ui.dragging import SETTING
from scoring.ui.live import part
from tests.browser import server
from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.browser.expected import preset, seen, values

CARD = preset()
SHARES = (part.HERE / "shares.js").read_text(encoding="utf-8")


def test_the_figures_follow_while_the_handle_is_held(desk: Desk) -> None:
    """Held at 60 the tiles show 60, link, history and Undo know nothing; let go, they do."""
    desk.open().drawn()
    desk.shows(seen(CARD))
    token, pages = desk.token, desk.page.evaluate("history.length")
    desk.grab("weight-usage", 0.6)
    expect(desk.value("weight-usage")).to_have_text("60")
    moved = with_weight(CARD, "usage", 60)
    desk.shows(seen(moved, CARD))
    assert desk.token == token
    expect(desk.part("card-undo").get_by_role("button").first).to_be_disabled()
    desk.page.mouse.up()
    desk.rests("weight-usage")
    desk.shows(seen(moved, CARD))
    until(lambda: desk.token != token, desk.page, "the link of the moved card")
    assert desk.page.evaluate("history.length") == pages
    desk.click("card-undo")
    desk.shows(seen(CARD))
    expect(desk.value("weight-usage")).to_have_text("30")
    expect(desk.part("card-undo").get_by_role("button").first).to_be_disabled()


def test_no_chart_begins_anew_during_a_drag(desk: Desk) -> None:
    """Over its whole way the charts stay the same elements: only their data change."""
    desk.open().drawn()
    desk.shows(seen(CARD))
    desk.watch()
    desk.grab("weight-usage", 1.0, steps=40)
    desk.shows(seen(with_weight(CARD, "usage", 100), CARD))
    desk.held_still()
    desk.page.mouse.move(0, 0)
    desk.page.mouse.up()


def test_two_handles_of_one_slider_never_meet(desk: Desk) -> None:
    """The lower cut pulled beyond the upper one, 65, stops half a point beneath it."""
    desk.open().drawn()
    desk.drag("cut-pair", 0.9)
    expect(desk.value("cut-pair", 0)).to_have_text("64.5")
    desk.shows(seen(with_cuts(CARD, (65.0, 64.5)), CARD))


def test_a_finger_moves_a_slider(phone: Page, app: server.RunningApp) -> None:
    """On a phone a touch on the rail puts the handle there, and the tiles follow."""
    visitor = Desk(phone, app.url).open()
    visitor.shows(seen(CARD))
    thumb = visitor.thumb("weight-usage")
    thumb.scroll_into_view_if_needed()
    box = thumb.bounding_box()
    assert box is not None
    phone.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visitor.rests("weight-usage")
    expect(visitor.value("weight-usage")).to_have_text("50", timeout=PATIENCE_MS)
    visitor.shows(seen(with_weight(CARD, "usage", 50), CARD))


def test_a_reader_of_the_screen_is_told_name_and_value(desk: Desk) -> None:
    """Each handle is a slider by its name, with its value in words and its ends."""
    desk.open()
    slider = desk.page.get_by_role("slider", name="Product usage")
    expect(slider).to_have_attribute("aria-valuetext", "30")
    assert [slider.get_attribute(end) for end in ("min", "max")] == ["0", "100"]
    for name, text in (("Watch from", "45"), ("Healthy from", "65")):
        expect(desk.page.get_by_role("slider", name=name)).to_have_attribute("aria-valuetext", text)
    expect(desk.page.get_by_role("switch", name="Use Product usage")).to_be_checked()


def random_weights(draw: random.Random) -> tuple[Card, frozenset[str], float]:
    """The card with other weights, tenths among them, some locked, and a place to move to."""
    card = CARD
    for metric in card.metrics:
        card = with_weight(
            card, metric.id, draw.choice([0, draw.randint(0, 60), draw.random() * 40])
        )
    locked = frozenset(m.id for m in card.metrics[1:] if draw.random() < 0.3)
    return card, locked, float(draw.choice([0, draw.randint(0, 100), 100]))


SHARED = f"([lines, to]) => {{ {SHARES} return [...sharedOut(lines, 'usage', to)]; }}"


def test_browser_and_page_share_out_a_total_alike(page: Page) -> None:
    """Two hundred cards: the very same numbers, to the last digit, from both."""
    draw = random.Random(7)
    page.goto("about:blank")
    for _ in range(200):
        card, locked, to = random_weights(draw)
        lines = [{"id": m.id, "weight": m.weight, "fixed": m.id in locked} for m in card.metrics]
        after = with_weight(card, "usage", to, keep_total=True, locked=locked)
        told = dict(page.evaluate(SHARED, [lines, to]))
        free = {m.id: m.weight for m in after.metrics if m.id not in locked}
        assert told == free


def test_native_sliders_take_their_place_by_one_setting(page: Page) -> None:
    """With the variable set, Streamlit's own slider stands there and moves the tiles."""
    with server.running(environment={SETTING: "1"}) as own:
        visitor = Desk(page, own.url).open()
        page.get_by_role("slider", name="Product usage").focus()
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        tiles = visitor.part("tiles").get_by_test_id("stMetricValue")
        expected = values(seen(with_weight(CARD, "usage", 33), CARD))
        expect(tiles).to_have_text(expected, timeout=PATIENCE_MS)
