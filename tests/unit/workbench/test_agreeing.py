"""What a room came to is what arithmetic by hand says, and its cards are tested like any other."""

from __future__ import annotations

import datetime as dt
import io

import numpy as np
import pandas as pd
import pytest

from scoring.errors import CommandError
from scoring.output.exporters import EXPORTERS
from scoring.spec.ballot import Ballot
from scoring.spec.edit import with_metric, with_weights
from scoring.store import in_memory
from scoring.ui import data as datasets
from scoring.workbench import USUAL
from scoring.workbench.agreeing import (
    Outcome,
    agreed_card,
    disputed_accounts,
    moved_since,
    outcome_of,
    put_to_test,
)
from scoring.workbench.meeting import Voter, cast, come_in, open_room, voters
from scoring.workbench.telling import notes, votes_table
from scoring.workbench.trying import beside, trial_now
from tests.browser.expected import preset

CARD = preset()
IDS = [m.id for m in CARD.active]
FIRST, SECOND, LAST = IDS[0], IDS[1], IDS[-1]


def ballot(**points: int) -> Ballot:
    return Ballot(tuple((i, points[i]) for i in IDS if points.get(i)))


def voter(number: int, *ballots: tuple[int, Ballot]) -> Voter:
    return Voter(number, f"P{number}", ballots)


def room_of(*firsts: int, turn: int = 1) -> Outcome:
    """People who give the first metric so many points and the last one the rest."""
    people = [
        voter(at, (1, ballot(**{FIRST: points, LAST: 100 - points})))
        for at, points in enumerate(firsts)
    ]
    found = outcome_of(CARD, people, turn)
    assert found is not None
    return found


def test_the_weights_of_the_room_are_the_mean_by_hand() -> None:
    """(90 + 60 + 30) / 3 = 60 and 40; two metrics share 100, all others have none."""
    told = room_of(90, 60, 30)
    weights = told.weights("mean")
    assert (weights[FIRST], weights[LAST]) == (60.0, 40.0)
    assert sum(weights.values()) == pytest.approx(100.0)
    assert told.weights("median")[FIRST] == 60.0


def test_whoever_gave_half_of_the_points_counts_whole() -> None:
    """50 of 50 on the first and 100 on the last are 50 and 50."""
    people = [voter(0, (1, ballot(**{FIRST: 50}))), voter(1, (1, ballot(**{LAST: 100})))]
    told = outcome_of(CARD, people, 1)
    assert told is not None
    assert (told.weights("mean")[FIRST], told.weights("mean")[LAST]) == (50.0, 50.0)


def test_whoever_has_left_stays_counted() -> None:
    """One votes anew, one has left after the first round, one came and never voted."""
    people = [
        voter(0, (1, ballot(**{FIRST: 100})), (2, ballot(**{FIRST: 20, LAST: 80}))),
        voter(1, (1, ballot(**{LAST: 100}))),
        voter(2),
    ]
    told = outcome_of(CARD, people, 2)
    assert told is not None
    assert (told.came, len(told.voters), told.anew) == (3, 2, 1)
    assert told.weights("mean")[FIRST] == 10.0
    assert outcome_of(CARD, people[2:], 1) is None


def test_to_ignore_the_same_metrics_is_no_agreement() -> None:
    """Two who want the first and two who want the last: W is 0 over these two, not near 1."""
    told = room_of(90, 80, 10, 20)
    assert told.agreement == pytest.approx(0.0)
    assert room_of(90, 80, 70, 60).agreement == pytest.approx(1.0)


def test_movement_is_half_of_all_changes() -> None:
    """100 on the first, then 20 and 80 on the last: 80 points moved; the other stayed."""
    people = [
        voter(0, (1, ballot(**{FIRST: 100})), (2, ballot(**{FIRST: 20, LAST: 80}))),
        voter(1, (1, ballot(**{LAST: 100}))),
    ]
    first, second = (outcome_of(CARD, people, turn) for turn in (1, 2))
    assert first is not None
    assert second is not None
    moved, stayed = moved_since(second, first)
    assert (moved.name, moved.points, moved.before, moved.after) == ("P0", 80.0, 100.0, 20.0)
    assert (stayed.name, stayed.points) == ("P1", 0.0)


def test_what_was_agreed_goes_onto_the_card_on_the_screen() -> None:
    """Weights alone change; with another metric in force the room's own card is taken."""
    told = room_of(90, 60, 30)
    weights = told.weights("mean")
    renamed = CARD.model_copy(update={"name": "Mine"})
    assert agreed_card(renamed, told, weights).name == "Mine"
    assert {m.id: m.weight for m in agreed_card(renamed, told, weights).active} == weights
    other = with_metric(renamed, FIRST, enabled=False)
    assert agreed_card(other, told, weights).name == CARD.name


def test_the_red_cut_is_the_lowest_line_that_is_safe() -> None:
    """The start of the band above red becomes 37; the others stay."""
    told = room_of(90, 60, 30)
    before = [b.start for b in CARD.bands]
    after = [b.start for b in agreed_card(CARD, told, told.weights("mean"), 37.0).bands]
    assert after == [*before[:-2], 37.0, before[-1]]


