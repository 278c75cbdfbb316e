"""A server has room for so many visits, and who has gone leaves theirs to others."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from scoring.ui import visits
from scoring.ui.visits import Visits


def busy_page() -> None:
    """A page behind the bound on visits."""
    import streamlit as st

    from scoring.ui import visits

    visits.stop_if_busy()
    st.write("let in")


def test_a_place_is_kept_until_its_visit_is_gone() -> None:
    """Of two places both are taken; the third visit comes in once the first has gone."""
    gone: set[str] = set()
    door = Visits(2, lambda visit: visit not in gone)
    assert door.let_in("a")
    assert door.let_in("b")
    assert not door.let_in("c")
    assert door.let_in("a")
    gone.add("a")
    assert door.let_in("c")
    assert len(door) == 2
    assert not door.let_in("a")


def test_a_thousand_that_come_and_go_leave_nothing_behind() -> None:
    """No more is remembered than there are places."""
    latest = ""
    door = Visits(10, lambda visit: visit == latest)
    for number in range(1000):
        latest = f"visit {number}"
        assert door.let_in(latest)
    assert len(door) <= 10


def test_a_busy_server_says_so_calmly(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page names the number and shows nothing else; it opens once there is room."""
    monkeypatch.setattr(visits, "_VISITS", Visits(0, lambda _: True))
    app = AppTest.from_function(busy_page, default_timeout=30).run()
    assert [one.value for one in app.markdown] == ["##### The server is busy"]
    assert app.info[0].value.startswith("1,000 visits are open, as many as there may be")
    assert not app.exception
    monkeypatch.setattr(visits, "_VISITS", Visits(1, lambda _: True))
    assert [one.value for one in app.run().markdown] == ["let in"]
