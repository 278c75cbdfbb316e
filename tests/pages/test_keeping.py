"""What people write down is kept where whoever started the app said, and a page says where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scoring.spec.edit_layers import with_pulse
from scoring.spec.link import Linked, encode
from scoring.spec.records import PulseRecord, Tick
from scoring.store import open_store
from scoring.ui import keeping, records
from scoring.ui.state import State
from scoring.workbench.judging import GIVEN
from tests.pages.test_pages import CARD, STARTER, boxes, is_well, opened, turned_to
from tests.unit.store.test_faults import damaged_copy, into_the_file

PAGES = ("workbench", "portfolio", "lost", "tune", "accounts", "actions", "data", "share")

pytestmark = pytest.mark.usefixtures("as_if_started")

PULSE = PulseRecord("", 1, "sponsor left", "Dana", dt.date(2026, 10, 31), dt.date(2027, 1, 31))


@pytest.fixture
def team(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """The app of a team, with its store."""
    request.getfixturevalue("as_if_started")  # which puts the setting away, so it comes first
    path = tmp_path / "team.db"
    monkeypatch.setenv(keeping.SETTING, str(path))
    yield path
    keeping.forget()


def demo() -> State:
    return State("demo", CARD, CARD)


def of(here: State, account: int = 0) -> PulseRecord:
    return replace(PULSE, account=here.data.book.frame.accounts.ids[account])


def test_each_visit_has_its_own_without_a_store() -> None:
    """What one visitor writes reaches no other, and the page can say so."""
    one, other = demo(), demo()
    records.store_of(one).set_pulse(records.book_name(one), of(one))
    assert len(records.store_of(one).pulses("Demo book")) == 1
    assert records.store_of(other).pulses("Demo book") == ()
    assert records.where_kept(one).startswith("Kept for this visit only")
    assert records.store_of(one) is records.store_of(one)
    assert records.trouble() == ""


@pytest.mark.usefixtures("team")
def test_a_team_shares_one_store() -> None:
    """What one writes the other finds, and both see the very same book with it."""
    one, other = demo(), demo()
    records.store_of(one).set_pulse(records.book_name(one), of(one))
    assert len(records.store_of(other).pulses("Demo book")) == 1
    assert one.data is other.data
    assert one.data.before is not None
    assert records.where_kept(other).startswith("Kept on this server")


def test_a_pulse_is_in_the_data_until_it_is_ended() -> None:
    """The data that every page asks for have it; the ones of others have not."""
    here, other = demo(), demo()
    nudging = with_pulse(CARD, measure="csm_pulse", mode="nudge")
    plain = other.data.book.scored(nudging).score
    row = here.data.book.frame.rows_at(here.as_of).start
    account = int(here.data.book.frame.account[row])
    store, book = records.store_of(here), records.book_name(here)
    number = store.set_pulse(book, of(here, account))
    assert here.data.book.scored(nudging).score[row] < plain[row]
    assert here.data is here.data
    store.end_pulse(book, number, PULSE.given)
    assert here.data.book.scored(nudging).score[row] == plain[row]
    assert other.data.book.scored(nudging).score is plain


def test_a_note_leaves_the_book_as_it_is() -> None:
    """Only pulses reach scores: whatever else is written, nothing is reckoned anew."""
    here = demo()
    store, book = records.store_of(here), records.book_name(here)
    store.set_pulse(book, of(here))
    before = here.data
    store.tick(book, Tick(of(here).account, "rescue", "Call", "Dana", here.as_of.end))
    assert here.data is before


def test_every_page_runs_with_a_pulse_that_only_people_give() -> None:
    """A card may read what the data do not have; so may the link to it, once it is opened."""
    card = with_pulse(STARTER, measure=GIVEN, mode="nudge")
    here = State("starter", card, card)
    records.store_of(here).set_pulse(records.book_name(here), of(here))
    app = opened(here)
    for page in ("workbench", "portfolio", "lost", "data", "share"):
        is_well(turned_to(app, page))
        assert "do not have" not in boxes(app), page
    linked = opened(token=encode(Linked(card, "starter")))
    is_well(linked)
    assert linked.session_state["bellwether"].card == card
    assert linked.session_state["bellwether"].notice == ""
    assert "could not be opened" not in boxes(linked)


def test_the_share_page_says_what_its_sql_does_not_know() -> None:
    """With a pulse in force it is said; without one there is nothing to say."""
    here = demo()
    app = turned_to(opened(here), "share")
    assert not any("without the pulses" in c.value for c in app.caption)
    records.store_of(here).set_pulse(records.book_name(here), of(here))
    app.run()
    is_well(app)
    assert any("without the pulses" in c.value for c in app.caption)


def test_a_store_that_cannot_be_opened_is_said_each_time(team: Path) -> None:
    """The app goes on, and what is written is kept for the visit."""
    team.write_bytes(b"not a database, but long enough to look like one" * 100)
    app = opened(demo())
    is_well(app)
    assert "BELLWETHER_STORE" in boxes(app)
    assert "damaged or no store" in boxes(app)
    assert "kept for this visit only" in boxes(app)
    assert "damaged or no store" in boxes(opened(app.session_state["bellwether"]))
    here = app.session_state["bellwether"]
    records.store_of(here).set_pulse(records.book_name(here), of(here))
    assert records.where_kept(here).startswith("Kept for this visit only")
    assert team.read_bytes().startswith(b"not a database")


def test_a_store_that_can_be_opened_again_is_found(
    team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried again after a while, without a restart."""
    monkeypatch.setattr(keeping, "RETRY_SECONDS", 0.0)
    monkeypatch.setenv(keeping.SETTING, str(team.parent / "later" / "team.db"))
    assert "there is no folder" in records.trouble()
    (team.parent / "later").mkdir()
    assert records.trouble() == ""
    assert records.where_kept(demo()).startswith("Kept on this server")