def test_a_red_cut_above_the_next_cut_is_refused_in_words() -> None:
    """Healthy begins at 65: 65 and 95 cannot be where red ends, 64 can."""
    told = room_of(90, 60, 30)
    assert CARD.bands[0].start == 65.0
    for cut in (65.0, 95.0):
        with pytest.raises(CommandError, match=f"red cut of {cut:g} is not below .* 65"):
            agreed_card(CARD, told, told.weights("mean"), cut)
    assert agreed_card(CARD, told, told.weights("mean"), 64.0).bands[1].start == 64.0


def test_the_notes_count_the_marks() -> None:
    """Two want the first metric, one of them the last one gone; without marks nothing is said."""
    store = in_memory()
    room, _ = open_room(store, CARD, "demo", "Book", dt.datetime.now(dt.UTC))
    for name, drop in (("Dana", []), ("Ravi", [LAST])):
        come_in(store, room, name, name)
        cast(store, room, name, {"points": {FIRST: 100}, "must": [FIRST], "drop": drop}, 1)
    told = outcome_of(CARD, voters(store, room), 1)
    assert told is not None
    said = notes(room, told)
    assert f"Must have, by so many people: {CARD.metric(FIRST).title} (2)." in said
    assert f"To be dropped, by so many people: {CARD.metric(LAST).title} (1)." in said
    assert "by so many people" not in notes(room, room_of(90, 60, 30))


def test_the_accounts_of_the_camps_are_red_for_one_of_them_only() -> None:
    """Three weigh the first metric, three the last: counted one by one under both means."""
    told = room_of(90, 95, 100, 5, 0, 10)
    assert told.camps is not None
    assert (told.camps.first, told.camps.second) == ((0, 1, 2), (3, 4, 5))
    data = datasets.bundled("demo")
    frame, month = data.book.frame, data.book.frame.months[-1]
    found = disputed_accounts(data, CARD, told, month)
    assert found is not None
    sides = [
        with_weights(CARD, dict.fromkeys(IDS, 0.0) | {FIRST: points, LAST: 100.0 - points})
        for points in (95.0, 5.0)
    ]
    red = [data.book.scored(card).standing == len(CARD.bands) - 1 for card in sides]
    rows = np.arange(len(frame.month))[frame.rows_at(month)]
    rows = rows[frame.in_book(rows)]
    expected = {int(row) for row in rows if red[0][row] != red[1][row]}
    assert set(found.rows.tolist()) == expected
    assert len(expected) > 10
    assert [bool(red[0][row]) for row in found.rows] == found.only_first.tolist()
    assert disputed_accounts(data, CARD, room_of(60, 60, 60, 60), month) is None


def test_every_card_is_tested_at_the_workload_of_the_consensus() -> None:
    """The card as it is and both people: differences are those of two cards beside each other."""
    told = room_of(80, 20)
    data = datasets.bundled("demo")
    found = put_to_test(data, CARD, told, "mean", USUAL)
    agreed = agreed_card(CARD, told, told.weights("mean"))
    trial = trial_now(data, agreed, USUAL)
    assert [one.name for one in found.others] == ["Card as it is", "P0", "P1"]
    for one, row in zip(found.others[1:], told.points, strict=True):
        own = with_weights(CARD, dict(zip(IDS, map(float, row), strict=True)))
        contest = beside(data, agreed, trial, own)
        assert one.flagged == contest.flagged == trial.counts.flagged
        assert one.difference == contest.caught


def test_the_session_leaves_as_a_table_and_as_notes() -> None:
    """A name that begins like a formula is harmless in CSV; the notes hold weights and method."""
    store, now = in_memory(), dt.datetime.now(dt.UTC)
    room, key = open_room(store, CARD, "demo", "Book", now)
    for name, points in (("=1+1", 80), ("Ravi", 20)):
        come_in(store, room, name, name)
        said = {"points": {FIRST: points, LAST: 100 - points}, "must": [FIRST], "cut": 40}
        cast(store, room, name, said, 1)
    store.close_round(room.code, key)
    everyone = voters(store, room)
    table = pd.read_csv(io.BytesIO(EXPORTERS["csv"].write(votes_table(room, everyone))))
    assert table["name"].tolist() == ["'=1+1", "Ravi"]
    assert table[f"points_{FIRST}"].tolist() == [80, 20]
    assert table["must_have"].tolist() == [FIRST, FIRST]
    assert table["red_below"].tolist() == [40.0, 40.0]
    told = outcome_of(CARD, everyone, 1)
    assert told is not None
    said_of = notes(room, told)
    assert f"  {CARD.active[0].title}: 50.0 / 50.0 / 50.0\n" in said_of
    assert "Round 1: 2 of 2 people voted, 2 votes count." in said_of
    assert "Red below 40: the median of 2 opinions." in said_of
