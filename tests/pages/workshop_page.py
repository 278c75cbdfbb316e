"""The page of a room as its host and its guests find it, and the people who vote elsewhere."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from scoring.store import Room, Store
from scoring.ui import keeping
from scoring.ui.seat import Seat
from scoring.ui.state import State
from scoring.workbench.meeting import cast, come_in
from tests.pages.test_pages import CARD, is_well, opened, turned_to

IDS = [m.id for m in CARD.active]


def page(state: State | None = None, code: str = "") -> AppTest:
    """The page as somebody finds it, by the address of a room where a code is given."""
    app = opened(state or State("demo", CARD, CARD))
    if code:
        app.query_params["room"] = code
    app = turned_to(app, "workshop")
    is_well(app)
    return app


def pressed(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    is_well(app)
    return app


def submitted(app: AppTest, form: str) -> AppTest:
    """The page after the button of a form, which has a key of Streamlit's own, was pressed."""
    button = next(b for b in app.button if form in (b.key or ""))
    button.click().run()
    is_well(app)
    return app


def seat(app: AppTest) -> Seat:
    found = app.session_state["seat"]
    assert isinstance(found, Seat)
    return found


def sit_elsewhere(app: AppTest) -> None:
    """Leave the room without ending it."""
    app.session_state["seat"] = Seat(answered=True)
    app.run()
    is_well(app)


def rooms() -> Store:
    return keeping.rooms_store()


def hosted(state: State | None = None) -> tuple[AppTest, Room]:
    """A host's page with a new room."""
    app = pressed(page(state), "room-open")
    room = rooms().room(seat(app).code)
    assert room is not None
    return app, room


def voted(room: Room, *votes: tuple[str, dict[str, int]]) -> None:
    """People who come in by another way and vote."""
    for name, points in votes:
        come_in(rooms(), room, name, name)
        cast(rooms(), room, name, {"points": points}, room.round)


def text(app: AppTest) -> str:
    found = [*app.markdown, *app.caption]
    return " ".join(one.value for one in found).replace("\\", "")
