"""A file of the visitor's own: drop it, confirm what its columns are, and it is scored."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from scoring.errors import FindingsError
from scoring.spec.data_file import File
from scoring.spec.guess import Roles
from scoring.spec.model import Card
from scoring.ui.bound import plain
from scoring.ui.data import upload_id
from scoring.ui.panels.written import chosen_part, how_it_was_read, settled
from scoring.ui.state import State
from scoring.workbench import (
    STARTING,
    DataSet,
    FileProfile,
    fits,
    look_at,
    open_upload,
    starting_card,
)

_MEGABYTES = 100
_NONE = "–"


def upload(here: State) -> None:
    """The drop zone and, once a file is there, the form that says what its columns are."""
    st.markdown("##### Use your own file")
    st.caption(
        "One table as CSV, XLSX, Parquet or a DuckDB file: a row an account, or a row an account"
        " and month. It is kept in the memory of this browser tab's session, written nowhere, and"
        " gone when the tab is closed or reloaded."
    )
    file = st.file_uploader(
        "Data file",
        type=["csv", "tsv", "txt", "gz", "xlsx", "parquet", "duckdb", "db"],
        key="upload-file",
        max_upload_size=_MEGABYTES,
        label_visibility="collapsed",
    )
    if file is None:
        return
    content = file.getvalue()
    stated = chosen_part(file.file_id, content)
    try:
        profile, roles = _looked_at(file.file_id, content, stated)
    except FindingsError as fault:
        for finding in fault.findings:
            st.error(plain(finding.as_text()), icon=":material/error:")
        st.caption("Nothing was changed: the data set you had is still loaded.")
        return
    _form(here, file.name, content, stated, profile, roles)


def _looked_at(file_id: str, content: bytes, stated: File) -> tuple[FileProfile, Roles]:
    """Look at a file once, not on every run of the page."""
    kept = st.session_state.get("looked-at")
    if kept is None or kept[0] != (file_id, stated):
        kept = ((file_id, stated), *look_at(content, stated))
        st.session_state["looked-at"] = kept
    return kept[1], kept[2]


def _form(
    here: State, name: str, content: bytes, stated: File, profile: FileProfile, guess: Roles
) -> None:
    st.markdown(
        f"**{plain(name)}**: {profile.rows:,} rows, {len(profile.columns)} columns."
        " Below is what we take them for; correct it where it is wrong."
    )
    how_it_was_read(profile)
    with st.form("roles", border=True):
        dialect = settled(profile)
        roles = _roles(profile, guess)
        pressed = st.form_submit_button("Load and score", type="primary")
    if not pressed:
        return
    try:
        with st.status("Loading …") as status:
            data = open_upload(
                content,
                name,
                roles,
                today=dt.date.today(),
                stated=stated.model_copy(update={"csv": dialect}),
            )
            card = _card_for(here, data)
            status.update(label="Loaded", state="complete")
    except FindingsError as fault:
        for finding in fault.findings[:10]:
            st.error(plain(finding.as_text()), icon=":material/error:")
        st.caption("Nothing was changed: the data set you had is still loaded.")
        return
    here.use_data(upload_id(data), data, card)
    here.notice = _welcome(card, name)
    st.switch_page("pages/workbench.py")


def _card_for(here: State, data: DataSet) -> Card | None:
    """The card of the link that waits for this file, the one on the screen (None), or a guess."""
    if here.pending is not None and fits(here.pending, data):
        waiting, here.pending = here.pending, None
        return waiting
    return None if fits(here.card, data) else starting_card(data)


def _welcome(card: Card | None, name: str) -> str:
    if card is None:
        return f"{name} is loaded and scored with the card you had."
    if card.name != STARTING:
        return f"{name} is loaded and scored with the card of your link."
    return (
        f"{name} is loaded and scored with a starting card. Its directions, anchors and"
        " weights are guesses: check each metric."
    )


def _roles(profile: FileProfile, guess: Roles) -> Roles:
    labels = [c.label for c in profile.columns]
    left, middle, right = st.columns(3)
    with left:
        key = st.selectbox("Account id", labels, index=labels.index(guess.id))
        name = _optional("Account name", labels, guess.name)
        owner = _optional("Owner (CSM)", labels, guess.owner)
    with middle:
        month = _optional("Month (leave empty for one snapshot)", labels, guess.month)
        arr = _optional("Revenue", labels, guess.arr)
        monthly = st.checkbox("Revenue is a month's: times 12", value=guess.monthly_revenue)
    with right:
        ended = _optional("Lost on (a date)", labels, guess.churned_on)
        flag = _optional("… or lost yes/no", labels, guess.flag)
        values = {v for c in profile.columns if c.distinct <= 12 for v in c.examples}
        options = sorted(values | set(guess.lost_values))
        lost = st.multiselect("Values that mean lost", options, list(guess.lost_values))
    measures = st.multiselect("Measures (what a metric can read)", labels, list(guess.measures))
    dimensions = st.multiselect("Dimensions (to filter by)", labels, list(guess.dimensions))
    return Roles(
        id=key,
        month=month,
        name=name,
        owner=owner,
        arr=arr,
        monthly_revenue=monthly,
        churned_on=ended,
        flag=None if ended else flag,
        lost_values=tuple(lost),
        dimensions=tuple(dimensions),
        measures=tuple(measures),
    )


def _optional(label: str, options: list[str], guess: str | None) -> str | None:
    shown: list[Any] = [None, *options]
    index = shown.index(guess) if guess in options else 0
    chosen = st.selectbox(
        label, shown, index=index, format_func=lambda option: _NONE if option is None else option
    )
    return None if chosen is None else str(chosen)
