"""A room is opened, closed, applied and ended by the controls of its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.limits.visits import VISIT_ROOMS
from scoring.spec.edit import with_metric
from scoring.store.rooms import MOST_ROUNDS
from scoring.ui import keeping
from scoring.ui.state import State
from scoring.workbench.meeting import card_of, cast, come_in
from tests.pages.test_pages import CARD, boxes, is_well
from tests.pages.tune_page import calm, here
from tests.pages.workshop_page import (
    IDS,
    hosted,
    page,
    pressed,
    rooms,
    seat,
    sit_elsewhere,
    submitted,
    text,
    voted,
)

pytestmark = pytest.mark.usefixtures("no_rooms")


def test_a_room_is_opened_for_what_is_on_the_screen() -> None:
    """The card as it was changed, and the data; the link holds the code and not the key."""
    state = State("demo", with_metric(CARD, IDS[0], weight=41.0), CARD)
    app, room = hosted(state)
    assert card_of(room).metric(IDS[0]).weight == 41.0
    assert room.data == "demo"
    link = app.code[0].value
    assert link.endswith(f"?room={room.code}")
    assert seat(app).key not in link
    assert "Nobody is here yet" in text(app)


def test_a_card_that_cannot_be_weighed_opens_no_room() -> None:
    """With one metric left the page says why, and nobody is anywhere."""
    card = CARD
    for i in IDS[1:]:
        card = with_metric(card, i, enabled=False)
    app = pressed(page(State("demo", card, CARD)), "room-open")
    assert "nothing to weigh" in app.toast[0].value
    assert seat(app).code == ""


def test_a_visit_opens_a_few_rooms_at_most() -> None:
    """With three that are open still the fourth is refused by the number; one that ends is free."""
    app, _ = hosted()
    for _ in range(VISIT_ROOMS.now - 1):
        sit_elsewhere(app)
        pressed(app, "room-open")
    sit_elsewhere(app)
    refused = pressed(app, "room-open")
    assert seat(refused).code == ""
    assert "3 rooms that you opened are open still" in refused.toast[0].value
    keeping.forget()  # as if the server had let them end
    assert seat(pressed(app, "room-open")).code != ""


def test_what_was_voted_is_shown_when_the_round_is_closed() -> None:
    """Not before; then the mean by hand, (60 + 20) / 2 = 40 and (40 + 80) / 2 = 60."""
    host, room = hosted()
    first, last = CARD.active[0], CARD.active[-1]
    voted(room, ("Dana", {first.id: 60, last.id: 40}), ("Ravi", {first.id: 20, last.id: 80}))
    host.run()
    assert not host.dataframe
    calm(pressed(host, "room-close"))
    weights = host.dataframe[0].value.set_index("Metric")
    assert weights.loc[first.title, "Mean ✓"] == "40.0"
    assert weights.loc[last.title, "Mean ✓"] == "60.0"
    assert "2 of 2 voted in round 1" in text(host)


def test_the_consensus_is_one_undoable_step() -> None:
    """The weights of the room stand on the card; Undo brings the very card back."""
    changed = with_metric(CARD, IDS[1], weight=7.3)
    host, room = hosted(State("demo", changed, CARD))
    voted(room, ("Dana", {IDS[0]: 60, IDS[1]: 40}), ("Ravi", {IDS[0]: 20, IDS[1]: 80}))
    calm(pressed(host, "room-close"))
    calm(pressed(host, "room-apply"))
    weights = {m.id: m.weight for m in here(host).card.active}
    assert weights == dict.fromkeys(IDS, 0.0) | {IDS[0]: 40.0, IDS[1]: 60.0}
    assert len(here(host).past) == 1
    calm(pressed(host, "room-undo"))
    assert here(host).card.digest == changed.digest
    assert here(host).past == []


def test_undo_in_a_room_takes_back_what_the_room_did_and_no_more() -> None:
    """A weight that was moved before stays; the mean and the median are taken back one by one."""
    changed = with_metric(CARD, IDS[1], weight=7.3)
    host, room = hosted(State("demo", changed, CARD, past=[CARD]))
    voted(
        room,
        ("Dana", {IDS[0]: 100}),
        ("Ravi", {IDS[0]: 90, IDS[1]: 10}),
        ("Ida", {IDS[0]: 20, IDS[1]: 80}),
    )
    calm(pressed(host, "room-close"))
    assert host.button(key="room-undo").disabled
    calm(pressed(host, "room-apply"))
    host.segmented_control(key="room-way").set_value("median").run()
    calm(pressed(calm(host), "room-apply"))
    for weight in (70.0, 7.3):
        calm(pressed(host, "room-undo"))
        assert weight in (here(host).card.metric(i).weight for i in IDS[:2])
    assert here(host).card == changed
    assert host.button(key="room-undo").disabled


def test_once_the_red_cut_stands_too_nothing_is_left_to_put_on_the_card() -> None:
    """With the weights alone on the card the cut can still be put there, and then no more."""
    host, room = hosted()
    come_in(rooms(), room, "Dana", "token")
    cast(rooms(), room, "token", {"points": {IDS[0]: 100}, "cut": 30}, 1)
    calm(pressed(host, "room-close"))
    calm(pressed(host, "room-apply"))
    assert host.button(key="room-apply").disabled
    host.toggle(key="room-cut").set_value(True).run()
    assert not host.button(key="room-apply").disabled
    calm(pressed(host, "room-apply"))
    assert here(host).card.bands[-2].start == 30.0
    assert host.button(key="room-apply").disabled


def test_after_the_last_round_nobody_votes_again() -> None:
    """The button is closed, as the room would stay closed."""
    host, room = hosted()
    voted(room, ("Dana", {IDS[0]: 100}))
    key = seat(host).key
    for _ in range(MOST_ROUNDS - 2):
        rooms().close_round(room.code, key)
        rooms().open_round(room.code, key)
    calm(pressed(host, "room-close"))
    assert not host.button(key="room-again").disabled
    pressed(host, "room-again")
    calm(pressed(host, "room-close"))
    assert host.button(key="room-again").disabled


def test_two_people_of_one_name_are_told_apart_as_they_come() -> None:
    """Before anything is shown of their votes."""
    host, room = hosted()
    voted(room, ("Dana", {IDS[0]: 100}))
    come_in(rooms(), room, "Dana", "another")
    host.run()
    assert "Dana (2)" in text(host)


def test_the_median_can_be_taken_instead() -> None:
    """Of 100, 50 and 0 for the first metric the mean is 50 as well; of 100, 90, 20 it is 70."""
    host, room = hosted()
    voted(
        room,
        ("Dana", {IDS[0]: 100}),
        ("Ravi", {IDS[0]: 90, IDS[1]: 10}),
        ("Ida", {IDS[0]: 20, IDS[1]: 80}),
    )
    calm(pressed(host, "room-close"))
    host.segmented_control(key="room-way").set_value("median").run()
    calm(pressed(calm(host), "room-apply"))
    assert here(host).card.metric(IDS[0]).weight == 90.0
    assert here(host).card.metric(IDS[1]).weight == 10.0


def test_rounds_show_who_moved() -> None:
    """From 100 on the first to 70: 30 points; the phone's earlier vote counts until then."""
    host, room = hosted()
    voted(room, ("Dana", {IDS[0]: 100}), ("Ravi", {IDS[1]: 100}))
    calm(pressed(host, "room-close"))
    pressed(host, "room-again")
    assert "0 of 2 have voted" in text(host)
    cast(rooms(), room, "Dana", {"points": {IDS[0]: 70, IDS[1]: 30}}, 2)
    calm(pressed(host, "room-close"))
    assert "1 of 2 voted in round 2, 1 count with an earlier vote" in text(host)
    moves = next(d.value for d in host.dataframe if "Points moved" in d.value.columns)
    assert moves.set_index("Who")["Points moved"].to_dict() == {"Dana": 30.0, "Ravi": 0.0}


def test_a_room_without_votes_says_so() -> None:
    """Closing it is allowed, and the next round can be opened."""
    host, room = hosted()
    pressed(host, "room-close")
    assert "Nobody has voted" in boxes(host)
    pressed(host, "room-again")
    again = rooms().room(room.code)
    assert again is not None
    assert again.round == 2


def test_a_room_is_ended_for_everybody() -> None:
    """Nothing of it is left, and a phone says that it is over."""
    host, room = hosted()
    phone = page(code=room.code)
    phone.text_input(key="room-who").set_value("Dana")
    submitted(phone, "room-enter")
    pressed(host, "room-ended")
    assert rooms().room(room.code) is None
    assert seat(host).code == ""
    phone.run()
    assert "no such room, or it is over" in boxes(phone)


def test_a_room_outlives_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a store the file alone has it: let go of and opened anew, the host is still the host."""
    monkeypatch.setenv("BELLWETHER_STORE", str(tmp_path / "team.db"))
    host, room = hosted()
    voted(room, ("Dana", {IDS[0]: 100}))
    keeping.forget()
    host.run()
    is_well(host)
    assert "1 of 1 have voted" in text(host)
    calm(pressed(host, "room-close"))
    assert "1 of 1 voted in round 1" in text(host)
