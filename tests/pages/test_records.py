"""On an account's page a pulse, notes and interventions are written, ended and had back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from scoring.spec.edit_layers import without_pulse
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.records import Intervention, Note, PulseRecord
from scoring.ui import data as datasets
from scoring.ui import records
from scoring.ui.state import State
from scoring.workbench import preset_texts
from scoring.workbench.judging import GIVEN, GIVEN_REASON
from tests.pages.test_pages import CARD, is_well, opened, turned_to

pytestmark = pytest.mark.usefixtures("as_if_started")

WHO = "A-0003"
LAST = dt.date(2026, 10, 31)
"""The end of the demo's last month."""
MUTE = without_pulse(
    CARD.model_copy(update={"metrics": tuple(m for m in CARD.metrics if m.id != "pulse")})
)
"""A card that reads no judgement."""
HOSTILE = "*bold* [link](http://x.y) <b>b</b> :smile: $x$ `code`"


def page(card: Card = CARD, **said: Any) -> AppTest:
    """The page of one account, as a visitor who begins finds it."""
    app = turned_to(opened(State("demo", card, card, account=WHO, **said)), "accounts")
    is_well(app)
    return app


def here(app: AppTest) -> State:
    is_well(app)
    state = app.session_state["bellwether"]
    assert isinstance(state, State)
    return state


def texts(app: AppTest) -> str:
    said = [t.value for kind in (app.markdown, app.caption, app.info) for t in kind]
    return "\n".join(said).replace("\\", "").replace("\u2060", "")


def score(state: State) -> float:
    """The account's score at the month looked at."""
    frame = state.data.book.frame
    account = frame.accounts.ids.index(WHO)
    row = next(
        r
        for r in range(*frame.rows_at(state.as_of).indices(len(frame.month)))
        if frame.account[r] == account
    )
    return float(state.data.book.scored(state.card).score[row])


def set_pulse(app: AppTest, word: int, reason: str, ends: dt.date | None = None) -> AppTest:
    app.segmented_control(key="pulse-score").set_value(word)
    app.text_area(key=f"pulse-reason-{WHO}").set_value(reason)
    app.text_input(key="pulse-author").set_value("Dana")
    if ends is not None:
        app.date_input(key=f"pulse-ends-{LAST}").set_value(ends)
    return app.button(key="pulse-set").click().run()


def test_a_pulse_is_set_with_a_reason_and_an_end() -> None:
    """A 1 where the data said 4 of 5: 75 of 100 points at a weight of 10 in 100 become none."""
    app = page()
    before = score(here(app))
    app = set_pulse(app, 1, HOSTILE)
    state = here(app)
    (kept,) = records.store_of(state).pulses("Demo book")
    assert kept.record == PulseRecord(WHO, 1, HOSTILE, "Dana", LAST, dt.date(2027, 1, 31))
    said = texts(app)
    assert "ends on 31 Jan 2027" in said
    assert HOSTILE in said
    assert "Kept for this visit only" in said
    assert "It reaches the score through: CSM pulse." in said
    assert score(state) < before
    assert app.text_area(key=f"pulse-reason-{WHO}").value == ""
    assert app.text_input(key="note-author").value in ("", "Dana")


def test_text_of_people_is_shown_as_it_is_written() -> None:
    """No mark of theirs is markup: what Markdown would read is escaped."""
    app = set_pulse(page(), 1, HOSTILE)
    shown = next(m.value for m in app.markdown if "will leave" in m.value and "bold" in m.value)
    assert "\\*bold\\*" in shown
    assert "\\<b\\>" in shown


def test_a_pulse_without_a_reason_is_not_kept() -> None:
    """It is said what is missing, and what was written stays in its field."""
    app = set_pulse(page(), 2, "   ")
    assert any("needs a reason" in toast.value for toast in app.toast)
    assert records.store_of(here(app)).pulses("Demo book") == ()
    app = page()
    app.text_area(key=f"pulse-reason-{WHO}").set_value("cold")
    app.button(key="pulse-set").click().run()
    assert any("from 1 to 5" in toast.value for toast in app.toast)
    assert app.text_area(key=f"pulse-reason-{WHO}").value == "cold"


def test_an_expired_pulse_is_shown_as_expired_and_counts_no_longer() -> None:
    """Given for June until the end of September: at the end of October the score is the data's."""
    app = page()
    state, before = here(app), score(here(app))
    past = PulseRecord(WHO, 1, "cold", "Dana", dt.date(2026, 6, 30), dt.date(2026, 9, 30))
    records.store_of(state).set_pulse("Demo book", past)
    app.run()
    assert "Expired on 30 Sep 2026: 1 · will leave" in texts(app)
    assert "No longer counts" in texts(app)
    assert score(here(app)) == before
    here(app).month = "2026-08"
    app.run()
    assert "ends on 30 Sep 2026" in texts(app)
    assert "Expired" not in texts(app)
    here(app).month = "2026-05"
    app.run()
    assert "None held at the end of 2026-05" in texts(app)


