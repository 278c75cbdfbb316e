"""A host and eight people, each in a browser of their own, agree on the weights of a card."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from scoring.output.figures import count
from scoring.spec.edit import with_weights
from scoring.spec.link import decode
from tests.browser import server
from tests.browser.conftest import Visit
from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.browser.expected import bundled, preset, seen

CARD = preset()
IDS = [m.id for m in CARD.active]
LIVE = 2.0
"""Seconds within which the host sees what has happened."""

# Two camps of four: points for the first, the second and the last metric, in this order.
VOTES = {
    "Dana": (70, 20, 10),
    "Ravi": (60, 30, 10),
    "Ida": (65, 20, 15),
    "Tom *x*": (75, 15, 10),
    "<b>Lea</b>": (10, 20, 70),
    "Max": (5, 25, 70),
    "Uma": (10, 30, 60),
    "Zoe": (15, 5, 80),
}
PLACES = (0, 1, len(IDS) - 1)


@dataclass(frozen=True)
class Phone:
    """Somebody in a room."""

    desk: Desk

    @classmethod
    def joined(cls, desk: Desk, code: str, name: str) -> Phone:
        desk.open(f"workshop?room={code}")
        desk.page.get_by_label("Your name").fill(name)
        desk.page.get_by_role("button", name="Join").click()
        phone = cls(desk)
        phone.rail(0).wait_for(timeout=PATIENCE_MS)
        return phone

    def metric(self, number: int) -> Locator:
        return self.desk.page.locator(".ballot .list .metric").nth(number)

    def rail(self, number: int) -> Locator:
        return self.metric(number).get_by_role("slider")

    def value(self, number: int) -> Locator:
        return self.metric(number).locator(".value")

    def left(self) -> Locator:
        return self.desk.page.locator(".ballot .left")

    def sent(self) -> Locator:
        return self.desk.page.locator(".ballot .go", has_text=re.compile("^Sent$"))

    def give(self, points: tuple[int, ...]) -> None:
        for place, number in zip(PLACES, points, strict=True):
            self.rail(place).fill(str(number))

    def send(self) -> None:
        self.desk.page.locator(".ballot .go").click()
        self.sent().wait_for(timeout=PATIENCE_MS)


@pytest.fixture
def host(visit: Visit, app: server.RunningApp) -> Desk:
    """The host of a new room."""
    desk = Desk(visit(), app.url).open("workshop")
    desk.click("room-open")
    expect(desk.page.get_by_text("Nobody is here yet")).to_be_visible(timeout=PATIENCE_MS)
    return desk


def code_of(host: Desk) -> str:
    until(lambda: "room=" in host.address, host.page, "the room in the address")
    found = re.search(r"room=(\w+)", host.address)
    assert found
    return found[1]


def phone(visit: Visit, app: server.RunningApp, code: str, name: str, width: int = 390) -> Phone:
    touch = {"is_mobile": True, "has_touch": True}
    return Phone.joined(Desk(visit(width, 812, **touch), app.url), code, name)


def test_eight_people_agree(
    host: Desk, visit: Visit, app: server.RunningApp, complaints: list[str]
) -> None:
    """Votes arrive live; consensus, camps and disputed accounts are those of arithmetic by hand."""
    code = code_of(host)
    waited = []
    for at, (name, points) in enumerate(VOTES.items()):
        one = phone(visit, app, code, name, width=375 if at == 0 else 390)
        one.give(points)
        one.send()
        since = time.monotonic()
        text = f"{at + 1} of {at + 1} have voted"
        expect(host.page.get_by_text(text)).to_be_visible(timeout=PATIENCE_MS)
        waited.append(time.monotonic() - since)
    assert max(waited) <= LIVE + 0.5, waited  # half a second for the test to look
    expect(host.page.get_by_text("Tom *x*")).to_be_visible()
    expect(host.page.get_by_text("<b>Lea</b>")).to_be_visible()
    host.click("room-close")
    expect(host.page.get_by_text("Take it away")).to_be_visible(timeout=PATIENCE_MS)

    columns = list(zip(*VOTES.values(), strict=True))
    mean = [sum(column) / len(column) for column in columns]
    weights = dict.fromkeys(IDS, 0.0) | {IDS[p]: m for p, m in zip(PLACES, mean, strict=True)}
    assert mean == [38.75, 20.625, 40.625]
    tenths = dict.fromkeys(IDS, 0.0) | {IDS[0]: 38.8, IDS[1]: 20.6, IDS[-1]: 40.6}
    host.click("room-apply")
    until(lambda: _weights(host) == tenths, host.page, f"the mean {weights} on the card")

    camps = [list(VOTES.values())[:4], list(VOTES.values())[4:]]
    expect(host.page.get_by_text("Camp A, 4 people")).to_contain_text("Dana, Ravi, Ida, Tom *x*")
    expect(host.page.get_by_text("Camp B, 4 people")).to_contain_text("<b>Lea</b>, Max, Uma, Zoe")
    told = f"{count(_disputed(camps))} accounts"
    expect(host.page.get_by_text(told)).to_be_visible()

    host.turn_to("Workbench")
    agreed = with_weights(CARD, tenths)
    host.shows(seen(agreed, CARD))
    host.click("card-undo")
    host.shows(seen(CARD))
    until(lambda: decode(host.token).card.digest == CARD.digest, host.page, "the card of before")
    assert complaints == []


def _weights(host: Desk) -> dict[str, float]:
    return {m.id: m.weight for m in decode(host.token).card.active}


def _disputed(camps: list[list[tuple[int, ...]]]) -> int:
    """The customers of the last month that are red under exactly one camp's mean."""
    book = bundled().book
    red = []
    for camp in camps:
        mean = np.mean(camp, axis=0)
        points = dict.fromkeys(IDS, 0.0)
        points |= {IDS[p]: float(m) for p, m in zip(PLACES, mean, strict=True)}
        red.append(book.scored(with_weights(CARD, points)).standing == len(CARD.bands) - 1)
    rows = np.arange(len(book.frame.month))[book.frame.rows_at(book.frame.months[-1])]
    rows = rows[book.frame.in_book(rows)]
    return int((red[0][rows] != red[1][rows]).sum())


