"""A CSM's judgement of an account: how it stands, whether the card hears it, and a new one."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from scoring.spec.edit_layers import with_pulse
from scoring.spec.glossary import meaning
from scoring.spec.records import MOST_MONTHS, PulseRecord
from scoring.ui.bound import plain
from scoring.ui.grid import grid
from scoring.ui.panels.account.written import (
    author_field,
    author_in,
    closed,
    day_words,
    signed_by,
    text_field,
)
from scoring.ui.records import book_name, store_of
from scoring.ui.state import State, attempt
from scoring.workbench.judging import Stood, heard_by, how_they_stand, usual_pulse

WORDS: Final = {
    1: "1 · will leave",
    2: "2 · worried",
    3: "3 · unsure",
    4: "4 · good",
    5: "5 · safe",
}
_MONTHS: Final = 3
_ROWS: Final = 100
_MODES: Final = {
    "metric": ("As a line", "One more line of the card with a weight."),
    "nudge": ("As a nudge", "A 5 adds up to 10 points, a 1 takes them."),
    "pin": ("As a pin", "A 5 or a 1 sets the band; the score stays as computed."),
}
_STANDS: Final = {"holds": "Holds", "expired": "Expired", "replaced": "Replaced"}


def pulse(here: State, name: str) -> None:
    """The pulse of the account with this id."""
    kept = [k for k in store_of(here).pulses(book_name(here)) if k.record.account == name]
    stood = how_they_stand([k.record for k in kept], here.as_of.end)
    st.markdown("### Pulse", help=meaning("CSM pulse"))
    now = next((one for one in stood if one.stands == "holds"), None)
    _standing(here, now, stood)
    if now is not None and not closed(here):
        number = next(k.id for k in kept if k.record is now.record)
        st.button(
            "End it now",
            key="pulse-end",
            icon=":material/event_busy:",
            type="tertiary",
            on_click=partial(_ended, here, number),
        )
    _heard(here)
    if not closed(here):
        _form(here, name)
    _history(stood)


def judged_on(here: State) -> dt.date:
    """The day from which a judgement holds: today, or the end of the last month of older data."""
    return min(dt.date.today(), here.data.book.frame.months[-1].end)


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def _standing(here: State, now: Stood | None, stood: Sequence[Stood]) -> None:
    if now is not None:
        one = now.record
        st.markdown(f"**{WORDS[one.score]}** {plain(f'· {one.reason}')}")
        ends = f"ends on {day_words(now.until)}"
        st.caption(plain(f"{signed_by(one.author, one.given)} · {ends}"))
        return
    past = [one for one in stood if one.stands == "expired"]
    later = [one for one in stood if one.stands == "to come"]
    if past:
        one = past[-1].record
        st.markdown(f":gray[Expired on {day_words(past[-1].until)}: {WORDS[one.score]}]")
        st.caption(plain(f"{one.reason} · {signed_by(one.author, one.given)}. No longer counts."))
    elif later:
        st.caption(f"None held at the end of {here.as_of}; one was given later.")
    else:
        st.caption("None was set here.")


def _heard(here: State) -> None:
    """Through what a judgement reaches the score, or a way to let it."""
    loaded = here.data.as_loaded.catalogue
    heard = heard_by(here.card, loaded)
    if heard:
        st.caption(plain(f"It reaches the score through: {', '.join(heard)}."))
        return
    st.info("This card has no pulse, so a judgement changes no score.", icon=":material/info:")
    with st.container(horizontal=True, vertical_alignment="center", key="use-pulse"):
        st.caption("Use the pulse on this card:")
        for mode, (label, words) in _MODES.items():
            if mode == "metric" and here.card.kind == "points":
                continue
            st.button(
                label, key=f"use-pulse-{mode}", help=words, on_click=partial(_use, here, mode)
            )


def _use(here: State, mode: str) -> None:
    said = usual_pulse(mode, here.data.as_loaded.catalogue)
    attempt(lambda: here.revise(with_pulse(here.draft, **said)))


def _form(here: State, name: str) -> None:
    day = judged_on(here)
    with st.form("pulse-form", border=True):
        st.segmented_control(
            "How safe is this customer?",
            list(WORDS),
            key="pulse-score",
            format_func=WORDS.__getitem__,
            width="stretch",
        )
        text_field("Reason", f"pulse-reason-{name}", "What makes you think so")
        left, right = st.columns(2)
        with left:
            author_field("pulse-author")
        with right:
            st.date_input(
                "Ends on",
                value=months_after(day, _MONTHS),
                min_value=day + dt.timedelta(days=1),
                max_value=day + dt.timedelta(days=31 * MOST_MONTHS),
                key=f"pulse-ends-{day}",
                format="YYYY-MM-DD",
                help="From this day on it no longer counts.",
            )
        st.form_submit_button(
            "Set pulse", key="pulse-set", type="primary", on_click=partial(_set, here, name, day)
        )
        st.caption(f"Counts from {day_words(day)}; never in months before.")


def _set(here: State, name: str, day: dt.date) -> None:
    reason = f"pulse-reason-{name}"
    record = PulseRecord(
        account=name,
        score=int(st.session_state.get("pulse-score") or 0),
        reason=str(st.session_state.get(reason, "")).strip(),
        author=author_in("pulse-author"),
        given=day,
        expires=st.session_state.get(f"pulse-ends-{day}") or day,
    )

    def kept() -> None:
        store_of(here).set_pulse(book_name(here), record)
        st.session_state[reason] = ""
        st.session_state["pulse-score"] = None

    attempt(kept)


def _ended(here: State, number: int) -> None:
    attempt(lambda: store_of(here).end_pulse(book_name(here), number, judged_on(here)))


def _history(stood: Sequence[Stood]) -> None:
    if not stood:
        return
    box = st.expander(f"All that were set ({len(stood)})", key="pulse-history", type="compact")
    with box:
        rows = [
            {
                "Given": one.record.given,
                "Until": one.until,
                "Pulse": WORDS[one.record.score],
                "Stands": _STANDS.get(one.stands, "To come"),
                "Reason": one.record.reason,
                "By": one.record.author,
            }
            for one in reversed(stood)
        ]
        grid(pd.DataFrame(rows[:_ROWS]), "pulse-table")
        if len(rows) > _ROWS:
            st.caption(f"The newest {_ROWS} of {len(rows):,}.")
