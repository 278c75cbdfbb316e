"""The worklist: whom each CSM calls, in order, with reasons, steps and a day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from scoring.output.figures import count
from scoring.ui.bound import chosen, held, plain
from scoring.ui.panels.acting.kept import Done, done_steps
from scoring.ui.panels.acting.setting import json_button, number, plainly, take
from scoring.ui.panels.acting.task import task_panel
from scoring.ui.panels.board import picked_row
from scoring.ui.panels.file_buttons import file_buttons
from scoring.ui.panels.table import table
from scoring.ui.state import State
from scoring.views.worklist import ORDER, Task, Worklist
from scoring.workbench.acting import MOST_CAPACITY
from scoring.workbench.acting_lists import NOBODY, accounts_of, task_columns
from scoring.workbench.working import steps_of, worklist_data, worklist_of, worklist_table

_LATER: Final = "acting-later"


def calls(here: State) -> None:
    """Whose list, how many, and the list; a row opens what to do."""
    listed = worklist_of(here.data, here.card, here.as_of, here.acting.capacity, here.filter)
    if not listed.tasks:
        _nothing(listed)
        return
    owner = _asked(here, listed)
    tasks = listed.of(owner)
    st.caption(plain(_summed(listed, tasks, owner)))
    shown = [task for task in tasks if task.now or st.session_state.get(_LATER)]
    several = owner is None and len(listed.owners) > 1
    done = done_steps(here)
    said = [_done(here, task, done) for task in shown]
    picked = table(
        here,
        "worklist",
        task_columns(here.data, here.card, shown, said, owners=several),
        len(shown),
        name=f"worklist-{listed.month}",
        accounts=accounts_of(shown),
        opens=False,
    )
    task = next((task for task in shown if task.account == picked), None)
    if task is None:
        st.caption("Choose a row for its playbook.")
    else:
        task_panel(here, task, done)
    st.caption(ORDER)
    _files(here, listed, owner)
    if several:
        _owners(listed)


def _nothing(listed: Worklist) -> None:
    words = "Nobody to call: every account with a score is in a good band."
    if listed.unscored:
        words += f" {count(listed.unscored)} have no score; the Data page says what is missing."
    st.info(words, icon=":material/sentiment_satisfied:")


def _asked(here: State, listed: Worklist) -> str | None:
    """Whose list is looked at; None for everybody's."""
    options: list[str | None] = [None, *listed.owners]
    now = here.acting.owner if here.acting.owner in options else None
    left, middle, right = st.columns([3, 2, 3], vertical_alignment="bottom")
    if len(listed.owners) > 1:
        with left:
            _owner(here, now, options)
    with middle:
        number(
            here,
            "capacity",
            "Calls each this week" if listed.owners != ("",) else "Calls this week",
            here.acting.capacity,
            (1, MOST_CAPACITY),
            plainly("capacity"),
            "So many accounts each CSM can call; the rest waits.",
        )
    with right:
        st.toggle("Also those that wait", **held(_LATER, bool(st.session_state.get(_LATER))))
    return now


def _owner(here: State, now: str | None, options: Sequence[str | None]) -> None:
    """A choice by place: an option that is None would read as no choice."""
    places = range(len(options))
    names = ["Everybody" if owner is None else owner or NOBODY for owner in options]

    def picked() -> None:
        place = st.session_state["acting-owner"]
        if place in places:
            take(here, lambda acting: plainly("owner")(acting, options[place]))

    st.selectbox(
        "Worklist of",
        places,
        **chosen("acting-owner", options.index(now), places),
        format_func=names.__getitem__,
        on_change=picked,
    )


def _summed(listed: Worklist, tasks: Sequence[Task], owner: str | None) -> str:
    now, red = sum(t.now for t in tasks), sum(t.red for t in tasks)
    waiting = sum(t.red and not t.now for t in tasks)
    said = f"{count(len(tasks))} accounts are in no good band, {count(red)} of them flagged."
    said += f" {count(now)} to call this week, {count(len(tasks) - now)} wait"
    said += f", {count(waiting)} of these flagged." if waiting else "."
    if owner is None and listed.unscored:
        said += f" {count(listed.unscored)} without a score cannot be ranked."
    return said


def _done(here: State, task: Task, done: Done) -> str:
    """How many steps are ticked, such as "1 of 3"."""
    steps = steps_of(here.card, task)
    account_id = here.data.book.frame.accounts.ids[task.account]
    ticked = done.get((account_id, task.playbook), frozenset()) & set(steps)
    return f"{len(ticked)} of {len(steps)}" if steps else ""


def _files(here: State, listed: Worklist, owner: str | None) -> None:
    name = f"worklist-{listed.month}"
    with st.container(horizontal=True):
        made = partial(worklist_table, here.data, here.card, listed, owner)
        file_buttons("Worklist", name, "worklist", made)
        json_button(
            "Worklist for a webhook",
            name,
            "worklist-json",
            partial(worklist_data, here.data, here.card, listed),
        )


def _owners(listed: Worklist) -> None:
    """How each owner is loaded."""
    with st.expander("Load by owner", icon=":material/groups:"):
        rows = []
        for owner in listed.owners:
            tasks = listed.of(owner)
            rows.append(
                {
                    "Owner": owner or NOBODY,
                    "On the list": len(tasks),
                    "Flagged": sum(t.red for t in tasks),
                    "This week": sum(t.now for t in tasks),
                    "Flagged that wait": sum(t.red and not t.now for t in tasks),
                }
            )
        picked_row(pd.DataFrame(rows), "worklist-owners")
