"""On the Workbench versions are saved, listed with what changed, opened, forked and deleted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from scoring.spec.edit import with_weight
from scoring.spec.write import card_yaml
from scoring.store import Store, in_memory, open_store
from scoring.store.connecting import connect, for_reading
from scoring.store.door import Door
from scoring.ui.keeping import Own
from scoring.ui.panels.versions import in_short
from scoring.ui.state import State
from scoring.workbench.sides import Sides, version_key
from tests.pages.test_pages import CARD, is_well
from tests.pages.test_pages import opened as visited

pytestmark = pytest.mark.usefixtures("as_if_started")

NAME = CARD.name
CHANGED = with_weight(CARD, "usage", 60.0)
HOSTILE = "*bold* [link](http://x.y) <b>b</b> :smile:"


def opened(state: State, *boxes: str) -> AppTest:
    """The Workbench with the boxes of these keys open."""
    app = visited(state)
    for key in boxes:
        app.session_state[key] = True
    app.run()
    is_well(app)
    return app


def here(app: AppTest) -> State:
    is_well(app)
    state = app.session_state["bellwether"]
    assert isinstance(state, State)
    return state


def store(app: AppTest) -> Store:
    found = here(app).store
    assert found is not None
    return found


def texts(app: AppTest) -> str:
    said = [t.value for kind in (app.markdown, app.caption, app.info) for t in kind]
    return "\n".join(said).replace("\\", "").replace("\u2060", "")


def with_two() -> State:
    own = in_memory()
    own.save_card(NAME, card_yaml(CARD), "First cut", "Dana")
    own.save_card(NAME, card_yaml(CHANGED), HOSTILE, "Ravi")
    return State("demo", CHANGED, CARD, own=Own(own))


def saved(app: AppTest, name: str | None = None, note: str = "", author: str = "") -> AppTest:
    """Fill in the form and save; it is closed afterwards."""
    app.session_state["card-save"] = True
    app.run()
    if name is not None:
        app.text_input(key="version-name").set_value(name)
    app.text_area(key="version-note").set_value(note)
    app.text_input(key="version-author").set_value(author)
    app.button(key="version-save").click().run()
    is_well(app)
    return app


def test_saving_keeps_a_version_and_compares_with_it() -> None:
    """With its note, its author and the card's digest; nothing is unsaved any more."""
    app = saved(opened(State("demo", CHANGED, CARD)), note=HOSTILE, author="Dana")
    (version,) = store(app).versions(NAME)
    assert (version.note, version.author, version.digest) == (HOSTILE, "Dana", CHANGED.digest)
    assert not here(app).unsaved
    assert here(app).saved == CHANGED
    assert "version 1" in texts(app)
    assert app.session_state["card-save"] is False


def test_where_a_version_is_kept_is_said() -> None:
    """A visit without a store of the team keeps it in its memory."""
    app = opened(State("demo", CARD, CARD), "card-save", "versions")
    assert texts(app).count("Kept for this visit only") == 2
    assert "No version is saved yet." in texts(app)


def test_what_says_nothing_new_is_not_kept_twice() -> None:
    """The same card without a note is the same version; with a note it is another one."""
    app = saved(saved(opened(State("demo", CARD, CARD))))
    assert len(store(app).versions(NAME)) == 1
    app = saved(app, note="Agreed on Monday")
    assert [v.note for v in store(app).versions(NAME)] == ["", "Agreed on Monday"]


def test_another_name_begins_a_card_of_its_own() -> None:
    """A fork: the first version of the new name, and one step that Undo takes back."""
    app = saved(opened(with_two()), name="Our card")
    (fork,) = store(app).versions("Our card")
    assert (fork.number, here(app).card.name) == (1, "Our card")
    assert len(store(app).versions(NAME)) == 2
    app.button(key="card-undo").click().run()
    assert here(app).card == CHANGED


@pytest.mark.parametrize("name", ["", "   ", "two\nlines"])
def test_a_name_that_no_card_can_have_is_refused(name: str) -> None:
    """Nothing is kept, and nothing changes."""
    app = saved(opened(State("demo", CHANGED, CARD)), name=name)
    assert here(app).unsaved or name == "two\nlines"
    kept = here(app).store
    names = [c.name for c in kept.cards()] if kept is not None else []
    assert name not in names


