"""Who opens a link in a tab where they were at work decides, and loses neither of the two cards."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from scoring.spec.edit import with_weight
from scoring.spec.link import Linked, encode
from scoring.ui import keeping
from scoring.ui.data import upload_id
from scoring.ui.state import State, at_work
from scoring.ui.tab import Tab
from tests.conftest import ROOT
from tests.pages.test_pages import CARD, ROWS, STARTER, boxes, is_well, opened, own, table

pytestmark = pytest.mark.usefixtures("as_if_started")

MINE = with_weight(CARD, "usage", 60.0)
THEIRS = with_weight(CARD, "usage", 10.0)
WORK = encode(Linked(MINE, "demo", {"m": "2026-05"}, CARD))
LINK = encode(Linked(THEIRS, "demo"))
UPLOAD = encode(Linked(STARTER, "upload-0123456789"))


def arrived(link: str, work: str, aside: str = "") -> AppTest:
    """The app in a tab that still had other work, which the browser has told of."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["tab"] = Tab(asks="", told=(work, aside))
    if link:
        app.query_params["s"] = link
    app.run()
    is_well(app)
    return app


def here(app: AppTest) -> State:
    is_well(app)
    state = app.session_state["bellwether"]
    assert isinstance(state, State)
    return state


def press(app: AppTest, key: str) -> AppTest:
    """Click, and look at the whole page in its frame."""
    app.button(key=key).click().run()
    app.session_state["framed"] = False
    return app.run()


def kept(app: AppTest) -> Tab:
    found = app.session_state["tab"]
    assert isinstance(found, Tab)
    return found


def asks(app: AppTest) -> bool:
    return any(one.key == "arrival-keep" for one in app.button)


def texts(app: AppTest) -> str:
    said = [t.value for kind in (app.markdown, app.caption) for t in kind]
    return "\n".join(said).replace("\\", "").replace("\u2060", "")


def test_a_link_to_another_card_asks_first() -> None:
    """The question tells what is not saved and what the link holds; the browser keeps both."""
    app = arrived(LINK, WORK)
    assert asks(app)
    assert "Not saved: Product usage 30 → 60." in texts(app)
    assert "Product usage 60 → 10" in texts(app)
    assert kept(app).facts("page")["hold"] is True
    assert here(app).card == THEIRS


def test_opened_it_can_be_undone() -> None:
    """Undo shows the card that was worked on, exactly; it can also be brought back whole."""
    app = arrived(LINK, WORK)
    press(app, "arrival-open")
    assert not asks(app)
    assert here(app).card == THEIRS
    press(app, "card-undo")
    assert here(app).card == MINE
    press(app, "card-redo")
    press(app, "aside-back")
    assert (here(app).card, here(app).saved, here(app).month) == (MINE, CARD, "2026-05")


def test_kept_it_stays_and_the_link_is_put_aside() -> None:
    """Card, saved card and month are those of before; the link's card is a click away."""
    app = arrived(LINK, WORK)
    press(app, "arrival-keep")
    assert (here(app).card, here(app).saved, here(app).month) == (MINE, CARD, "2026-05")
    assert "Put aside: “B2B SaaS starter”: Product usage 60 → 10." in texts(app)
    press(app, "aside-back")
    assert here(app).card == THEIRS
    press(app, "aside-back")
    assert here(app).card == MINE
    press(app, "aside-forget")
    assert "Put aside" not in texts(app)


