"""Files come in: dropped by the visitor, sorted, and looked at once beside the page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from scoring.errors import DataError, Finding, FindingsError, Stopped
from scoring.limits.files import UPLOAD_MB, UPLOADS_MB
from scoring.spec.data_file import File
from scoring.spec.source import Source, parse_source
from scoring.ui.bound import plain
from scoring.ui.data import start_place
from scoring.ui.panels import wizard_state
from scoring.ui.panels.bar import AT_ONCE, bar, visit, visitor_is_here
from scoring.ui.panels.loading import stop
from scoring.ui.panels.wizard_state import Wizard
from scoring.ui.started import for_visitors
from scoring.ui.state import State, current
from scoring.workbench import (
    MOST_FILES,
    Dropped,
    Job,
    Place,
    look_at,
    name_for,
    safe_name,
    title_of,
)

MEGABYTES, TOGETHER = UPLOAD_MB.now, UPLOADS_MB.now
KEPT = "Nothing was changed: the data set you had is still loaded."
_CHANGED, _ROUND, _LISTED = "upload-changed", "upload-round", "upload-listed"
_ENDINGS = ["csv", "tsv", "txt", "gz", "xlsx", "parquet", "duckdb", "db", "yaml", "yml"]


def drop_zone(here: State) -> None:
    """Take files, and begin to look at them."""
    files = st.file_uploader(
        "Data files",
        type=_ENDINGS,
        accept_multiple_files=True,
        key=f"upload-files-{st.session_state.get(_ROUND, 0)}",
        max_upload_size=MEGABYTES,
        label_visibility="collapsed",
        on_change=_changed,
    )
    _dropped(here, files)


def start_over() -> None:
    """Let go of the files and of a load that goes on, and empty the drop zone."""
    stop(current())
    wizard_state.forget()
    st.session_state.pop(_LISTED, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _changed() -> None:
    """Files came or went; an empty drop zone after a change of page is no such change."""
    st.session_state[_CHANGED] = True
    stop(current())


def _dropped(here: State, files: Sequence[Any]) -> None:
    """Look at files once, when they come or go; taking all of them away starts over."""
    if not st.session_state.pop(_CHANGED, False):
        return
    before = wizard_state.current()
    contents = _in_hand(before, files, _loaded(here))
    if not contents:
        wizard_state.forget()
        return
    texts = {name: content for name, content in contents.items() if _is_source(name)}
    kept = {name: content for name, content in contents.items() if name not in texts}
    given, refused = _sources(texts)
    size = sum(map(len, kept.values()))
    if size > TOGETHER << 20:
        problem = f"together they have {size >> 20} MB, more than {TOGETHER}"
        refused = (Finding("files", problem, "drop fewer, or leave columns out"),)
        kept = {}
    mark = "|".join([*contents, *(f.file_id for f in files)])
    _look(here, mark, Dropped(kept), [File(path=name) for name in kept], given, refused)
    now = wizard_state.current()
    if now is not None:
        unseen = before is not None and before.looked is None
        now.contents, now.before = contents, before.before if unseen and before else before


def _is_source(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml"))


def _loaded(here: State) -> Source | None:
    return here.upload.loaded.source if here.upload else None


def _in_hand(
    before: Wizard | None, files: Sequence[Any], loaded: Source | None
) -> dict[str, bytes]:
    """Every file that is there now: those of the drop zone, and those that it has forgotten.

    A drop zone is empty after a change of page, while its files are in hand still: what is
    dropped then comes on top, in the place of a file of the same name. Files that were loaded
    meanwhile are let go of.
    """
    listed: dict[str, str] = st.session_state.get(_LISTED, {})
    names: dict[str, str] = {}
    for file in files:
        names[file.file_id] = safe_name(file.name, names.values())
    dropped = {names[file.file_id]: file.getvalue() for file in files}
    st.session_state[_LISTED] = names
    if before is None or before.earlier is not loaded:
        return dropped
    another_zone = bool(names) and not set(names) & set(listed)
    gone = set() if another_zone else set(listed.values())
    kept = {name: content for name, content in before.contents.items() if name not in gone}
    if any(map(_is_source, dropped)):
        kept = {name: content for name, content in kept.items() if not _is_source(name)}
    return {**kept, **dropped}


def _look(
    here: State,
    mark: str,
    place: Place,
    files: Sequence[File],
    given: Source | None = None,
    refused: tuple[Finding, ...] = (),
) -> None:
    """Begin to look at files, whatever the place that they are in."""
    job = None
    if files:
        look = partial(look_at, place, files)
        job = Job("Your files", look, wanted=visitor_is_here(), whose=visit())
        job.wait(AT_ONCE)
    short = hashlib.sha256(mark.encode()).hexdigest()[:8]
    name = given.name if given else name_for([title_of(file) for file in files])
    wizard_state.begin(Wizard(short, place, job, name, given, _loaded(here), refused))


def standing(here: State) -> None:
    """Files and tables that were named when the app was started, to choose from."""
    place = start_place()
    if place is None:
        return
    try:
        listed = {title_of(file): file for file in place.listed()}
    except DataError as error:
        show(for_visitors(error.findings), warn=True)
        return
    with st.expander("Or choose from the data named at start", icon=":material/folder_open:"):
        few = list(listed) if len(listed) <= MOST_FILES else []
        chosen = st.multiselect("Files and tables", list(listed), default=few, key="standing")
        if st.button("Look at these", key="standing-look", disabled=not chosen):
            wizard_state.forget()
            _look(here, "|".join(chosen), place, [listed[title] for title in chosen])


def _sources(texts: dict[str, bytes]) -> tuple[Source | None, tuple[Finding, ...]]:
    """The source file among the dropped ones, and what is wrong with it."""
    if len(texts) > 1:
        problem = f"{len(texts)} source files were dropped"
        return None, (Finding("files", problem, "drop the one that these files belong to"),)
    for name, content in texts.items():
        other = _no_source(name, content)
        if other:
            return None, (other,)
        try:
            return parse_source(content[: 1 << 20].decode("utf-8-sig")), ()
        except UnicodeDecodeError:
            return None, (Finding(name, "it is not text", "save it as UTF-8"),)
        except FindingsError as fault:
            return None, fault.findings
    return None, ()


def _no_source(name: str, content: bytes) -> Finding | None:
    """What a YAML file is that says nothing of files: nothing, or a card."""
    keys = set(re.findall(rb"^([a-z_]+):", content, re.MULTILINE))
    if not content.strip():
        return Finding(name, "it is empty, and no source file", "drop the one that you saved")
    if b"metrics" in keys and b"files" not in keys:
        fix = "open it on the Workbench, and drop data files here"
        return Finding(name, "it is a card, and no source file", fix)
    return None


def looked(now: Wizard) -> bool:
    """Whether the files have been looked at; until then a bar, after that perhaps a fault."""
    job = now.job
    assert job is not None
    if not job.done:
        bar(job, "cancel-look")
        return False
    now.job = None
    try:
        now.take(job.result())
    except Stopped:
        st.info(f"Looking was cancelled. {KEPT}", icon=":material/info:")
    except FindingsError as fault:
        now.refused = (*now.refused, *fault.findings)
        show(fault.findings)
        st.caption(KEPT)
    return now.looked is not None


def show(found: Sequence[Finding], *, warn: bool = False) -> None:
    """Findings about files, each in a box: what is wrong with them, or with one of several."""
    for finding in found[:10]:
        told = plain(finding.in_sentences())
        if warn:
            st.warning(told, icon=":material/warning:")
        else:
            st.error(told, icon=":material/error:")