def test_what_was_written_meanwhile_is_offered_to_the_store(
    team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store is back: a button keeps in it what the visit kept, and then it is gone."""
    monkeypatch.setattr(keeping, "RETRY_SECONDS", 0.0)
    monkeypatch.setenv(keeping.SETTING, str(team.parent / "later" / "team.db"))
    here = demo()
    records.store_of(here).set_pulse(records.book_name(here), of(here))
    app = opened(here)
    assert "there is no folder" in boxes(app)
    assert "carried-keep" not in {one.key for one in app.button}
    (team.parent / "later").mkdir()
    app = opened(here)
    assert "you wrote one thing down" in boxes(app)
    app.button(key="carried-keep").click().run()
    is_well(app)
    assert "you wrote one thing down" not in boxes(opened(here))
    assert here.store is keeping.team_store()
    assert [k.record for k in records.store_of(here).pulses("Demo book")] == [of(here)]


def test_a_file_that_is_gone_is_said_above_every_page(
    team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in it is shown, the field keeps its words, and back in place it is written again."""
    monkeypatch.setattr("scoring.store.door.AGAIN", 0.0)
    here = demo()
    records.store_of(here).set_pulse(records.book_name(here), of(here))
    here.account = of(here).account
    app = turned_to(opened(here), "accounts")
    team.rename(team.with_name("away.db"))
    assert "Nothing you write is kept now" in boxes(opened(here))
    field = f"note-text-{here.account}"
    app.text_area(key=field).set_value("called twice")
    app.button(key="note-add").click().run()
    is_well(app)
    assert "was moved or replaced" in app.toast[0].value
    assert app.text_area(key=field).value == "called twice"
    assert any("sponsor left" in one.value for one in app.markdown)
    team.with_name("away.db").rename(team)
    app.button(key="note-add").click().run()
    is_well(app)
    assert "Nothing you write is kept now" not in boxes(opened(here))
    assert app.text_area(key=field).value == ""
    assert [k.record.text for k in records.store_of(here).notes("Demo book")] == ["called twice"]


def test_a_store_damaged_in_part_leaves_every_page_standing(team: Path) -> None:
    """Its records cannot be read: the frame says so, and all pages stand without them."""
    here = demo()
    records.store_of(here).set_pulse(records.book_name(here), of(here))
    keeping.forget()
    into_the_file(team)
    damaged_copy(team, "records").replace(team)
    app = opened(demo())
    assert "Nothing you write is kept now" in boxes(app)
    assert "is damaged" in boxes(app)
    for page in PAGES:
        is_well(turned_to(app, page))
        assert "damaged" not in boxes(app), page


def test_what_a_team_wrote_is_there_after_a_restart(team: Path) -> None:
    """The file alone has it."""
    here = demo()
    records.store_of(here).set_pulse(records.book_name(here), of(here))
    keeping.forget()
    store = open_store(team)
    assert [k.record for k in store.pulses("Demo book")] == [of(here)]
    store.close()
