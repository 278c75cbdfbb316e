"""A data set is loaded beside the page, and what came of it is shown and used."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

import streamlit as st

from scoring.errors import BellwetherError, Finding, FindingsError, Stopped, in_sentences
from scoring.spec.source import Source
from scoring.ui.bound import plain
from scoring.ui.data import quality_of, upload_id
from scoring.ui.panels import wizard_state
from scoring.ui.panels.bar import AT_ONCE, bar, visit, visitor_is_here
from scoring.ui.panels.ways import ways
from scoring.ui.refused import Refused
from scoring.ui.state import State
from scoring.workbench import Fresh, Job, Place, open_fresh, questions, with_choices

_CHOOSE = "choose on the Data page how to go on"
_KEPT = "Nothing was changed: the data set you had is still loaded."


def begin(
    here: State, source: Source, place: Place, part: str, asked: Source | None = None
) -> None:
    """Load a data set; the bar is shown where `loading` is called for the same part of a page.

    `asked` is the source without what was chosen about findings, the same if nothing is said.
    """
    stop(here)
    here.tried = (asked or source, source, place)
    cards = [*([here.pending] if here.pending else []), here.card]
    work = partial(open_fresh, source, place, cards, today=dt.date.today())
    here.job = Job(source.name, lambda watch: work(watch=watch), part, visitor_is_here(), visit())
    here.job.wait(AT_ONCE)


def reload(here: State, source: Source) -> None:
    """Load the data set on the screen again, from where its files are, by another source."""
    begin(here, source, here.data.place, "findings")


def stop(here: State) -> None:
    """End a load that goes on; what was loaded before stays."""
    here.refused = None
    if here.job is not None:
        here.job.stop()
        here.job = None


def loading(here: State, part: str) -> None:
    """The bar of a load that this part of the page began, or what came of it."""
    job = here.job
    if job is None or job.part != part:
        not_loaded(here, part)
        return
    if not job.done:
        bar(job, f"cancel-{part}")
        return
    here.job = None
    here.refused = _ended(here, job)
    if here.refused is None and part == "wizard":
        st.switch_page("pages/workbench.py")
    st.rerun()


def not_loaded(here: State, part: str) -> None:
    """What stood in the way of the last load of this part, and ways to load all the same."""
    refused = here.refused
    if refused is None or refused.part != part:
        return
    for fault in refused.told:
        if refused.by_wish:
            st.info(fault, icon=":material/info:")
        else:
            st.error(fault, icon=":material/error:")
    st.caption(_KEPT)
    if refused.by_wish:
        here.refused = None  # it is said once
    offered = questions(refused.source, refused.findings)
    if not offered:
        return
    wanted = ways(f"refused-{part}", offered)
    changed = with_choices(refused.source, wanted)
    st.button(
        "Load with these choices",
        key=f"load-refused-{part}",
        icon=":material/refresh:",
        disabled=changed == refused.source,
        on_click=lambda: begin(here, changed, refused.place, part, refused.asked),
    )


def aside(here: State) -> None:
    """On other pages the bar of a load that goes on, and once it ends a notice."""
    job = here.job
    if job is None or here.page == "data":
        return
    if not job.done:
        bar(job, "cancel-aside")
        return
    here.job = None
    here.refused = _ended(here, job)
    if here.refused is not None:
        here.notice = f"{job.about} was not loaded. {here.refused.told[0]}"
    st.rerun()


def _ended(here: State, job: Job[Fresh]) -> Refused | None:
    """Use what was loaded; what stands in the way where nothing was."""
    assert here.tried is not None
    findings: tuple[Finding, ...] = ()
    try:
        fresh = job.result()
    except Stopped:
        told = ["Loading was cancelled."]
    except FindingsError as error:
        findings = error.findings
        told = _told(here.tried[0], findings)
    except BellwetherError as error:
        told = [plain(in_sentences(error))]
    else:
        _use(here, fresh)
        if job.part == "wizard":
            wizard_state.forget()
        return None
    return Refused(job.part, *here.tried, findings, tuple(told), job.stopped)


def _told(source: Source, findings: tuple[Finding, ...]) -> list[str]:
    """What stands in the way; a choice that is offered takes the place of a key to be written."""
    asked = [one for question in questions(source, findings) for one in question.findings]
    fixed = (replace(one, fix=_CHOOSE) if one in asked else one for one in findings[:10])
    return [plain(finding.in_sentences()) for finding in fixed]


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
