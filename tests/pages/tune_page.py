"""The Tune page with one of its parts, once the work beside it has ended."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from scoring.spec.model import Card
from scoring.ui.state import State
from tests.pages.test_pages import CARD, is_well, opened, turned_to


def at(part: str, state: State | None = None) -> AppTest:
    """The Tune page with one of its parts, once it is worked out."""
    app = turned_to(opened(state or State("demo", CARD, CARD)), "tune")
    is_well(app)
    return calm(app.segmented_control(key="tune-part").set_value(part).run())


def calm(app: AppTest) -> AppTest:
    """The page after the work beside it has ended, one piece after the other."""
    for _ in range(4):
        is_well(app)
        jobs = [job for _, job in here(app).works.values()]
        if not [b for b in app.button if (b.key or "").startswith("cancel-")]:
            break
        assert all(job.wait(30.0) for job in jobs)
        app.run()
    return app


def here(app: AppTest) -> State:
    is_well(app)
    found = app.session_state["bellwether"]
    assert isinstance(found, State)
    return found


def undone(app: AppTest) -> Card:
    """The card after one undo."""
    return here(calm(app.button(key="card-undo").click().run())).card


def pressed(app: AppTest, key: str) -> Card:
    """The card after a button was pressed."""
    return here(calm(app.button(key=key).click().run())).card


def tiles(app: AppTest) -> dict[str, str]:
    return {tile.label: tile.value for tile in app.metric}


def chosen_row(app: AppTest, key: str, row: int) -> AppTest:
    """The page after a row of a table was chosen."""
    app.session_state[key] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    return calm(app.run())