def test_with_a_store_it_can_be_kept_as_a_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The link is open, and the store has the card that was worked on."""
    monkeypatch.setenv(keeping.SETTING, str(tmp_path / "team.db"))
    app = arrived(LINK, WORK)
    press(app, "arrival-save")
    store = here(app).store
    assert store is not None
    assert [v.digest for v in store.versions(MINE.name)] == [MINE.digest]
    assert here(app).card == THEIRS
    keeping.forget()


def test_without_a_store_there_is_no_such_button() -> None:
    """A version of this visit would be gone with it."""
    assert not any(one.key == "arrival-save" for one in arrived(LINK, WORK).button)


def test_the_same_card_needs_no_question() -> None:
    """Another month of what was on the screen puts nothing away."""
    assert not asks(arrived(encode(Linked(MINE, "demo", {"m": "2026-04"}, CARD)), WORK))


@pytest.mark.parametrize("link", ["a", encode(Linked(CARD, "no-such-data")), LINK[:-9]])
def test_a_link_that_cannot_be_opened_takes_nothing_away(link: str) -> None:
    """No question: the work is on the screen, and the page says that the link failed."""
    app = arrived(link, WORK)
    assert not asks(app)
    assert here(app).card == MINE
    assert "What you were at work on in this tab is still here." in boxes(app)
    assert "link" in boxes(app)


STALE = {
    "m": ({"m": "2031-01"}, "a month that these data do not have"),
    "f": ({"f": "segment", "g": "Nobody"}, "this was left out: segment: Nobody."),
    "a": ({"a": "no-such-account"}, "an account that these data do not have"),
}


@pytest.mark.parametrize(("view", "said"), STALE.values(), ids=STALE)
def test_what_a_link_looks_at_in_vain_is_said(view: dict[str, str], said: str) -> None:
    """Other numbers than the sender saw are never shown without a word; the card is open."""
    app = arrived(encode(Linked(THEIRS, "demo", view)), "")
    assert said in boxes(app)
    assert here(app).card == THEIRS
    assert here(app).view == {}


@pytest.mark.parametrize("view", [view for view, _ in STALE.values()], ids=STALE)
def test_a_link_whose_view_is_stale_still_asks(view: dict[str, str]) -> None:
    """Its card can be opened, so that it is no link that failed."""
    app = arrived(encode(Linked(THEIRS, "demo", view)), WORK)
    assert asks(app)
    press(app, "arrival-open")
    assert here(app).card == THEIRS


def test_an_address_without_a_link_asks_as_well() -> None:
    """Somebody types the bare address: the standard card is there, the work is offered."""
    app = arrived("", WORK)
    assert asks(app)
    press(app, "arrival-keep")
    assert here(app).card == MINE
    assert "Put aside" not in texts(app)


def test_work_on_a_file_of_ones_own_waits_for_the_file() -> None:
    """The card is kept in the tab, and opens with the file once that is dropped again."""
    app = arrived(LINK, UPLOAD)
    assert asks(app)
    press(app, "arrival-keep")
    assert "Drop the same file" in boxes(app)
    assert here(app).pending == STARTER
    assert kept(app).aside == UPLOAD


def test_a_reload_with_a_file_of_ones_own_keeps_its_card() -> None:
    """The address is taken over by the standard card; the tab has the link, also the next time."""
    app = opened(token=UPLOAD)
    assert kept(app).aside == UPLOAD
    app = arrived("", "", UPLOAD)
    assert not asks(app)
    assert here(app).pending == STARTER
    assert "Drop the same file" in boxes(app)


def test_a_link_for_other_data_is_undone_as_a_whole() -> None:
    """No step leads from a card of one book to one of another: the work is brought back instead."""
    app = arrived(encode(Linked(STARTER, "starter")), WORK)
    press(app, "arrival-open")
    assert (here(app).data_id, here(app).past) == ("starter", [])
    press(app, "aside-back")
    assert (here(app).data_id, here(app).card) == ("demo", MINE)


@pytest.mark.parametrize("told", ["", "x", "a" + "A" * 20_000, "<script>", LINK[:-9]])
def test_nothing_that_a_tab_tells_is_believed_unread(told: str) -> None:
    """What is no sound link is passed over, and the link that was opened stays."""
    app = arrived(LINK, told, told)
    assert not asks(app)
    assert here(app).card == THEIRS
    assert "Put aside" not in texts(app)


def test_what_counts_as_work() -> None:
    """A changed card, a step that could be undone, a file of one's own; a saved card is none."""
    assert not at_work(State("demo", CARD, CARD))
    assert at_work(State("demo", MINE, CARD))
    assert at_work(State("demo", CARD, CARD, past=[MINE]))
    mine = own(table(ROWS))
    assert at_work(mine)
    assert mine.upload is not None
    assert mine.data_id == upload_id(mine.upload)
    assert not at_work(State("demo", CARD, CARD, upload=mine.upload))


def test_back_to_another_book_puts_the_work_aside() -> None:
    """An entry of the history with other data: no step leads back, so the whole work is kept."""
    app = opened(State("demo", MINE, CARD, month="2026-05"))
    here(app).page = "data"
    app.query_params["s"] = encode(Linked(STARTER, "starter"))
    app.session_state["framed"] = False
    app.run()
    assert (here(app).data_id, here(app).past) == ("starter", [])
    press(app, "aside-back")
    assert (here(app).card, here(app).saved, here(app).month) == (MINE, CARD, "2026-05")


def test_a_failed_link_is_told_beside_what_waits_for_its_file() -> None:
    """What the tab had put aside is no reason to pass over why the link was not opened."""
    app = arrived(encode(Linked(CARD, "no-such-data")), "", UPLOAD)
    assert "names a data set that is not here" in boxes(app)
    assert "What is put aside goes with an uploaded file" in boxes(app)
    assert here(app).pending == STARTER
