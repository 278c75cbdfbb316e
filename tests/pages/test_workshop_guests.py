"""A guest comes into a room by its address or code, and fills the vote from pairs."""

from __future__ import annotations

import json

import pytest

from scoring.ui.seat import Seat
from scoring.ui.state import State
from scoring.workbench.meeting import come_in
from tests.pages.test_pages import CARD, boxes, opened, turned_to
from tests.pages.workshop_page import (
    IDS,
    hosted,
    page,
    pressed,
    rooms,
    seat,
    submitted,
    text,
    voted,
)

pytestmark = pytest.mark.usefixtures("no_rooms")


def test_somebody_joins_by_the_address() -> None:
    """A name is asked for; with it the vote is on the page, and the host sees who came."""
    host, room = hosted()
    phone = page(code=room.code)
    submitted(phone, "room-enter")
    assert "a name has 1 to 40 characters" in boxes(phone).lower()
    phone.text_input(key="room-who").set_value("Dana *x* <b>")
    submitted(phone, "room-enter")
    assert "Round 1 · Dana *x* <b>" in text(phone)
    host.run()
    assert "0 of 1 have voted" in text(host)
    voted(room, ("Ravi", {IDS[0]: 100}))
    host.run()
    assert "1 of 2 have voted" in text(host)
    assert "Dana *x* <b>" in text(host)


def test_somebody_joins_by_the_code() -> None:
    """In small letters with hyphens; a wrong one is explained, and one of no room as well."""
    _, room = hosted()
    phone = page()
    phone.text_input(key="room-code").set_value("nonsense")
    submitted(phone, "room-go")
    assert "A code has nine letters and figures" in boxes(phone)
    phone.text_input(key="room-code").set_value("222-222-222")
    submitted(phone, "room-go")
    assert "There is no such room" in boxes(phone)
    code = f"{room.code[:3]}-{room.code[3:6]}-{room.code[6:]}".lower()
    phone.text_input(key="room-code").set_value(code)
    submitted(phone, "room-go")
    assert seat(phone).code == room.code
    assert [one.key for one in phone.text_input if one.key == "room-who"]


def test_an_anonymous_room_asks_for_no_name() -> None:
    """One button, and the host sees a number and no list."""
    app = page()
    app.toggle(key="room-anonymous").set_value(True).run()
    host = pressed(app, "room-open")
    phone = page(code=seat(host).code)
    assert not [one for one in phone.text_input if one.key == "room-who"]
    submitted(phone, "room-enter")
    host.run()
    assert "0 of 1 have voted" in text(host)
    assert "Names are left out" in text(host)


def test_who_has_no_vote_in_a_closed_round_is_not_told_of_one() -> None:
    """Dana came and did not vote, Ravi did: only his vote counts, and each is told so."""
    host, room = hosted()
    come_in(rooms(), room, "Dana", "dana")
    voted(room, ("Ravi", {IDS[0]: 100}))
    pressed(host, "room-close")
    for token, words in (("dana", "no vote of yours is in it"), ("Ravi", "your last vote counts")):
        phone = opened(State("demo", CARD, CARD))
        phone.session_state["seat"] = Seat(code=room.code, token=token)
        phone = turned_to(phone, "workshop")
        (ballot,) = [
            one for one in phone.get("bidi_component") if "ballot" in one.proto.component_name
        ]
        assert words in json.loads(ballot.proto.json)["words"]["closed"]


def test_a_guest_has_none_of_the_host_s_controls() -> None:
    """Neither with the code alone nor after joining."""
    _, room = hosted()
    phone = page(code=room.code)
    phone.text_input(key="room-who").set_value("Dana")
    submitted(phone, "room-enter")
    keys = {b.key for b in phone.button}
    assert not keys & {"room-close", "room-again", "room-ended", "room-apply"}


def test_pairs_become_points_for_the_vote() -> None:
    """The first group nine times each other one: it has 9 of 13 parts, and the answers fit."""
    _, room = hosted()
    phone = page(code=room.code)
    phone.text_input(key="room-who").set_value("Dana")
    submitted(phone, "room-enter")
    for at in range(4):  # the first four questions are about the first group
        phone.select_slider(key=f"room-pair-{at}").set_value(-9)
    phone.run()
    assert "Usage 69, Relationship 8" in text(phone)
    assert "The answers fit together (consistency ratio 0.00)" in text(phone)
    pressed(phone, "room-fill")
    number, points = seat(phone).proposed
    assert number == 1
    assert sum(points.values()) == 100
    usage = sum(points[m.id] for m in CARD.active if m.family == "usage")
    assert usage in (69, 70)  # 69.2, and each metric in whole points
    phone.select_slider(key="room-pair-4").set_value(9)
    phone.select_slider(key="room-pair-5").set_value(-9)
    phone.select_slider(key="room-pair-7").set_value(-9).run()
    assert "The answers contradict each other" in text(phone)
