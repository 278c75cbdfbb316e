"""What is written about an account is read back as it was, in the order of writing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scoring.errors import CommandError, StoreError
from scoring.spec.records import MOST_WORDS
from scoring.store import Kept, Store, in_memory, open_store
from tests.unit.store.samples import AUTUMN, DEED, DONE, JULY, NOON, NOTE, PULSE, minutes_from_noon


@pytest.fixture(params=["a file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store of each sort: what one does the other does."""
    clock = minutes_from_noon()
    made = open_store(tmp_path / "s.db", clock) if request.param == "a file" else in_memory(clock)
    yield made
    made.close()


def test_a_pulse_comes_back_with_its_time(store: Store) -> None:
    """The record, its number and when it was written are kept."""
    number = store.set_pulse("Demo", PULSE)
    assert store.pulses("Demo") == (Kept(number, PULSE, NOON),)


def test_records_come_in_the_order_of_writing(store: Store) -> None:
    """The first written is the first read."""
    for score in (1, 5, 3):
        store.set_pulse("Demo", replace(PULSE, score=score))
    assert [kept.record.score for kept in store.pulses("Demo")] == [1, 5, 3]


def test_each_book_has_its_own_records(store: Store) -> None:
    """What is said about an account of one data set is not said of another's."""
    store.add_note("Demo", NOTE)
    store.add_note("Ours", replace(NOTE, text="wrote"))
    assert [kept.record.text for kept in store.notes("Demo")] == ["called"]
    assert [kept.record.text for kept in store.notes("Ours")] == ["wrote"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "'; DROP TABLE records; --", "", "ü\n\x00"])
def test_a_name_is_text_and_nothing_else(store: Store, name: str) -> None:
    """No name of a book or an account reaches a path or a statement."""
    store.add_note(name, replace(NOTE, account=name, text=name or "x"))
    assert store.notes(name)[0].record.account == name
    assert store.notes("Demo") == ()


def test_a_pulse_can_be_ended_but_not_prolonged(store: Store) -> None:
    """It ends on the day that is said, or when it was to end if that is earlier."""
    first, second = (store.set_pulse("Demo", PULSE) for _ in range(2))
    store.end_pulse("Demo", first, dt.date(2026, 8, 1))
    store.end_pulse("Demo", second, dt.date(2027, 1, 1))
    assert [k.record.expires for k in store.pulses("Demo")] == [dt.date(2026, 8, 1), AUTUMN]


def test_a_pulse_ended_before_it_began_never_held(store: Store) -> None:
    """It ends the day it was given, so that it holds on no day."""
    number = store.set_pulse("Demo", PULSE)
    store.end_pulse("Demo", number, dt.date(2026, 1, 1))
    assert store.pulses("Demo")[0].record.expires == JULY


def test_a_note_can_be_removed_and_had_back(store: Store) -> None:
    """What is had back has the number and the time of its writing."""
    number = store.add_note("Demo", NOTE)
    store.remove_note("Demo", number)
    assert store.notes("Demo") == ()
    store.restore_note("Demo", number)
    assert store.notes("Demo") == (Kept(number, NOTE, NOON),)


def test_an_intervention_gets_its_outcome(store: Store) -> None:
    """What came of it is written into it; the rest stays."""
    number = store.log_intervention("Demo", DEED)
    store.close_intervention("Demo", number, "helped")
    assert store.interventions("Demo")[0].record == replace(DEED, outcome="helped")
    store.remove_intervention("Demo", number)
    assert store.interventions("Demo") == ()
    store.restore_intervention("Demo", number)
    assert store.interventions("Demo")[0].record == replace(DEED, outcome="helped")


def test_a_step_is_done_once(store: Store) -> None:
    """Whoever says it again changes nothing; it can be taken back and said again."""
    assert store.tick("Demo", DONE) == store.tick("Demo", replace(DONE, author="Ravi"))
    assert [k.record for k in store.ticks("Demo", DONE.month)] == [DONE]
    store.untick("Demo", replace(DONE, author="Ravi"))
    assert store.ticks("Demo", DONE.month) == ()
    store.tick("Demo", DONE)
    assert [k.record for k in store.ticks("Demo", DONE.month)] == [DONE]


def test_each_month_has_its_own_steps(store: Store) -> None:
    """What was done in July is not done in August."""
    store.tick("Demo", DONE)
    assert store.ticks("Demo", dt.date(2026, 8, 31)) == ()


def test_what_is_unsound_is_not_kept(store: Store) -> None:
    """A record is checked before anything is written."""
    with pytest.raises(CommandError, match="from 1 to 5"):
        store.set_pulse("Demo", replace(PULSE, score=6))
    with pytest.raises(CommandError, match="the note is empty"):
        store.add_note("Demo", replace(NOTE, text=" "))
    with pytest.raises(CommandError, match="the intervention is empty"):
        store.log_intervention("Demo", replace(DEED, what=""))
    with pytest.raises(CommandError, match="at most 2,000 characters"):
        store.tick("Demo", replace(DONE, step="x" * (MOST_WORDS + 1)))
    assert store.pulses("Demo") == store.notes("Demo") == store.interventions("Demo") == ()


def test_what_is_not_there_cannot_be_changed(store: Store) -> None:
    """A number of another sort, another book or nothing at all is refused."""
    number = store.add_note("Demo", NOTE)
    with pytest.raises(StoreError, match="this pulse is no longer there"):
        store.end_pulse("Demo", number, AUTUMN)
    with pytest.raises(StoreError, match="this note is no longer there"):
        store.remove_note("Ours", number)
    with pytest.raises(StoreError, match="this note is no longer there"):
        store.restore_note("Demo", number)
    with pytest.raises(StoreError, match="this intervention is no longer there"):
        store.close_intervention("Demo", 99, "helped")


def test_a_change_shows_in_the_stamp_and_a_look_does_not(store: Store) -> None:
    """Who remembers what was read knows by the stamp when to read again."""
    before = store.stamp
    store.notes("Demo")
    assert store.stamp == before
    store.add_note("Demo", NOTE)
    assert store.stamp != before
