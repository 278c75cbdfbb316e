"""Red flags and adjustments: on or off, how hard they bite, and whom they hit."""

from __future__ import annotations

import streamlit as st

from scoring.output.figures import count, money
from scoring.spec.edit import with_bonus, with_flag
from scoring.spec.model import Adjustment, RedFlag
from scoring.ui.bound import bind, plain
from scoring.ui.state import State, attempt
from scoring.workbench import Hits, hits


def facts(here: State) -> None:
    """One row a red flag and one an adjustment; nothing where the card has none."""
    if not here.card.red_flags and not here.card.adjustments:
        return
    found = hits(here.data, here.card, here.as_of)
    if here.card.red_flags:
        st.markdown("**Red flags**", help="A hard fact that caps the score. The lowest cap wins.")
    for flag in here.card.red_flags:
        with st.container(key=f"metric-flag-{flag.id}", gap=None):
            _flag(here, flag, found.get(f"flag {flag.id}"))
    if here.card.adjustments:
        st.markdown("**Adjustments**", help="Points added or taken when something happened.")
    for bonus in here.card.adjustments:
        with st.container(key=f"metric-bonus-{bonus.id}", gap=None):
            _bonus(here, bonus, found.get(f"bonus {bonus.id}"))


def _flag(here: State, flag: RedFlag, hit: Hits | None) -> None:
    key, on = f"cap-{flag.id}", f"flag-on-{flag.id}"

    def capped() -> None:
        cap = float(st.session_state[key])
        attempt(lambda: here.change(with_flag(here.card, flag.id, cap=cap)))

    def switched() -> None:
        enabled = bool(st.session_state[on])
        attempt(lambda: here.change(with_flag(here.card, flag.id, enabled=enabled)))

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.toggle(
            f"Use {flag.title}",
            key=bind(on, flag.enabled),
            on_change=switched,
            label_visibility="collapsed",
            width="content",
        )
        st.slider(
            plain(f"{flag.title}: no more than"),
            min_value=0.0,
            max_value=100.0,
            step=1.0,
            format="%g",
            key=bind(key, float(flag.cap)),
            on_change=capped,
            disabled=not flag.enabled,
        )
    st.caption(plain(f"{flag.when.in_words()}. {_said(here, hit, 'caps')}"))


def _bonus(here: State, bonus: Adjustment, hit: Hits | None) -> None:
    key, on = f"bonus-{bonus.id}", f"bonus-on-{bonus.id}"

    def moved() -> None:
        points = float(st.session_state[key])
        attempt(lambda: here.change(with_bonus(here.card, bonus.id, points=points)))

    def switched() -> None:
        enabled = bool(st.session_state[on])
        attempt(lambda: here.change(with_bonus(here.card, bonus.id, enabled=enabled)))

    limit = max(25.0, abs(bonus.points))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.toggle(
            f"Use {bonus.title}",
            key=bind(on, bonus.enabled),
            on_change=switched,
            label_visibility="collapsed",
            width="content",
        )
        st.slider(
            plain(f"{bonus.title}: points"),
            min_value=-limit,
            max_value=limit,
            step=0.5,
            format="%g",
            key=bind(key, float(bonus.points)),
            on_change=moved,
            disabled=not bonus.enabled,
        )
    st.caption(plain(f"{bonus.when.in_words()}. {_said(here, hit, 'moves')}"))


def _said(here: State, hit: Hits | None, verb: str) -> str:
    if hit is None:
        return "Switched off."
    catalogue = here.data.catalogue
    said = f"Holds for {count(hit.accounts)} accounts"
    said += f", {money(hit.arr, catalogue.currency)}" if catalogue.has_arr else ""
    return said + (f"; {verb} {count(hit.bites)}." if verb == "caps" else ".")
