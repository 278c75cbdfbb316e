"""A meeting is opened, joined and voted in by way of a store."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from scoring.errors import CommandError
from scoring.spec.edit import with_metric
from scoring.store import in_memory
from scoring.workbench.meeting import (
    ALPHABET,
    LENGTH,
    card_of,
    cast,
    code_from,
    code_in_words,
    come_in,
    name_from,
    open_room,
    secret,
    told_apart,
    voter_of,
    voters,
)
from tests.browser.expected import preset

NOW = dt.datetime.now(dt.UTC)
CARD = preset()


def test_a_code_is_hard_to_guess_and_easy_to_read() -> None:
    """More than 40 bits; no letter that looks like a figure; typed anyhow it is the same."""
    assert LENGTH * math.log2(len(ALPHABET)) > 40
    assert not set("01OIL") & set(ALPHABET)
    store = in_memory()
    codes = {open_room(store, CARD, "demo", "Book", NOW)[0].code for _ in range(20)}
    assert len(codes) == 20
    code = codes.pop()
    assert code_from(f" {code_in_words(code).lower()} ") == code
    assert [code_from(text) for text in ("", "ABC", code + "A", "O" * 9, "É" * 9)] == [""] * 5


def test_the_card_of_the_room_is_the_card() -> None:
    """Through YAML and back; keys of two rooms differ."""
    store = in_memory()
    room, key = open_room(store, CARD, "demo", "Book", NOW)
    assert card_of(room).digest == CARD.digest
    assert open_room(store, CARD, "demo", "Book", NOW)[1] != key
    assert room.ends - NOW == dt.timedelta(hours=12)


def test_a_card_with_nothing_to_weigh_is_refused() -> None:
    """One metric alone, and a card of points."""
    lone = CARD
    for metric in CARD.metrics[1:]:
        lone = with_metric(lone, metric.id, enabled=False)
    with pytest.raises(CommandError, match="there is nothing to weigh"):
        open_room(in_memory(), lone.model_copy(update={"pulse": None}), "demo", "Book", NOW)
    with pytest.raises(CommandError, match="a points card has no weights"):
        open_room(in_memory(), preset("action_points"), "demo", "Book", NOW)


def test_votes_are_told_by_person_and_round() -> None:
    """Two people of one name are told apart; one who left after the first round stays."""
    store = in_memory()
    room, key = open_room(store, CARD, "demo", "Book", NOW)
    mine, other = secret(), secret()
    for token in (mine, other):
        come_in(store, room, "Dana", token)
    first, second = (m.id for m in CARD.active[:2])
    cast(store, room, mine, {"points": {first: 100}}, 1)
    cast(store, room, other, {"points": {second: 100}}, 1)
    store.close_round(room.code, key)
    store.open_round(room.code, key)
    cast(store, room, mine, {"points": {first: 50, second: 50}}, 2)
    one, gone = voters(store, room)
    assert (one.name, gone.name) == ("Dana", "Dana (2)")
    assert [turn for turn, _ in one.ballots] == [1, 2]
    assert gone.in_round(2) is None
    assert gone.at(2) == gone.in_round(1) is not None
    assert one.at(2) == one.in_round(2) != one.at(1)
    me = voter_of(store, room, mine)
    assert me is not None
    assert me.ballots[-1][1].points == ((first, 50), (second, 50))
    assert voter_of(store, room, "nobody") is None


def test_a_vote_that_cannot_stand_is_not_kept() -> None:
    """105 points are refused, and nothing is in the store."""
    store = in_memory()
    room, _ = open_room(store, CARD, "demo", "Book", NOW)
    come_in(store, room, "Dana", "token")
    with pytest.raises(CommandError, match="105 points were given"):
        cast(store, room, "token", {"points": {CARD.active[0].id: 60, CARD.active[1].id: 45}}, 1)
    assert store.votes(room.code) == ()


def test_an_anonymous_room_keeps_no_name() -> None:
    """Whatever was typed; people are numbered."""
    store = in_memory()
    room, _ = open_room(store, CARD, "demo", "Book", NOW, anonymous=True)
    come_in(store, room, "Dana", "token")
    assert [p.name for p in store.people(room)] == [""]
    assert [v.name for v in voters(store, room)] == ["Person 1"]


def test_a_name_is_one_short_line() -> None:
    """Line breaks and control characters become blanks; none and too long ones are refused."""
    assert name_from("  Dana\n\x00 <b>Smith</b> ") == "Dana <b>Smith</b>"
    for bad in ("", " \n\t ", "x" * 41):
        with pytest.raises(CommandError, match="a name has 1 to 40 characters"):
            name_from(bad)


def test_no_two_people_are_called_alike() -> None:
    """Also where somebody calls themselves what the second of two would be called."""
    names = ["Dana", "Dana", "Dana (2)", "Ravi", "Dana"]
    found = told_apart(names)
    assert found == ["Dana", "Dana (2)", "Dana (2) (2)", "Ravi", "Dana (3)"]
    assert told_apart(["Dana (2)", "Dana", "Dana"]) == ["Dana (2)", "Dana", "Dana (3)"]
