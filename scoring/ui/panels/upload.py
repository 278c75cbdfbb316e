"""A file of the visitor's own: drop it, confirm what its columns are, and it is scored."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from scoring.errors import FindingsError
from scoring.spec.guess import Roles
from scoring.ui.bound import plain
from scoring.ui.data import upload_id
from scoring.ui.state import State
from scoring.workbench import FileProfile, fits, look_at, open_upload, starting_card

_MEGABYTES = 100
_NONE = "–"


def upload(here: State) -> None:
    """The drop zone and, once a file is there, the form that says what its columns are."""
    st.markdown("##### Use your own file")
    st.caption(
        "One table as CSV or Parquet: a row an account, or a row an account and month. It is"
        " kept in the memory of this browser tab's session, written nowhere, and gone when the"
        " tab is closed or reloaded."
    )
    file = st.file_uploader(
        "CSV or Parquet file",
        type=["csv", "tsv", "txt", "parquet"],
        key="upload-file",
        max_upload_size=_MEGABYTES,
        label_visibility="collapsed",
    )
    if file is None:
        return
    content = file.getvalue()
    try:
        profile, roles = look_at(content)
    except FindingsError as fault:
        for finding in fault.findings:
            st.error(finding.as_text().replace("$", "\\$"), icon=":material/error:")
        st.caption("Nothing was changed: the data set you had is still loaded.")
        return
    _form(here, file.name, content, profile, roles)


def _form(here: State, name: str, content: bytes, profile: FileProfile, guess: Roles) -> None:
    st.markdown(
        f"**{plain(name)}**: {profile.rows:,} rows, {len(profile.columns)} columns."
        " Below is what we take them for; correct it where it is wrong."
    )
    with st.form("roles", border=True):
        roles = _roles(profile, guess)
        pressed = st.form_submit_button("Load and score", type="primary")
    if not pressed:
        return
    try:
        with st.status("Loading …") as status:
            data = open_upload(
                content, name, roles, today=dt.date.today(), progress=lambda s: st.write(s)
            )
            card = None if fits(here.card, data) else starting_card(data)
            status.update(label="Loaded", state="complete")
    except FindingsError as fault:
        for finding in fault.findings[:10]:
            st.error(finding.as_text().replace("$", "\\$"), icon=":material/error:")
        st.caption("Nothing was changed: the data set you had is still loaded.")
        return
    here.use_data(upload_id(data), data, card)
    here.notice = _welcome(card is not None, name)
    st.switch_page("pages/workbench.py")


def _welcome(guessed: bool, name: str) -> str:
    if not guessed:
        return f"{plain(name)} is loaded and scored with the card you had."
    return (
        f"{plain(name)} is loaded and scored with a starting card. Its directions, anchors and"
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