def test_nobody_spends_more_than_there_is(host: Desk, visit: Visit, app: server.RunningApp) -> None:
    """Sliders stop at what is left, plus is dead at 0, and a drop gives its points back."""
    one = phone(visit, app, code_of(host), "Dana", width=360)
    one.rail(0).fill("80")
    one.rail(1).fill("60")
    expect(one.value(1)).to_have_text("20")
    expect(one.left()).to_have_text("0 points left")
    for number in range(len(IDS)):
        expect(one.metric(number).get_by_text("+", exact=True)).to_be_disabled()
    one.metric(0).get_by_text("Drop").click()
    expect(one.value(0)).to_have_text("0")
    expect(one.left()).to_have_text("80 points left")
    one.metric(2).get_by_text("+", exact=True).click()
    expect(one.value(2)).to_have_text("5")
    expect(one.left()).to_have_text("75 points left")


def test_a_reload_keeps_the_vote_and_the_host(
    host: Desk, visit: Visit, app: server.RunningApp, complaints: list[str]
) -> None:
    """What was sent, what was not sent yet, and who is who; the address holds the code alone."""
    one = phone(visit, app, code_of(host), "Dana")
    one.give((50, 30, 20))
    one.send()
    one.desk.page.reload()
    one.sent().wait_for(timeout=PATIENCE_MS)
    expect(one.value(0)).to_have_text("50")
    one.rail(0).fill("40")
    one.desk.page.reload()
    expect(one.value(0)).to_have_text("40", timeout=PATIENCE_MS)
    expect(one.left()).to_have_text("10 points left")
    expect(one.desk.page.get_by_text("Round 1 · Dana")).to_be_visible()
    host.page.reload()
    expect(host.page.get_by_text("1 of 1 have voted")).to_be_visible(timeout=PATIENCE_MS)
    expect(host.part("room-close")).to_be_visible()
    stranger = Desk(visit(), app.url)
    stranger.page.goto(host.address)
    expect(stranger.page.get_by_label("Your name")).to_be_visible(timeout=PATIENCE_MS)
    expect(stranger.part("room-close")).to_have_count(0)
    assert complaints == []


def test_a_phone_follows_the_rounds(host: Desk, visit: Visit, app: server.RunningApp) -> None:
    """Closed: nothing can be moved; opened anew: the last vote is there to be changed."""
    one = phone(visit, app, code_of(host), "Dana")
    one.give((50, 30, 20))
    one.send()
    host.click("room-close")
    expect(one.desk.page.get_by_text("The round is closed")).to_be_visible(timeout=PATIENCE_MS)
    expect(one.rail(0)).to_be_disabled()
    host.click("room-again")
    expect(one.desk.page.get_by_text("A new round")).to_be_visible(timeout=PATIENCE_MS)
    expect(one.value(0)).to_have_text("50")
    one.rail(0).fill("45")
    one.send()
    expect(host.page.get_by_text("1 of 1 have voted")).to_be_visible(timeout=PATIENCE_MS)


def test_pairs_fill_in_the_points(host: Desk, visit: Visit, app: server.RunningApp) -> None:
    """All groups alike: 20 points each, taken over into the vote and sent as any other."""
    one = phone(visit, app, code_of(host), "Dana")
    one.rail(0).fill("80")
    one.desk.page.get_by_text("Hard to decide? Compare in pairs").click()
    one.desk.click("room-fill")
    expect(one.left()).to_have_text("0 points left", timeout=PATIENCE_MS)
    usage = [at for at, m in enumerate(CARD.active) if m.family == "usage"]
    values = [int(one.value(at).text_content() or "") for at in usage]
    assert sum(values) == 20
    one.send()
    expect(host.page.get_by_text("1 of 1 have voted")).to_be_visible(timeout=PATIENCE_MS)