def test_a_pulse_is_ended_before_its_day() -> None:
    """From the day it is ended on it counts no longer, and the page says so."""
    app = page()
    before = score(here(app))
    app = set_pulse(app, 1, "cold", dt.date(2027, 6, 30))
    assert score(here(app)) < before
    app.button(key="pulse-end").click().run()
    assert score(here(app)) == before
    assert "Expired on 31 Oct 2026" in texts(app)


@pytest.mark.parametrize("mode", ["metric", "nudge", "pin"])
def test_a_card_without_a_pulse_gets_one_in_one_step(mode: str) -> None:
    """It reads what is set here, and one step back takes it off again."""
    app = page(MUTE)
    app = set_pulse(app, 1, "cold")
    before = score(here(app))
    assert "This card has no pulse, so a judgement changes no score" in texts(app)
    app.button(key=f"use-pulse-{mode}").click().run()
    state = here(app)
    assert state.card.pulse is not None
    assert (state.card.pulse.mode, state.card.pulse.measure) == (mode, "csm_pulse")
    assert state.card.pulse.reason == (GIVEN_REASON if mode == "pin" else None)
    assert "It reaches the score through: CSM pulse." in texts(app)
    assert (score(state) == before) == (mode == "pin")
    state.undo()
    assert state.card == MUTE
    app.run()
    assert "This card has no pulse" in texts(app)


def test_a_points_card_is_offered_no_line() -> None:
    """A pulse cannot be a metric where there are none; data without judgements are no obstacle."""
    points = parse_card(preset_texts()["action_points"])
    who = datasets.bundled("actions").book.frame.accounts.ids[0]
    app = turned_to(opened(State("actions", points, points, account=who)), "accounts")
    ways = [str(b.key) for b in app.button if str(b.key).startswith("use-pulse")]
    assert ways == ["use-pulse-nudge", "use-pulse-pin"]
    app.button(key="use-pulse-nudge").click().run()
    assert here(app).card.pulse is not None
    assert here(app).card.pulse.measure == GIVEN
    assert not app.error


def test_a_note_is_added_removed_and_had_back() -> None:
    """The last one that was removed comes back by one click."""
    app = page()
    app.text_area(key=f"note-text-{WHO}").set_value(HOSTILE)
    app.text_input(key="note-author").set_value("Ravi")
    app.button(key="note-add").click().run()
    store = records.store_of(here(app))
    (kept,) = store.notes("Demo book")
    assert kept.record == Note(WHO, HOSTILE, "Ravi", dt.date.today())
    assert HOSTILE in texts(app)
    app.button(key=f"note-remove-{kept.id}").click().run()
    assert store.notes("Demo book") == ()
    assert "Note removed." in texts(app)
    app.button(key=f"note-removed-{WHO}-undo").click().run()
    assert store.notes("Demo book") == (kept,)
    assert "Note removed." not in texts(app)
    app.button(key="note-add").click().run()
    assert any("the note is empty" in toast.value.lower() for toast in app.toast)


def test_an_intervention_is_logged_and_closed() -> None:
    """What was done, by which playbook, and later what came of it."""
    app = page()
    app.text_input(key=f"deed-what-{WHO}").set_value("Call with the sponsor")
    app.selectbox(key="deed-playbook").set_value("rescue")
    app.date_input(key="deed-on").set_value(dt.date(2026, 10, 12))
    app.text_input(key="deed-author").set_value("Ravi")
    app.button(key="deed-add").click().run()
    store = records.store_of(here(app))
    (kept,) = store.interventions("Demo book")
    wanted = Intervention(WHO, "Call with the sponsor", "Ravi", dt.date(2026, 10, 12), "rescue")
    assert kept.record == wanted
    assert f"Ravi, 12 Oct 2026 · {CARD.playbooks['rescue'].title}" in texts(app)
    app.selectbox(key=f"deed-outcome-{kept.id}").set_value("helped").run()
    assert store.interventions("Demo book")[0].record.outcome == "helped"
    app.button(key=f"deed-remove-{kept.id}").click().run()
    assert store.interventions("Demo book") == ()
    app.button(key=f"deed-removed-{WHO}-undo").click().run()
    assert store.interventions("Demo book")[0].record.outcome == "helped"


def test_long_lists_are_cut() -> None:
    """Of 130 notes ten stand open, ninety more are a click away, and nothing else is sent."""
    app = page()
    store = records.store_of(here(app))
    for i in range(130):
        store.add_note("Demo book", Note(WHO, f"note number {i}!", "Dana", LAST))
        store.set_pulse("Demo book", PulseRecord(WHO, 3, f"r{i}", "D", LAST, dt.date(2027, 1, 31)))
    app.run()
    said = texts(app)
    assert "note number 129!" in said
    assert "note number 30!" in said
    assert "note number 29!" not in said
    assert len([b for b in app.button if str(b.key).startswith("note-remove-")]) == 10
    assert 100 in [len(table.value) for table in app.dataframe]
    assert "The newest 100 of 130." in said
