"""The Actions page of the demo book as a visitor finds it: its tables, captions and link."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from scoring.spec.link import decode
from scoring.ui.state import State
from tests import bundled
from tests.pages.test_pages import CARD, is_well, opened, turned_to

DATA = bundled.opened("demo")
FACTS = DATA.book.frame.accounts
NOW = DATA.book.frame.months[-1]


def actions(state: State | None = None, unfolded: str = "", **said: Any) -> AppTest:
    """The page as a visitor with this state finds it, with the fold of a key opened."""
    app = turned_to(opened(state or State("demo", CARD, CARD, **said)), "actions")
    is_well(app)
    return unfold(app, unfolded) if unfolded else app


def unfold(app: AppTest, key: str, *, opens: bool = True) -> AppTest:
    """The page after a click on a fold."""
    app.session_state[key] = opens
    app.run()
    is_well(app)
    return app


def state_of(app: AppTest) -> State:
    state = app.session_state["bellwether"]
    assert isinstance(state, State)
    return state


HEADS = {"worklist": "No.", "alerts": "Alert", "saves": "Turned red"}


def table(app: AppTest, name: str) -> list[dict[str, Any]]:
    """The rows of the table whose first column has that head."""
    found = next(t for t in app.dataframe if t.value.columns[0] == HEADS[name])
    return list(found.value.to_dict("records"))


def chosen(app: AppTest, row: int) -> AppTest:
    """The page after a click on a row of the worklist."""
    app.session_state["worklist"] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    app.run()
    is_well(app)
    return app


def told(app: AppTest) -> str:
    """All captions, without the marks that keep Markdown away."""
    return " ".join(c.value for c in app.caption).replace("\\", "")


def in_link(app: AppTest) -> dict[str, str]:
    return dict(decode(state_of(app).token).view)
