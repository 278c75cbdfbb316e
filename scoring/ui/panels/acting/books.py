"""The playbook of each band is written here: its title, its hours and its steps."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from scoring.limits.writing import TYPED_NAME, TYPED_STEPS
from scoring.spec.edit_playbooks import playbook_of, sharing, with_playbook, without_playbook
from scoring.spec.glossary import meaning
from scoring.spec.parts import Band
from scoring.ui.bound import plain
from scoring.ui.state import State, attempt

_HOURS = 8760
_MOST: Final = TYPED_STEPS.now


def books(here: State) -> None:
    """One form a band; what is kept is one step that can be undone on the Workbench.

    A form is made when its fold is opened, and stays: what was typed in it would go with it.
    """
    st.markdown("## Playbooks", help=meaning("Playbook"))
    st.caption("They belong to the card: links, files and undo take them along.")
    for position, (band, alarm) in enumerate(zip(here.card.bands, here.card.alarms, strict=True)):
        book = playbook_of(here.card, band.name)
        title = f"{plain(band.name)}: {plain(book.title) if book else 'nothing to do yet'}"
        key = f"playbook-{position}"
        if key not in st.session_state:  # the page is new, and so are its fields
            st.session_state[f"{key}-opened"] = False
        fold = st.expander(title, icon=":material/menu_book:", key=key, on_change="rerun")
        st.session_state[f"{key}-opened"] |= fold.open
        if st.session_state[f"{key}-opened"]:
            with fold:
                _form(here, position, band, alarm=alarm)


def _form(here: State, position: int, band: Band, *, alarm: bool) -> None:
    book = playbook_of(here.card, band.name)
    # A changed playbook makes new fields: what was typed and refused stays in the old ones.
    key = f"book-{position}-{hash((band.name, book)) % 10**9}"
    with st.form(key, border=False):
        left, right = st.columns([3, 1])
        with left:
            st.text_input(
                "Title", book.title if book else "", key=f"{key}-title", max_chars=TYPED_NAME.now
            )
        with right:
            st.number_input(
                "First call within hours",
                min_value=1,
                max_value=_HOURS,
                value=book.within_hours if book else None,
                step=1,
                placeholder="48" if alarm else "none",
                key=f"{key}-hours",
            )
        steps = "\n".join(book.steps) if book else ""
        st.text_area("Steps, one a line", steps, key=f"{key}-steps", max_chars=_MOST)
        if others := sharing(here.card, band.name):
            st.caption(plain(f"Shared with {', '.join(others)}: a change is theirs too."))
        with st.container(horizontal=True):
            st.form_submit_button(
                "Put on the card",
                icon=":material/check:",
                key=f"{key}-keep",
                on_click=partial(_keep, here, band.name, key),
            )
            if book is not None:
                st.form_submit_button(
                    "Remove",
                    icon=":material/delete:",
                    type="tertiary",
                    key=f"{key}-remove",
                    on_click=partial(_remove, here, band.name),
                )


def _keep(here: State, band: str, key: str) -> None:
    said = {name: st.session_state[f"{key}-{name}"] for name in ("title", "hours", "steps")}

    def put() -> None:
        here.change(
            with_playbook(
                here.card,
                band,
                title=said["title"],
                within_hours=said["hours"],
                steps=said["steps"].splitlines(),
            )
        )

    attempt(put)


def _remove(here: State, band: str) -> None:
    here.change(without_playbook(here.card, band))
