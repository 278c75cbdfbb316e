"""The changes worth a try change the card on the page, say what they did, and can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from scoring.spec.edit import with_metric
from scoring.ui.state import State
from scoring.workbench import picture
from tests.conftest import ROOT
from tests.pages.test_pages import CARD, is_well, opened


def captions(app: AppTest) -> str:
    return " ".join(one.value for one in app.caption)


def test_a_first_visit_is_offered_the_changes_and_the_drop() -> None:
    """Three changes, each with its question, on the scored demo book."""
    app = opened()
    is_well(app)
    assert [app.button(key=f"try-{kind}").label for kind in ("halve", "raise", "drop")] == [
        "Halve Product usage",
        "Raise the red cut by 10",
        "Take out CSM pulse",
    ]
    assert "This book is made up and already scored." in captions(app)


def test_a_change_is_made_told_and_undone() -> None:
    """The weight is 15, the numbers are the kernel's, and the same button leads back."""
    app = opened()
    app.button(key="try-halve").click().run()
    is_well(app)
    state: State = app.session_state["bellwether"]
    assert state.card.metric("usage").weight == 15
    seen = picture(state.data, state.card, CARD, state.as_of)
    counts, before = seen.trial.counts, seen.trial_saved.counts
    red = next(one.accounts for one in seen.shares if one.alarm)
    said = f"({red} in all). Caught {counts.caught} of {counts.lost}, was {before.caught}."
    assert said in captions(app)
    app.button(key="try-halve").click().run()
    is_well(app)
    assert app.session_state["bellwether"].card == CARD
    assert app.button(key="try-halve").label == "Halve Product usage"


def test_an_answer_goes_with_its_card() -> None:
    """Another change begins from the card on the screen, and takes the answer's place."""
    app = opened()
    app.button(key="try-raise").click().run()
    app.button(key="try-drop").click().run()
    is_well(app)
    state: State = app.session_state["bellwether"]
    assert state.card.cuts[1] == 55.0
    assert not state.card.metric("pulse").enabled
    assert app.button(key="try-raise").label == "Raise the red cut by 10"
    assert app.button(key="try-drop").label == "Undo: Take out CSM pulse"
    assert "Ranking power" in captions(app)
    state.undo()
    assert state.card.metric("pulse").enabled


def test_the_strip_is_put_away_and_comes_back_with_the_tour() -> None:
    """The offer of a drop stays; what was put away is called back with the tour."""
    app = opened()
    app.button(key="tries-hide").click().run()
    is_well(app)
    keys = [one.key for one in app.button]
    assert "try-halve" not in keys
    assert "This book is made up and already scored." in captions(app)
    later = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    later.session_state["first-tries"] = app.session_state["first-tries"]
    later.run()
    assert "try-halve" not in [one.key for one in later.button]
    later.button(key="tour-call").click().run()
    is_well(later)
    assert not later.session_state["first-tries"].hidden


def test_what_does_not_apply_is_not_offered() -> None:
    """A card that opens without opinions has two changes."""
    facts = with_metric(with_metric(CARD, "pulse", enabled=False), "survey", enabled=False)
    app = opened(State("demo", facts, facts))
    is_well(app)
    keys = [str(one.key) for one in app.button if str(one.key).startswith("try-")]
    assert keys == ["try-halve", "try-raise"]


@pytest.mark.usefixtures("as_if_started")
def test_own_data_are_not_called_made_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without losses a change says who turns red, and no more."""
    monkeypatch.setenv("BELLWETHER_DATA", str(folder))
    app = opened()
    is_well(app)
    assert "made up" not in captions(app)
    app.button(key="try-halve").click().run()
    is_well(app)
    assert "in all)" in captions(app)
    assert "Caught" not in captions(app)
