"""A data set is loaded beside the page, and what came of it is shown and used."""

from __future__ import annotations

import datetime as dt
from functools import partial

import streamlit as st

from scoring.errors import BellwetherError, FindingsError, Stopped
from scoring.spec.source import Source
from scoring.ui.bound import plain
from scoring.ui.data import quality_of, upload_id
from scoring.ui.panels import wizard_state
from scoring.ui.panels.bar import AT_ONCE, bar
from scoring.ui.state import State
from scoring.workbench import Fresh, Job, Place, open_fresh

_KEPT = "Nothing was changed: the data set you had is still loaded."


def begin(here: State, source: Source, place: Place, part: str) -> None:
    """Load a data set; the bar is shown where `loading` is called for the same part of a page."""
    stop(here)
    cards = [*([here.pending] if here.pending else []), here.card]
    work = partial(open_fresh, source, place, cards, today=dt.date.today())
    here.job = Job(source.name, lambda watch: work(watch=watch), part)
    here.job.wait(AT_ONCE)


def reload(here: State, source: Source) -> None:
    """Load the data set on the screen again, from where its files are, by another source."""
    begin(here, source, here.data.place, "findings")


def stop(here: State) -> None:
    """End a load that goes on; what was loaded before stays."""
    if here.job is not None:
        here.job.stop()
        here.job = None


def loading(here: State, part: str) -> None:
    """The bar of a load that this part of the page began, or what came of it."""
    job = here.job
    if job is None or job.part != part:
        return
    if not job.done:
        bar(job, f"cancel-{part}")
        return
    here.job = None
    try:
        fresh = job.result()
    except Stopped:
        st.info(f"Loading was cancelled. {_KEPT}", icon=":material/info:")
    except FindingsError as fault:
        for finding in fault.findings[:10]:
            st.error(plain(finding.as_text()), icon=":material/error:")
        st.caption(_KEPT)
    except BellwetherError as fault:
        st.error(plain(f"{fault.problem}. {fault.fix}"), icon=":material/error:")
        st.caption(_KEPT)
    else:
        _use(here, fresh)
        if part == "wizard":
            wizard_state.forget()
        if part == "findings":
            st.rerun()
        st.switch_page("pages/workbench.py")


def _use(here: State, fresh: Fresh) -> None:
    waited, here.pending = here.pending, None
    same = fresh.card.digest == here.card.digest
    here.use_data(upload_id(fresh.data), fresh.data, None if same else fresh.card)
    name = fresh.data.catalogue.name
    found = len(quality_of(fresh.data))
    odd = f" {found} findings are on the Data page." if found > 1 else ""
    odd = " 1 finding is on the Data page." if found == 1 else odd
    if fresh.guessed:
        said = (
            "is loaded and scored with a starting card. Its directions, anchors and weights are"
            " guesses: check each metric."
        )
    elif waited is not None and waited.digest == fresh.card.digest:
        said = "is loaded and scored with the card of your link."
    else:
        said = "is loaded and scored with the card you had."
    here.notice = f"{name} {said}{odd}"
