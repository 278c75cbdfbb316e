"""Work that takes long shows a bar, can be ended, and begins anew for something else."""

from __future__ import annotations

import time

from streamlit.testing.v1 import AppTest

PATIENCE = 20.0


def slow_page() -> None:
    """A page whose work goes on until it is ended, or is done at once where it is asked so."""
    import time

    import streamlit as st

    from scoring.ui import state
    from scoring.ui.panels.tuning.work import worked
    from scoring.workbench import Watch

    about = st.session_state.get("about", "slow")

    def make(watch: Watch) -> str:
        while about == "slow":
            watch.tell("Going on", 0.4)
            time.sleep(0.02)
        return f"made of {about}"

    made = worked(state.current(), "part", about, "Something slow", make)
    st.write(made or "nothing yet")


def settled(app: AppTest, text: str) -> AppTest:
    """The page once it says something, run again as its bar would."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        app.run()
        if any(text in box.value for box in (*app.info, *app.markdown)):
            return app
        time.sleep(0.05)
    raise AssertionError(f"it never said '{text}'")


def test_it_is_ended_and_begun_again() -> None:
    """Cancel ends it in words; Begin again starts over."""
    app = AppTest.from_function(slow_page, default_timeout=30).run()
    assert not app.exception
    assert [b.key for b in app.button] == ["cancel-part"]
    assert app.markdown[-1].value == "nothing yet"
    app.button(key="cancel-part").click().run()
    settled(app, "It was cancelled.")
    assert [b.key for b in app.button] == ["again-part"]
    app.button(key="again-part").click().run()
    assert [b.key for b in app.button] == ["cancel-part"]
    app.button(key="cancel-part").click().run()
    settled(app, "It was cancelled.")


def test_what_it_is_about_decides_whether_it_begins_anew() -> None:
    """Another key ends the old work and makes the new; the same key gives what was made."""
    app = AppTest.from_function(slow_page, default_timeout=30).run()
    state = app.session_state["bellwether"]
    old = state.works["part"][1]
    app.session_state["about"] = "a"
    app.run()
    assert app.markdown[-1].value == "made of a"
    assert old.wait(PATIENCE)
    assert old.stopped
    made = state.works["part"][1]
    app.run()
    assert state.works["part"][1] is made
