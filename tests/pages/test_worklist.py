"""The worklist of the Actions page: who is called, in what order, and what was done for them."""

from __future__ import annotations

from scoring.spec.records import Tick
from scoring.ui.records import book_name, store_of
from scoring.ui.state import State
from scoring.workbench.working import worklist_of
from tests.pages.actions_page import (
    DATA,
    FACTS,
    NOW,
    actions,
    chosen,
    in_link,
    state_of,
    table,
    told,
)
from tests.pages.test_pages import CARD, is_well, opened, turned_to


def test_the_worklist_is_that_of_the_use_case() -> None:
    """Ten for each owner in the stated order; a toggle shows those that wait, too."""
    listed = worklist_of(DATA, CARD, NOW, 10)
    app = actions()
    now = [FACTS.names[t.account] for t in listed.tasks if t.now]
    assert [row["Customer"] for row in table(app, "worklist")] == now
    assert f"{len(listed.tasks)} accounts are in no good band" in told(app)
    app.toggle(key="acting-later").set_value(True).run()
    is_well(app)
    assert len(table(app, "worklist")) == len(listed.tasks)


def test_one_owner_and_another_capacity() -> None:
    """The choice and the number narrow the list, and the link brings both back."""
    app = actions()
    owner = worklist_of(DATA, CARD, NOW, 10).owners[1]
    app.selectbox(key="acting-owner").set_value(2).run()
    app.number_input(key="acting-capacity").set_value(3).run()
    is_well(app)
    wanted = [t for t in worklist_of(DATA, CARD, NOW, 3).of(owner) if t.now]
    rows = table(app, "worklist")
    assert [row["Customer"] for row in rows] == [FACTS.names[t.account] for t in wanted]
    assert "Owner" not in rows[0]
    assert (in_link(app)["xo"], in_link(app)["xc"]) == (owner, "3")
    again = turned_to(opened(token=state_of(app).token), "actions")
    assert [r["Customer"] for r in table(again, "worklist")] == [r["Customer"] for r in rows]


def test_a_chosen_account_shows_its_playbook_and_keeps_ticks() -> None:
    """A row opens the steps; a tick is kept for the month, counts in the table and comes off."""
    state = State("demo", CARD, CARD)
    task = worklist_of(DATA, CARD, NOW, 10).tasks[0]
    app = chosen(actions(state), 0)
    steps = CARD.playbooks[task.playbook].steps
    assert [box.label for box in app.checkbox] == list(steps)
    app.checkbox[1].check().run()
    is_well(app)
    here = state_of(app)
    [kept] = store_of(here).ticks(book_name(here), NOW.end)
    account_id = FACTS.ids[task.account]
    assert kept.record == Tick(account_id, task.playbook, steps[1], "", NOW.end)
    assert table(app, "worklist")[0]["Done"] == f"1 of {len(steps)}"
    assert "Kept for this visit only" in told(app)
    app.checkbox[1].uncheck().run()
    assert store_of(here).ticks(book_name(here), NOW.end) == ()


def test_the_way_to_the_account() -> None:
    """The button leads to the account's own page."""
    task = worklist_of(DATA, CARD, NOW, 10).tasks[2]
    app = chosen(actions(), 2)
    app.button(key="task-open").click().run()
    is_well(app)
    assert state_of(app).account == FACTS.ids[task.account]
    assert any(FACTS.names[task.account] in m.value.replace("\\", "") for m in app.markdown)


def test_the_list_is_searched_and_a_choice_stays() -> None:
    """A part of a name finds its row; the account chosen before stays open while it is shown."""
    task = worklist_of(DATA, CARD, NOW, 10).tasks[4]
    app = chosen(actions(), 4)
    name = FACTS.names[task.account]
    app.text_input(key="worklist-find").set_value(name).run()
    is_well(app)
    assert [row["Customer"] for row in table(app, "worklist")] == [name]
    assert app.button(key="task-open")
