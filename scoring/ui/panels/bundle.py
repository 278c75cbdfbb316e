"""A bundle is made of what is on the screen, and one that was made comes back to the screen."""

from __future__ import annotations

import io
from functools import partial
from typing import Any, Final

import streamlit as st

from scoring.errors import BellwetherError, FindingsError, in_sentences
from scoring.limits.files import BUNDLE_MB
from scoring.limits.showing import BUNDLE_COMPARED
from scoring.spec.link import Linked, decode
from scoring.ui.bound import plain
from scoring.ui.data import names, upload_id
from scoring.ui.panels.loading import begin, loading
from scoring.ui.panels.tuning.work import worked
from scoring.ui.panels.wanted import wanted
from scoring.ui.state import State, open_link
from scoring.workbench import DataSet, Watch, fits
from scoring.workbench.bundling import Bundle, open_bundle, same_scores, write_bundle
from scoring.workbench.reporting import Look

MEGABYTES: Final = BUNDLE_MB.now
COMPARED: Final = BUNDLE_COMPARED.now
"""Up to so many rows the scores are held against those of the bundle at once."""

_SEEN, _TOLD, _WAITS = "bundle-seen", "bundle-told", "bundle-waits"


def bundle(here: State) -> None:
    """Make a bundle, and open one."""
    st.markdown("## Bundle")
    st.caption(
        "One .zip with the card, the scores of all months, the SQL, the back-test, the method and"
        " this view. Opened here or elsewhere, it shows the same numbers again."
    )
    if fits(here.card, here.data):
        _make(here)
    file = st.file_uploader(
        "Open a bundle (.zip)", type=["zip"], key="bundle-file", max_upload_size=MEGABYTES
    )
    if file is not None:
        _opened(here, file)
    loading(here, "bundle")
    _shown(here)


def _make(here: State) -> None:
    own = here.upload is not None and here.data_id == upload_id(here.upload)
    include = False
    if own:
        include = st.checkbox(
            "Include my data files",
            key="bundle-data",
            help="They go along as they are, with every column. Without them, whoever opens the"
            " bundle drops the same files first.",
        )
    if here.data.before is not None:
        st.caption("Pulses that were given here stay here: its scores are those without them.")
    linked = decode(here.token)
    look = Look(here.as_of, here.filter, here.asked)
    key = (here.data.catalogue.version, here.token, include)
    if not wanted("bundle", key, "Make the bundle"):
        return
    work = partial(_made, here.data, look, linked, include)
    made = worked(here, "bundle-made", key, "Bundle", work)
    if made is not None:
        st.download_button(
            "Bundle as .zip",
            made.getvalue,
            f"bundle-{look.month}.zip",
            "application/zip",
            icon=":material/download:",
            on_click="ignore",
            key="bundle-zip",
        )


def _made(data: DataSet, look: Look, linked: Linked, include: bool, watch: Watch) -> io.BytesIO:
    out = io.BytesIO()
    write_bundle(data, look, linked, out, include_data=include, watch=watch)
    return out


def _opened(here: State, file: Any) -> None:
    """Look at a bundle once, when it comes."""
    if st.session_state.get(_SEEN) == file.file_id:
        if told := st.session_state.get(_TOLD):
            st.error(told, icon=":material/error:")
            st.caption("Nothing was changed.")
        return
    st.session_state[_SEEN], st.session_state[_TOLD] = file.file_id, ""
    try:
        found = open_bundle(file, file.size)
        if found.source is None and found.linked.data not in names():
            st.session_state[_TOLD] = plain(_absent(here, found))
    except FindingsError as error:
        st.session_state[_TOLD] = plain(error.findings[0].in_sentences())
    except BellwetherError as error:
        st.session_state[_TOLD] = plain(in_sentences(error))
    if not st.session_state[_TOLD]:
        _begin(here, found)
    st.rerun()


def _absent(here: State, found: Bundle) -> str:
    """Why a bundle without data cannot be shown; empty where its data are on the screen."""
    own = here.upload is not None and found.linked.data == upload_id(here.upload)
    if own:
        return ""
    return (
        f"This bundle names its data '{found.manifest.data}' and does not hold them. Drop the same"
        " files on the Data page first, then the bundle again."
    )


def _begin(here: State, found: Bundle) -> None:
    st.session_state[_WAITS] = found
    if found.source is not None and found.place is not None:
        here.pending = found.card
        begin(here, found.source, found.place, "bundle")


def _shown(here: State) -> None:
    """Put a bundle on the screen as soon as its data are there."""
    found: Bundle | None = st.session_state.get(_WAITS)
    if found is None or here.job is not None:
        return
    del st.session_state[_WAITS]
    if here.refused is not None:
        return
    inside = found.source is not None and here.upload is not None
    data_id = upload_id(here.upload) if inside and here.upload else found.linked.data
    here.notice = ""
    open_link(found.link_for(data_id))
    if here.notice:
        st.rerun()
    here.notice = f"The bundle is open: {found.card.name} over {found.manifest.data}. "
    if found.manifest.rows > COMPARED:
        here.notice += "Its scores were not held against those shown here, as they are many."
    elif same_scores(found, here.data):
        here.notice += "Every score is the same as when it was written."
    else:
        here.notice += "Not every score is as when it was written: another version wrote it."
    st.rerun()
