"""Alert rules with their switches and numbers, and what fired this month."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from functools import partial
from typing import Any, Final

import pandas as pd
import streamlit as st

from scoring.output.charts.tones import TONES, tone
from scoring.output.figures import count
from scoring.spec.scale import cell
from scoring.ui.bound import held, plain
from scoring.ui.panels.acting.setting import json_button, number, take
from scoring.ui.panels.board import picked_row
from scoring.ui.panels.file_buttons import file_buttons
from scoring.ui.state import State
from scoring.views.alerts import AlertRule, Fired, Hysteresis
from scoring.views.alerts.firing import MOST_CALM, MOST_MARGIN
from scoring.views.alerts.words import band_at
from scoring.workbench.acting import Acting
from scoring.workbench.alerting import Alerts, alerts_data, alerts_of, alerts_table

_ROWS: Final = 1000
_NUMBERS: Final[dict[str, tuple[str, float, float]]] = {
    "points": ("Points at least", 1, 100),
    "months": ("Within months", 1, 24),
    "share": ("Percent of weight", 1, 100),
}


def ringing(here: State) -> None:
    """The rules, what fired, and the files."""
    st.markdown("##### What happened this month?")
    acting = here.acting
    found = alerts_of(here.data, here.card, acting.on, (here.as_of,), acting.again, here.filter)
    with st.expander("Alert rules", icon=":material/notifications:"):
        _rules(here)
    if not acting.on:
        st.info("Every rule is switched off.", icon=":material/notifications_off:")
        return
    if here.as_of == here.data.book.frame.months[0]:
        st.info("This is the first month of the data: nobody knows what is new in it.")
        return
    st.caption(plain(_summed(found)))
    if found.fired:
        rows = [_row(here, found, one) for one in found.fired[:_ROWS]]
        picked_row(pd.DataFrame(rows), "alerts")
    if len(found.fired) > _ROWS:
        st.caption(f"The first {_ROWS:,} of {count(len(found.fired))}; the files have them all.")
    name = f"alerts-{here.as_of}"
    with st.container(horizontal=True):
        file_buttons("Alerts", name, "alerts", partial(alerts_table, found))
        json_button("Alerts for a webhook", name, "alerts-json", partial(alerts_data, found))


def _summed(found: Alerts) -> str:
    if not found.fired:
        return "Nothing fired this month by the rules that are on."
    accounts = len({one.account for one in found.fired})
    each = ", ".join(f"{rule.label} {count(len(found.by(rule)))}" for rule in found.rules)
    return f"{count(len(found.fired))} alerts for {count(accounts)} accounts: {each}."


def _row(here: State, found: Alerts, one: Fired) -> dict[str, Any]:
    frame, sight = here.data.book.frame, found.sight
    at = one.month.number - sight.first
    owner = int(frame.accounts.owners.codes[one.account])
    band = band_at(sight, one.account, at)
    look = next((b.tone for b in here.card.bands if b.name == band), "none")
    return {
        "Alert": one.rule.label,
        "Customer": frame.accounts.names[one.account],
        **(
            {"Owner": frame.accounts.owners.labels[owner] if owner >= 0 else ""}
            if frame.accounts.owners.labels
            else {}
        ),
        "Band": f"{TONES[tone(look)].sign} {band}",
        "Score": cell(float(sight.score[at, one.account]), here.card),
        **(
            {"ARR": float(frame.arr[one.row]) if one.row >= 0 else None}
            if here.data.catalogue.has_arr
            else {}
        ),
        "Why": found.why(one),
    }


def _rules(here: State) -> None:
    for rule in here.acting.rules:
        _rule(here, rule)
    st.divider()
    _again(here)


def _rule(here: State, rule: AlertRule) -> None:
    key, parts = f"acting-on-{rule.name}", dataclasses.fields(rule)

    def turned() -> None:
        take(here, lambda acting: acting.switched(rule.name, bool(st.session_state[key])))

    columns = st.columns([4, 2, 2], vertical_alignment="bottom")
    with columns[0]:
        st.toggle(
            rule.label,
            **held(key, rule.name not in here.acting.off),
            on_change=turned,
            help=plain(f"Fires for a customer that {rule.in_words()}."),
        )
        if rule.name == "red_flag" and not here.card.flags:
            st.caption("This card has no red flag that is on.")
    for column, part in zip(columns[1:], parts, strict=False):
        label, least, most = _NUMBERS[part.name]
        with column:
            number(
                here,
                f"{rule.name}-{part.name}",
                label,
                getattr(rule, part.name),
                (least, most),
                partial(_with_number, rule.name, part.name),
            )


def _with_number(rule: str, name: str, acting: Acting, value: float) -> Acting:
    now = next(r for r in acting.rules if r.name == rule)
    return acting.with_rule(replace(now, **{name: value}))


def _again(here: State) -> None:
    """What must be before an alert fires again."""
    left, right = st.columns(2)
    again = here.acting.again
    with left:
        number(
            here,
            "calm",
            "Fires again after calm months",
            again.calm,
            (1, MOST_CALM),
            lambda acting, calm: replace(acting, again=Hysteresis(calm, acting.again.margin)),
            "So many months running without it before the same account fires again.",
        )
    with right:
        number(
            here,
            "margin",
            "… each this many points clear",
            float(again.margin),
            (0, MOST_MARGIN),
            lambda acting, margin: replace(acting, again=Hysteresis(acting.again.calm, margin)),
            "A month is only calm where the score lies so far above the line: an account on the"
            " border then does not ring every other month.",
        )
