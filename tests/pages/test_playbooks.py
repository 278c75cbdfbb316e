"""On the Actions page a playbook is written in one step, refused where it is faulty, or removed."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from scoring.spec.edit_playbooks import playbook_of
from tests.pages.actions_page import actions, state_of, table, unfold
from tests.pages.test_pages import CARD, is_well, turned_to


def fields_of(app: AppTest, position: int) -> str:
    """The beginning of the keys of a band's form."""
    keys = [str(a.key) for a in app.text_area if str(a.key).startswith(f"book-{position}-")]
    return keys[0].removesuffix("-steps")


def test_a_playbook_is_written_in_one_step() -> None:
    """Title, hours and steps change together, and one undo brings the old ones back."""
    app = actions(unfolded="playbook-2")
    key = fields_of(app, 2)
    app.text_input(key=f"{key}-title").set_value("Save them")
    app.number_input(key=f"{key}-hours").set_value(24)
    app.text_area(key=f"{key}-steps").set_value("Call\n\nVisit")
    app.button(key=f"{key}-keep").click().run()
    is_well(app)
    here = state_of(app)
    book = playbook_of(here.card, "At risk")
    assert book is not None
    assert (book.title, book.within_hours, book.steps) == ("Save them", 24, ("Call", "Visit"))
    assert table(app, "worklist")[0]["Call by"] == "2026-11-01"
    assert len(here.past) == 1
    here.undo()
    assert here.card == CARD


def test_a_playbook_that_cannot_stand_changes_nothing() -> None:
    """Without a title it is refused, and what was typed stays to be mended."""
    app = actions(unfolded="playbook-0")
    key = fields_of(app, 0)
    app.text_input(key=f"{key}-title").set_value(" ")
    app.text_area(key=f"{key}-steps").set_value("Call")
    app.button(key=f"{key}-keep").click().run()
    is_well(app)
    assert state_of(app).card == CARD
    assert app.text_area(key=f"{key}-steps").value == "Call"
    assert app.toast


def test_a_playbook_is_removed() -> None:
    """The band has nothing to do any more; the worklist says where to write it."""
    app = actions(unfolded="playbook-2")
    app.button(key=f"{fields_of(app, 2)}-remove").click().run()
    is_well(app)
    assert playbook_of(state_of(app).card, "At risk") is None
    assert table(app, "worklist")[0]["Done"] == ""


def test_a_form_is_made_when_its_fold_is_opened_and_stays() -> None:
    """Of three forms none is made; one that was opened stays while shut, as long as the page."""
    app = actions()
    assert not app.text_area
    key = fields_of(unfold(app, "playbook-2"), 2)
    for fold, opens in (("playbook-2", False), ("playbook-2", True), ("playbook-2", False)):
        unfold(app, fold, opens=opens)
        assert [str(a.key) for a in app.text_area] == [f"{key}-steps"]
    unfold(app, "playbook-1")
    assert fields_of(app, 2) == key
    turned_to(turned_to(app, "accounts"), "actions")
    is_well(app)
    assert not app.text_area
