"""The worklist: whom each CSM calls, in order, with reasons, steps and a day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np
import pyarrow as pa
import streamlit as st

from scoring.output.figures import count, several
from scoring.ui.bound import chosen, held, plain
from scoring.ui.panels.acting.kept import Done, done_steps
from scoring.ui.panels.acting.setting import json_button, number, plainly, take
from scoring.ui.panels.acting.task import task_panel
from scoring.ui.panels.table import MOST, table
from scoring.ui.state import State
from scoring.values import Ints
from scoring.views.worklist import ORDER, Task, Worklist
from scoring.workbench.acting import MOST_CAPACITY
from scoring.workbench.acting_lists import NOBODY, accounts_of, load_columns, task_columns
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
    later = bool(st.session_state.get(_LATER))
    places = [place for place, task in enumerate(tasks) if later or task.now]
    shown = [tasks[place] for place in places]
    several, done = owner is None and len(listed.owners) > 1, done_steps(here)
    picked = _listed(here, listed, owner, places, done)
    task = next((task for task in shown if task.account == picked), None)
    if task is None:
        st.caption("Choose a row for its playbook.")
    else:
        task_panel(here, task, done)
    st.caption(ORDER)
    json_button(
        "Worklist for a webhook",
        f"worklist-{listed.month}",
        "worklist-json",
        partial(worklist_data, here.data, here.card, listed),
    )
    if several:
        _loads(here, listed)


def _loads(here: State, listed: Worklist) -> None:
    """How much each owner has to do; counted where it is looked at."""
    fold = st.expander(
        "Load by owner", icon=":material/groups:", key="worklist-loads", on_change="rerun"
    )
    if fold.open:
        with fold:
            rows, name = len(listed.owners), f"load-{listed.month}"
            table(here, "worklist-owners", load_columns(listed), rows, name=name)


def _listed(
    here: State, listed: Worklist, owner: str | None, places: Sequence[int], done: Done
) -> int | None:
    """The table of some of an owner's tasks, given by their places; who was chosen in it."""
    tasks = listed.of(owner)
    shown = [tasks[place] for place in places]
    said = _done(here, shown, done)
    several = owner is None and len(listed.owners) > 1

    def written(at: Ints) -> pa.Table:
        whole = worklist_table(here.data, here.card, listed, owner)
        return whole.take(np.array(places, dtype=np.int64)[at])

    return table(
        here,
        "worklist",
        task_columns(here.data, here.card, shown, said, owners=several),
        len(shown),
        name=f"worklist-{listed.month}",
        accounts=accounts_of(shown),
        opens=False,
        written=written,
    )


def _nothing(listed: Worklist) -> None:
    words = "Nobody to call: every account with a score is in a good band."
    if listed.unscored:
        words += f" {count(listed.unscored)} have no score; the Data page says what is missing."
    st.info(words + _gone(listed), icon=":material/sentiment_satisfied:")


def _asked(here: State, listed: Worklist) -> str | None:
    """Whose list is looked at; None for everybody's."""
    options: list[str | None] = [None, *listed.owners[:MOST]]
    now = here.acting.owner if here.acting.owner in listed.owners else None
    options += [] if now in options else [now]
    several = len(listed.owners) > 1
    *left, middle, right = st.columns([3, 2, 3] if several else [2, 6], vertical_alignment="bottom")
    if several:
        with left[0]:
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
    many = len(places) > MOST
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
        help=f"The first {count(MOST)}; search the list for others." if many else None,
    )


def _summed(listed: Worklist, tasks: Sequence[Task], owner: str | None) -> str:
    now, red = sum(t.now for t in tasks), sum(t.red for t in tasks)
    waiting = sum(t.red and not t.now for t in tasks)
    said = f"{several(len(tasks), 'account')} {'is' if len(tasks) == 1 else 'are'} in no good band,"
    said += f" {count(red)} of them flagged. {count(now)} to call this week,"
    said += f" {count(len(tasks) - now)} waiting"
    said += f", {count(waiting)} of these flagged." if waiting else "."
    if owner is None and listed.unscored:
        said += f" {count(listed.unscored)} without a score cannot be ranked."
    return said + _gone(listed) if owner is None else said


def _gone(listed: Worklist) -> str:
    """Who stands in a snapshot and is no customer any more."""
    is_or_are = "is" if listed.gone == 1 else "are"
    told = f" {several(listed.gone, 'account')} marked as lost {is_or_are} left out."
    return told if listed.gone else ""


def _done(here: State, tasks: Sequence[Task], done: Done) -> list[str]:
    """How many steps of each are ticked, such as "1 of 3"."""
    ids, card, said = here.data.book.frame.accounts.ids, here.card, []
    for task in tasks:
        steps = steps_of(card, task)
        ticked = done.get((ids[task.account], task.playbook), frozenset()) & set(steps)
        said.append(f"{len(ticked)} of {len(steps)}" if steps else "")
    return said
