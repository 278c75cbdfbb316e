"""How a dropped file is written: what was read off it and why, and what only a person knows."""

from __future__ import annotations

import re

import streamlit as st

from scoring.spec.data_file import CsvDialect, File
from scoring.ui.bound import plain
from scoring.workbench import FileProfile, parts_of

_DECIMALS = {",": "a decimal comma (1,5 is one and a half)", ".": "a decimal point"}
_ORDERS = {"%d{0}%m{0}%Y": "the day first", "%m{0}%d{0}%Y": "the month first"}


def chosen_part(file_id: str, content: bytes) -> File:
    """The sheet or table that is meant; the visitor is asked only if there are several."""
    kept = st.session_state.get("parts-of")
    if kept is None or kept[0] != file_id:
        kept = (file_id, *parts_of(content))
        st.session_state["parts-of"] = kept
    kind, names = kept[1], kept[2]
    if len(names) < 2:
        return File(path="upload")
    part = st.selectbox(kind.capitalize(), names, format_func=plain, key=f"part-{file_id}")
    return File.model_validate({"path": "upload", kind: part})


def how_it_was_read(profile: FileProfile) -> None:
    """Each guess about the file with its evidence."""
    if not profile.guesses:
        return
    with st.expander("How the file was read"):
        for guess in profile.guesses:
            value = "not decided" if guess.ambiguous else _named(guess.value)
            st.markdown(f"- {guess.about}: **{plain(value)}** – {plain(guess.evidence)}")


def _named(value: str) -> str:
    return {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", ".": "point"}.get(value, value)


def settled(profile: FileProfile) -> CsvDialect | None:
    """What the visitor says of dates and numbers that nothing in the file decides."""
    said: dict[str, str] = {}
    for guess in profile.guesses:
        if not guess.ambiguous:
            continue
        if guess.about == "order of dates":
            mark = (re.findall(r"[./-]", guess.value) or ["/"])[0]
            forms = {form.format(mark): words for form, words in _ORDERS.items()}
            label = f"Dates such as {plain(guess.value)} have"
            picked = st.selectbox(label, list(forms), index=None, format_func=forms.__getitem__)
            said |= {"date_format": picked} if picked else {}
        if guess.about == "decimal mark":
            label = "Numbers have"
            picked = st.selectbox(
                label, list(_DECIMALS), index=None, format_func=_DECIMALS.__getitem__
            )
            said |= {"decimal": picked} if picked else {}
    return CsvDialect.model_validate(said) if said else None
