"""Alert rules with their switches and numbers, and what fired this month."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np
import streamlit as st

from scoring.output.figures import count, several
from scoring.ui.bound import held, plain
from scoring.ui.panels.acting.setting import json_button, number, take
from scoring.ui.panels.table import table
from scoring.ui.state import State
from scoring.views.alerts import AlertRule, Hysteresis
from scoring.views.alerts.firing import MOST_CALM, MOST_MARGIN
from scoring.workbench.acting import Acting
from scoring.workbench.acting_lists import alert_columns
from scoring.workbench.alerting import Alerts, alerts_data, alerts_of, alerts_table

_NUMBERS: Final[dict[str, tuple[str, float, float]]] = {
    "points": ("Points at least", 1, 100),
    "months": ("Within months", 1, 24),
    "share": ("Percent of weight", 1, 100),
}
_MONTHS_BACK: Final = "Against so many months before"
"""A fall is measured from exactly so many months before, not from the best within them."""


def ringing(here: State) -> None:
    """The rules, what fired, and the files."""
    st.markdown("## What happened this month?")
    acting = here.acting
    found = alerts_of(here.data, here.card, acting.on, (here.as_of,), acting.again, here.filter)
    fold = st.expander(
        "Alert rules", icon=":material/notifications:", key="alert-rules", on_change="rerun"
    )
    if fold.open:
        with fold:
            _rules(here)
    if not acting.on:
        st.info("Every rule is switched off.", icon=":material/notifications_off:")
        return
    if here.as_of == here.data.book.frame.months[0]:
        st.info("This is the first month of the data: nobody knows what is new in it.")
        return
    st.caption(plain(_summed(found)))
    name = f"alerts-{here.as_of}"
    if found.fired:
        accounts = np.array([one.account for one in found.fired], dtype=np.int64)
        columns = alert_columns(here.data, here.card, found)
        rows = len(found.fired)
        table(
            here,
            "alerts",
            columns,
            rows,
            name=name,
            accounts=accounts,
            written=lambda at: alerts_table(found).take(at),
        )
    json_button("Alerts for a webhook", name, "alerts-json", partial(alerts_data, found))


def _summed(found: Alerts) -> str:
    if not found.fired:
        return "Nothing fired this month by the rules that are on."
    accounts = len({one.account for one in found.fired})
    each = ", ".join(f"{rule.label} {count(len(found.by(rule)))}" for rule in found.rules)
    fired = several(len(found.fired), "alert")
    return f"{fired} for {several(accounts, 'account')}: {each}."


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
        if (rule.name, part.name) == ("dropped", "months"):
            label = _MONTHS_BACK
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
