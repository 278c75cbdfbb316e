"""Two people at the same server at the same time, each in a browser of their own: nothing crosses.

Every step is taken by both before either looks at what came of it.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from scoring.spec.edit import with_weight
from scoring.spec.link import Linked, decode, encode
from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.browser.expected import bundled, preset, seen, uploaded
from tests.browser.made_files import monthly, snapshot
from tests.browser.test_workshop import Phone, code_of

CARD = preset()
WHO = "A-0003"
ACCOUNT = f"accounts?s={encode(Linked(CARD, 'demo', {'a': WHO}))}"

Another = Callable[[], Desk]


def words(page: Page) -> str:
    """Everything on a page that can be read."""
    return page.locator("body").inner_text()


def offered(desk: Desk) -> list[str]:
    """The data sets that a visitor may choose."""
    desk.part("pick-data").get_by_role("combobox").click()
    options = desk.page.get_by_role("option")
    options.first.wait_for(timeout=PATIENCE_MS)
    found = options.all_text_contents()
    desk.page.keyboard.press("Escape")
    return found


def test_files_and_changes_stay_with_who_made_them(desk: Desk, another: Another) -> None:
    """Each sees the figures of their own file and weight, and neither is offered the other's."""
    one, other = desk, another()
    files = {one: ("telco.csv", snapshot()), other: ("months.csv", monthly())}
    for who, (name, content) in files.items():
        who.open("data")
        who.drop_all({name: content})
    for who in files:
        who.load_button.click()
    found = {who: uploaded(content, name) for who, (name, content) in files.items()}
    for who, (data, card) in found.items():
        who.warns("is loaded and scored")
        who.shows(seen(card, data=data))
    for who, (_, card) in found.items():
        first = card.metrics[0]
        who.press(f"weight-{first.id}", "ArrowRight", 20 if who is one else 10)
    for who, (data, card) in found.items():
        first = card.metrics[0]
        moved = with_weight(card, first.id, first.weight + (20 if who is one else 10))
        who.shows(seen(moved, card, data=data))
        until(lambda w=who, m=moved: decode(w.token).card == m, who.page, "the address")
    for who, foreign in ((one, "months"), (other, "telco")):
        assert not any(foreign in title for title in offered(who))
        assert foreign not in words(who.page)
    theirs = one.token
    other.open(f"?s={theirs}")
    other.warns("uploaded file")
    assert "telco" not in words(other.page)
    other.is_well()


def test_a_pulse_counts_for_who_gave_it_alone(desk: Desk, another: Another) -> None:
    """On a server without a store each has their own reason on the page, and no other's."""
    given = {desk: ("1 · will leave", "the sponsor left"), another(): ("5 · safe", "they grow")}
    for who in given:
        who.open(ACCOUNT)
    for who, (score, reason) in given.items():
        who.page.get_by_text(score, exact=True).click()
        who.page.get_by_label("Reason").fill(reason)
        who.part("pulse-author").get_by_role("textbox").fill("Dana")
    for who in given:
        who.click("pulse-set")
    for who, (_, reason) in given.items():
        standing = who.page.get_by_role("paragraph").filter(has_text=reason)
        expect(standing).to_be_visible(timeout=PATIENCE_MS)
    reasons = {reason for _, reason in given.values()}
    for who, (_, own) in given.items():
        (foreign,) = reasons - {own}
        assert foreign not in words(who.page)
        who.is_well()
    fresh = another().open(ACCOUNT)
    assert not any(reason in words(fresh.page) for reason in reasons)


def test_the_same_link_is_two_cards_once_it_is_open(desk: Desk, another: Another) -> None:
    """Both open it; one weighs a metric more, the other less, and each reads their own figures."""
    one, other = desk, another()
    link = f"?s={encode(Linked(CARD, 'demo', {}))}"
    first = CARD.metrics[0]
    for who in (one, other):
        who.open(link)
        who.shows(seen(CARD))
    for who, key in ((one, "ArrowRight"), (other, "ArrowLeft")):
        who.press(f"weight-{first.id}", key, 10)
    for who, by in ((one, 10.0), (other, -10.0)):
        moved = with_weight(CARD, first.id, first.weight + by)
        who.shows(seen(moved, CARD))
        until(lambda w=who, m=moved: decode(w.token).card == m, who.page, "the address")
    one.click("card-undo")
    one.shows(seen(CARD))
    other.shows(seen(with_weight(CARD, first.id, first.weight - 10.0), CARD))


def test_votes_at_the_same_time_are_each_their_own(desk: Desk, another: Another) -> None:
    """Two send at once: each page has its own points, and the host the mean of both by hand."""
    host = desk.open("workshop")
    host.click("room-open")
    expect(host.page.get_by_text("Nobody is here yet")).to_be_visible(timeout=PATIENCE_MS)
    code = code_of(host)
    votes = {"Dana": (70, 20, 10), "Ravi": (10, 30, 60)}
    phones = {name: Phone.joined(another(), code, name) for name in votes}
    for name, phone in phones.items():
        phone.give(votes[name])
    for phone in phones.values():
        phone.desk.page.locator(".ballot .go").click()
    last = len(CARD.active) - 1
    for name, phone in phones.items():
        phone.sent().wait_for(timeout=PATIENCE_MS)
        for place, points in zip((0, 1, last), votes[name], strict=True):
            expect(phone.rail(place)).to_have_value(str(points))
        (foreign,) = set(votes) - {name}
        assert foreign not in words(phone.desk.page)
    expect(host.page.get_by_text("2 of 2 have voted")).to_be_visible(timeout=PATIENCE_MS)
    host.click("room-close")
    expect(host.page.get_by_text("Take it away")).to_be_visible(timeout=PATIENCE_MS)
    host.click("room-apply")
    ids = [m.id for m in CARD.active]
    mean = dict.fromkeys(ids, 0.0) | {ids[0]: 40.0, ids[1]: 25.0, ids[-1]: 35.0}

    def on_the_card() -> bool:
        return {m.id: m.weight for m in decode(host.token).card.active} == mean

    until(on_the_card, host.page, "(70 + 10) / 2, (20 + 30) / 2 and (10 + 60) / 2 on the card")
    assert bundled().before is None