def test_the_history_tells_what_each_version_changed() -> None:
    """The newest first, who saved it when and why; text is shown as it was typed."""
    app = opened(with_two(), "versions")
    said = texts(app)
    assert f"Product usage 30 → 60 · {CHANGED.digest}" in said
    assert f"The first version, {CARD.digest}" in said
    assert "First cut" in said
    assert HOSTILE in said
    assert said.index("**2** · Ravi, ") < said.index("**1** · Dana, ")
    assert app.button(key="version-2-open").disabled


def test_an_older_version_is_opened_as_one_step() -> None:
    """It becomes the card on the screen, and Undo brings back the one before exactly."""
    app = opened(with_two(), "versions")
    app.button(key="version-1-open").click().run()
    assert here(app).card.digest == CARD.digest
    app.button(key="card-undo").click().run()
    assert here(app).card == CHANGED


def test_a_version_is_compared_with_the_screen() -> None:
    """The page Compare opens with it on the first side."""
    app = opened(with_two(), "versions")
    app.button(key="version-1-compare").click().run()
    is_well(app)
    assert here(app).compared == Sides(before=version_key(NAME, 1))


def test_a_deleted_card_is_had_back() -> None:
    """With all its versions."""
    app = opened(with_two(), "versions")
    app.button(key="version-delete").click().run()
    assert store(app).cards() == ()
    assert f"'{NAME}' was removed." in texts(app)
    assert "No version is saved yet." in texts(app)
    app.button(key="version-undelete").click().run()
    assert len(store(app).versions(NAME)) == 2
    assert "was removed" not in texts(app)


def test_a_deleted_card_that_was_saved_again_is_not_called_deleted() -> None:
    """Its versions are back with the new one, and there is nothing to undo."""
    app = opened(with_two(), "versions")
    app.button(key="version-delete").click().run()
    store(app).save_card(NAME, card_yaml(CARD), "Once more")
    app.run()
    assert len(store(app).versions(NAME)) == 3
    assert "was removed" not in texts(app)
    assert not any(one.key == "version-undelete" for one in app.button)


def test_the_trend_marks_when_versions_were_saved() -> None:
    """In the months of the book; a version of another card, and a later one, has no mark."""
    days = iter([dt.datetime(2026, m, 3, tzinfo=dt.UTC) for m in (7, 7, 9, 12, 9)])
    own = in_memory(now=lambda: next(days))
    for note in ("First cut", "", "Second cut", "Too late"):
        own.save_card(NAME, card_yaml(CARD), note)
    own.save_card("Another", card_yaml(CARD), "Of another card")
    app = visited(State("demo", CARD, CARD, own=Own(own)))
    app = app.switch_page("pages/portfolio.py").run()
    is_well(app)
    charts = app.get("vega_lite_chart")
    (marked,) = [d for c in charts for d in c.proto.datasets if d.name == "versions"]
    assert pa.ipc.open_stream(marked.data.data).read_all().to_pylist() == [
        {"month": "2026-07", "saved": "version 1, First cut; version 2"},
        {"month": "2026-09", "saved": "version 3, Second cut"},
    ]


def test_a_store_that_cannot_be_written_still_compares(tmp_path: Path) -> None:
    """Nothing is kept, which is said; the tiles compare with the card all the same."""
    path = tmp_path / "store.sqlite"
    open_store(path).close()
    read_only = Store(Door(connect(for_reading(path)), path, "the disk is full"))
    app = saved(opened(State("demo", CHANGED, CARD, own=Own(read_only))), note="Never kept")
    assert here(app).saved == CHANGED
    assert store(app).cards() == ()


def test_many_lines_are_cut_short() -> None:
    """Four, and how many more there are."""
    assert in_short(["a", "b"]) == "a; b"
    assert in_short(list("abcdef")) == "a; b; c; d; and 2 more"
    assert in_short([]) == "Nothing changed"
