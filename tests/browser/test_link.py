"""The address holds the state: whoever opens it again, anywhere, sees the same numbers."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from scoring.live.among import Among
from scoring.spec.edit import with_cuts, with_knob, with_metric, with_weight
from scoring.spec.link import Linked, encode
from scoring.spec.model import Card, canonical
from tests.browser import server
from tests.browser.conftest import Visit
from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.browser.expected import preset, seen
from tests.conftest import ROOT

CARD = preset()
USAGE_60 = with_weight(CARD, "usage", 60)
STARTER = preset("weighted_starter")


def packed(text: str) -> str:
    """Any text in the form of a link, sound or not."""
    words = (ROOT / "scoring" / "spec" / "link_phrases.txt").read_bytes()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=words)
    raw = packer.compress(text.encode()) + packer.flush()
    return "a" + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def every_slider_moved(card: Card) -> Card:
    """Each weight, anchor and cut at an odd number of its own."""
    for number, metric in enumerate(card.metrics):
        card = with_weight(card, metric.id, 37 + number)
        for place, knob in enumerate(metric.normaliser.knobs()):
            moved = round(knob.value * 0.93 + 0.17 * (place + 1), 3)
            card = with_knob(card, metric.id, knob.path, moved)
    return with_cuts(card, (71.5, 38.5))


def moved_to_60(desk: Desk) -> None:
    """The Workbench with Product usage at 60, and the address that says so."""
    desk.open()
    before = desk.token
    desk.press("weight-usage", "ArrowRight", 30)
    desk.shows(seen(USAGE_60, CARD))
    last = encode(Linked(USAGE_60, "demo", {}, CARD))
    until(lambda: desk.token == last, desk.page, "the address of the last move")
    assert desk.token != before


def test_an_address_opens_the_same_numbers_in_another_browser(
    desk: Desk, another: Callable[[], Desk]
) -> None:
    """The address copied after a move shows the same tiles to a stranger, changes included."""
    moved_to_60(desk)
    stranger = another()
    stranger.page.goto(desk.address)
    stranger.ready()
    stranger.shows(seen(USAGE_60, CARD))
    stranger.shows_changes(seen(USAGE_60, CARD))
    expect(stranger.value("weight-usage")).to_have_text("60")


def test_a_reload_keeps_the_numbers(desk: Desk) -> None:
    """After a reload the slider and the tiles are where they were."""
    moved_to_60(desk)
    desk.page.reload()
    desk.ready()
    desk.shows(seen(USAGE_60, CARD))
    desk.shows_changes(seen(USAGE_60, CARD))


def test_back_and_forward_keep_the_numbers(desk: Desk) -> None:
    """Back from the Data page and forth again changes the page and nothing else."""
    moved_to_60(desk)
    desk.turn_to("Data")
    expect(desk.page.get_by_text("Use your own file")).to_be_visible()
    desk.page.go_back()
    desk.shows(seen(USAGE_60, CARD))
    desk.page.go_forward()
    expect(desk.page.get_by_text("Use your own file")).to_be_visible()
    desk.page.go_back()
    desk.shows(seen(USAGE_60, CARD))


def test_a_page_opened_from_the_menu_keeps_the_numbers(desk: Desk) -> None:
    """Through all pages and back to the Workbench; the address of each carries the state."""
    moved_to_60(desk)
    token = desk.token
    for title in ("Portfolio", "Data", "Share", "Workbench"):
        desk.turn_to(title)
        until(lambda: desk.token == token, desk.page, f"the state in the address of {title}")
    desk.shows(seen(USAGE_60, CARD))


def test_a_slider_moved_just_before_the_page_turns_counts(desk: Desk) -> None:
    """A weight moved and the menu clicked at once: the move is not lost."""
    desk.open()
    desk.press("weight-usage", "ArrowRight", 5)
    desk.turn_to("Portfolio")
    expect(desk.page.get_by_text("How is the book today?")).to_be_visible()
    desk.turn_to("Workbench")
    expect(desk.value("weight-usage")).to_have_text("35")
    desk.shows(seen(with_weight(CARD, "usage", 35), CARD))


@pytest.mark.parametrize("wait", [0, 60, 200, 450])
def test_whenever_the_page_turns_after_a_key_the_weight_is_there(desk: Desk, wait: int) -> None:
    """While a place is streamed, is let go, is answered: Share opens, with the card of the move."""
    desk.open()
    desk.press("weight-usage", "ArrowRight", 30)
    desk.page.wait_for_timeout(wait)
    desk.turn_to("Share")
    expect(desk.part("card-yaml")).to_be_visible()
    desk.turn_to("Workbench")
    expect(desk.value("weight-usage")).to_have_text("60")


def test_an_address_stays_short_with_every_slider_moved(desk: Desk) -> None:
    """Nine weights, eighteen anchors and two cuts at odd numbers fit into 2,000 characters."""
    card = every_slider_moved(CARD)
    desk.open(f"?s={encode(Linked(card, 'demo', {}, CARD))}")
    desk.shows(seen(card, CARD))
    desk.press("weight-usage", "ArrowRight", 1)
    desk.shows(seen(with_weight(card, "usage", 38), CARD))
    assert len(desk.address) <= 2000


def test_the_link_of_the_share_page_opens_the_same_numbers(
    desk: Desk, another: Callable[[], Desk]
) -> None:
    """The link to copy leads a stranger to the Workbench with this card, month and filter."""
    only = Among((("segment", "Enterprise"),))
    desk.open()
    desk.choose("pick-filter", "segment: Enterprise")
    desk.press("weight-usage", "ArrowRight", 30)
    desk.shows(seen(USAGE_60, CARD, only=only))
    desk.turn_to("Share")
    expect(desk.page.get_by_role("heading", name="Link")).to_be_visible()
    code = desk.page.get_by_test_id("stCode").first.locator("code")
    expect(code).to_contain_text("/?s=", timeout=PATIENCE_MS)  # its text comes a moment later
    link = code.inner_text()
    assert link.startswith(f"{desk.url}/?s=")
    stranger = another()
    stranger.page.goto(link.replace("\n", ""))
    stranger.ready()
    stranger.shows(seen(USAGE_60, CARD, only=only))


def test_two_visitors_do_not_disturb_each_other(desk: Desk, another: Callable[[], Desk]) -> None:
    """What one moves the other does not see, not even after a change of their own."""
    stranger = another().open()
    stranger.shows(seen(CARD))
    moved_to_60(desk)
    stranger.press("weight-survey", "ArrowRight", 5)
    stranger.shows(seen(with_weight(CARD, "survey", 10), CARD))
    expect(stranger.value("weight-usage")).to_have_text("30")
    desk.shows(seen(USAGE_60, CARD))


SOUND = encode(Linked(USAGE_60, "demo"))
NAN = packed(f'{{"d":"demo","v":{{}},"c":{canonical(CARD).replace("30", "NaN", 1)}}}')
LACKING = encode(Linked(with_metric(CARD, "usage", measure="no_such_measure"), "demo"))
BOMB = packed('{"d":"demo","v":{"m":"' + "0" * 8_000_000 + '"}}')
ENDLESS = packed('{"d":"demo","v":{},"c":' + "[" * 60_000 + "]" * 60_000 + "}")
NO_CARD = packed(json.dumps({"d": "demo", "v": {}, "c": {"version": 1}}))

HOSTILE = {
    "characters no link has": (quote("<script>alert(1)</script>"), "could not be opened"),
    "20,000 characters": ("a" + "A" * 20_000, "could not be opened"),
    "a bomb": (BOMB, "could not be opened"),
    "brackets without end": (ENDLESS, "could not be opened"),
    "another version": ("b" + SOUND[1:], "another version"),
    "not a number": (NAN, "could not be opened"),
    "a card without metrics": (NO_CARD, "could not be opened"),
    "cut off at the end": (SOUND[:-9], "could not be opened"),
    "cut off at the start": (SOUND[:12], "could not be opened"),
    "one letter": ("a", "could not be opened"),
    "measures that are unknown": (LACKING, "measures"),
    "a card for other data": (encode(Linked(STARTER, "demo")), "measures"),
    "an upload that is not here": (encode(Linked(CARD, "upload-0123456789")), "uploaded file"),
    "data that are not here": (encode(Linked(CARD, "no-such-data")), "not here"),
}


def test_a_link_that_cannot_be_opened_opens_the_standard_card(desk: Desk) -> None:
    """Each broken, hostile or foreign link is said to be one, and the demo book stands there."""
    for token, words in HOSTILE.values():
        desk.open(f"?s={token}")
        desk.warns(words)
        desk.shows(seen(CARD))
        desk.is_well()
    desk.press("weight-usage", "ArrowRight", 5)
    desk.shows(seen(with_weight(CARD, "usage", 35), CARD))


def test_a_view_that_means_nothing_is_left_out(desk: Desk) -> None:
    """A month and a filter that the data do not have are passed over; the card opens."""
    view = {"m": "1999-99", "f": "segment", "g": "no such segment", "k": "x", "l": "a,b"}
    desk.open(f"?s={encode(Linked(USAGE_60, 'demo', view))}")
    desk.shows(seen(USAGE_60))


def test_the_first_visitor_of_all_may_open_any_page(visit: Visit) -> None:
    """On an app just started, a page opened by its own address has its menu and its side bar."""
    with server.running() as fresh:
        desk = Desk(visit(1440, 900), fresh.url).open("data")
        expect(desk.page.get_by_test_id("stTopNavLink")).to_have_count(11)
        expect(desk.part("pick-data")).to_be_visible()
