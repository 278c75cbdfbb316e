"""Dropped files over a source that is known: which plays which part, and what is missing."""

from __future__ import annotations

from typing import Any

import streamlit as st

from scoring.spec.source import Source
from scoring.ui.bound import chosen, held, plain
from scoring.ui.panels.wizard_state import Wizard
from scoring.workbench import Fit, Lacking, onto, title_of


def fit_onto(now: Wizard) -> Fit | None:
    """How the files fit a source that is known; None if there is none, or they do not fit.

    What is to be asked is asked here, and what is missing from a dropped source file is named.
    None also where a person would rather say anew what the files are.
    """
    known, looked = now.given or now.earlier, now.looked
    if known is None or looked is None:
        return None
    fit = onto(known, looked, now.played)
    if fit.lacking:
        if now.given:
            st.error(_misfit(now.given, fit), icon=":material/error:")
        elif len(fit.parts) == len(looked.seen):
            st.info(_a_part(known, fit), icon=":material/info:")
        return None
    whose = "the source file that you dropped" if now.given else "the data set that you loaded"
    said = f"These files fit {whose}, **{plain(known.name)}**"
    if fit.source is not None:
        told = f"{said}: they are read as it says. {_parts(now, known, fit)}"
        st.success(told, icon=":material/check:")
    else:
        told = f"{said}, but more than one could be the same part: say below which is which."
        st.warning(told, icon=":material/help:")
    key = f"{now.mark}-by-hand"

    def picked() -> None:
        now.by_hand = bool(st.session_state[key])

    st.checkbox("Say anew what they are", **held(key, now.by_hand), on_change=picked)
    if now.by_hand:
        return None
    for part, options in fit.asked.items():
        _ask(now, known, fit, part, options)
    _unused(now, fit)
    return fit


def left_to_say(now: Wizard, fit: Fit) -> tuple[str, ...]:
    """Why the files cannot be loaded yet, in words."""
    if fit.source is not None:
        return ()
    same = len(set(now.played.values())) < len(now.played)
    again = " One file can play one part only: two have the same." if same else ""
    asked = ", ".join(f"'{key}'" for key in fit.asked)
    return (f"Say first which file is {asked}.{again}",)


def _parts(now: Wizard, source: Source, fit: Fit) -> str:
    """Each part of the source with the file that plays it."""
    assert now.looked is not None
    files = {key: title_of(now.looked.file(fit.parts[key]).file) for key in source.files}
    return ", ".join(f"{plain(key)} ← {plain(title)}" for key, title in files.items()) + "."


def _ask(now: Wizard, source: Source, fit: Fit, part: str, options: tuple[str, ...]) -> None:
    """Which file plays a part that several could play; nothing is chosen before a person does."""
    looked, key = now.looked, f"{now.mark}-plays-{part}"
    assert looked is not None

    def picked() -> None:
        now.played = {**now.played, part: st.session_state[key]}

    value = now.played.get(part) or (fit.parts.get(part) if fit.source else None)
    place: dict[str, Any] = (
        chosen(key, value, options) if value in options else {"key": key, "index": None}
    )
    st.selectbox(
        f"Which of the dropped files is {plain(repr(part))} (before:"
        f" {plain(title_of(source.files[part]))})?",
        options,
        **place,
        placeholder="Choose, nothing is guessed here",
        format_func=lambda seen: title_of(looked.file(seen).file),
        on_change=picked,
    )


def _unused(now: Wizard, fit: Fit) -> None:
    if fit.unused and fit.source is not None:
        assert now.looked is not None
        not_used(tuple(title_of(now.looked.file(key).file) for key in fit.unused))


def not_used(titles: tuple[str, ...]) -> None:
    """A warning that names the dropped files that the data set leaves out."""
    if titles:
        st.warning(f"Not used: {plain(', '.join(titles))}.", icon=":material/warning:")


def _misfit(source: Source, fit: Fit) -> str:
    told = " ".join(_told(lack) for lack in fit.lacking)
    return (
        f"The source file {plain(source.name)} does not fit these files. {plain(told)}"
        " Drop what is missing along with them, or say below what these are."
    )


def _a_part(source: Source, fit: Fit) -> str:
    """Some files of the data set came anew, and the others did not."""
    missing = ", ".join(title_of(source.files[lack.key]) for lack in fit.lacking)
    return (
        f"Parts of **{plain(source.name)}**, the data set that you loaded, are here without"
        f" {plain(missing)}. Drop those along with them to load it anew; alone they become a data"
        " set of their own."
    )


def _told(lack: Lacking) -> str:
    needs = ", ".join(lack.needs)
    if lack.nearest is None:
        return f"No file is '{lack.key}' ({lack.path}): it needs the columns {needs}."
    return (
        f"No file is '{lack.key}' ({lack.path}): '{lack.nearest}' comes nearest, but has no"
        f" {', '.join(lack.lacks)}."
    )
