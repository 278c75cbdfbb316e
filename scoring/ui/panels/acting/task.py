"""What to do for one account of the worklist: its playbook, step by step, and what is done."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scoring.spec.parts import Playbook
from scoring.ui.bound import held, plain
from scoring.ui.panels.acting.kept import Done, tick
from scoring.ui.records import store_of, where_kept
from scoring.ui.state import State
from scoring.views.worklist import Task


def task_panel(here: State, task: Task, done: Done) -> None:
    """The playbook of the account's band with a tick for each step, and the way to its page."""
    facts = here.data.book.frame.accounts
    book = here.card.playbooks.get(task.playbook)
    with st.container(border=True, key="task"):
        left, right = st.columns([4, 1], vertical_alignment="center")
        with left:
            st.markdown(f"**{plain(facts.names[task.account])}** · {plain(_head(task, book))}")
        with right:
            if st.button("Open account", icon=":material/badge:", key="task-open", width="stretch"):
                here.account = facts.ids[task.account]
                st.switch_page("pages/accounts.py")
        if task.reason:
            st.caption(plain(f"Why: {task.reason}"))
        if book is None or not book.steps:
            st.caption("Write its steps under Playbooks, below.")
        else:
            _steps(here, task, book, done)


def _head(task: Task, book: Playbook | None) -> str:
    said = book.title if book else f"no playbook for {task.band}"
    return f"{said} · call by {task.due.isoformat()}" if task.due else said


def _steps(here: State, task: Task, book: Playbook, done: Done) -> None:
    account_id = here.data.book.frame.accounts.ids[task.account]
    ticked = done.get((account_id, task.playbook), frozenset())
    for position, step in enumerate(book.steps):
        key = f"step-{here.as_of}-{task.account}-{position}"
        st.checkbox(
            plain(step),
            **held(key, step in ticked),
            on_change=partial(_turned, here, key, (account_id, task.playbook, step)),
            disabled=store_of(here).read_only is not None,
        )
    st.caption(where_kept(here))


def _turned(here: State, key: str, what: tuple[str, str, str]) -> None:
    tick(here, *what, done=bool(st.session_state[key]))
