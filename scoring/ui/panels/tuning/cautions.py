"""Everything that is to be said against the card and its figures, the gravest first."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from scoring.output.figures import count
from scoring.ui.bound import plain
from scoring.ui.panels.tuning.studied import the_panel
from scoring.ui.state import State
from scoring.workbench import Picture
from scoring.workbench.cautioning import RULES, Level, Warned, warnings
from scoring.workbench.suggesting import locks_of, study, study_key, suggest

_ICONS: Final[dict[Level, str]] = {
    "red": ":material/warning:",
    "amber": ":material/error:",
    "note": ":material/info:",
}
_SPOKEN: Final = {rule.code: rule.trigger for rule in RULES}
_HEADS: Final[dict[Level, str]] = {
    "red": "▲ Do not go on before this is settled",
    "amber": "◆ To look into",
    "note": "○ Good to know",
}


def cautions(here: State, seen: Picture) -> None:
    """What applies, with what to do next; and the list of all that was looked for."""
    if the_panel(here, seen) is None:
        return
    flatters = _flatters(here, seen)
    found = warnings(here.data, seen.card, seen.trial, seen.month, here.filter, flatters)
    if not found:
        st.success(f"None of the {len(RULES)} warnings applies.", icon=":material/check:")
    for level, head in _HEADS.items():
        some = [one for one in found if one.level == level]
        if some:
            st.markdown(f"**{head}** ({count(len(some))})")
            for one in some:
                _told(one)
    with st.expander("All that is looked for", key="tune-codes"):
        for rule in RULES:
            st.markdown(plain(f"{rule.trigger[:1].upper()}{rule.trigger[1:]}. ({rule.code})"))


def _told(one: Warned) -> None:
    with st.container(border=True):
        st.markdown(f"{_ICONS[one.level]} {plain(one.words)}", help=_sign(one.code))
        st.caption(plain(one.step))


def _sign(code: str) -> str:
    """When the rule behind a warning speaks, and its code, by which the documentation has it."""
    trigger = _SPOKEN[code]
    return plain(f"It speaks where this holds: {trigger}. In the documentation it is {code}.")


def _flatters(here: State, seen: Picture) -> bool:
    """Whether suggested weights flatter where they were learnt, if they were worked out already."""
    asked = here.data, here.card, seen.trial, here.filter, here.position
    if not seen.trial.gate.suggestions or study_key(*asked) not in here.data.book.cases:
        return False
    locked = locks_of(here.draft, here.locked)
    wish = replace(here.wish, locked=locked, most=max(here.wish.most, len(locked)))
    return suggest(study(*asked), here.card, wish, here.position, here.taken).flatters
