"""Suggested weights between our judgement and the data, and what they are worth elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from scoring.output.headline import whole_percent
from scoring.output.suggested_tiles import verdicts, worth
from scoring.spec.model import Card
from scoring.ui.bound import bind, held, plain
from scoring.ui.panels.board import METRICS, picked_row
from scoring.ui.panels.tiles import figure, figures
from scoring.ui.panels.tuning.studied import the_study
from scoring.ui.state import State, attempt
from scoring.workbench import Picture
from scoring.workbench.suggesting import (
    STEPS,
    Study,
    Suggestion,
    as_judged,
    locks_of,
    suggest,
    taken,
)


def weights(here: State, seen: Picture) -> None:
    """How they are to be made at the left; their worth, the weights and a way to take them."""
    if not seen.trial.gate.suggestions:
        st.info("Weights are suggested from 15 losses on; fewer would make them of chance.")
        return
    found = the_study(here, seen)
    if found is None:
        return
    told = _suggested(here, found)
    left, right = st.columns([4, 8], gap="large")
    with left:
        _wishes(here, told)
    with right:
        _learnt(here)
        _worth(told)
        _table(here, told)


def _suggested(here: State, found: Study) -> Suggestion:
    locked = locks_of(here.draft, here.locked)
    most = max(here.wish.most, len(locked))
    wish = replace(here.wish, locked=locked, most=most)
    return suggest(found, here.card, wish, here.position, here.taken)


def _take(here: State, **changes: Any) -> None:
    def put() -> None:
        here.wish = replace(here.wish, **changes)

    attempt(put)


def _wishes(here: State, told: Suggestion) -> None:
    _blend(here, told)
    allowed = told.gate.most_metrics
    st.number_input(
        "Metrics with a weight, at most",
        min_value=1,
        max_value=60,
        step=1,
        **held("tune-most", here.wish.most),
        on_change=lambda: _take(here, most=int(st.session_state["tune-most"])),
        help="Few metrics are easier to talk about, and six of twelve rank as well as all.",
    )
    if allowed is not None and here.wish.most > allowed:
        st.caption(f"With {told.gate.losses} losses {allowed} at most.")
    options = [str(step) for step in STEPS]
    st.segmented_control(
        "Steps of so many points",
        options,
        key=bind("tune-step", str(here.wish.step)),
        default=str(here.wish.step),
        required=True,
        on_change=lambda: _take(here, step=int(st.session_state["tune-step"] or STEPS[1])),
    )
    _locks(here)


def _blend(here: State, told: Suggestion) -> None:
    now = round(100 * told.blend)
    st.slider(
        "Our judgement ↔ the data",
        min_value=0,
        max_value=100,
        step=1,
        format="%d%%",
        **held("tune-blend", now),
        on_change=lambda: _take(here, blend=int(st.session_state["tune-blend"]) / 100.0),
        help="At 0% the card as it is, in steps; at 100% what the losses say alone.",
    )
    usual = told.gate.losses / (told.gate.losses + 50)
    st.caption(
        plain(
            f"Start from how well each metric separates lost from kept on its own. As you collect"
            f" more losses, listen more to what each adds to the others, and to the data at all:"
            f" with {told.gate.losses} losses {whole_percent(usual)}."
        )
    )
    if here.wish.blend is not None:
        st.button(
            f"Back to the usual {whole_percent(usual)}",
            key="tune-usual",
            type="tertiary",
            icon=":material/restart_alt:",
            on_click=lambda: _take(here, blend=None),
        )


def _locks(here: State) -> None:
    names = {m.id: m.title for m in here.draft.active}

    def picked() -> None:
        here.locked = frozenset(st.session_state["tune-locks"]) & frozenset(names)

    locked = [name for name in names if name in here.locked]
    st.multiselect(
        "Weights that stay",
        list(names),
        **_of_several("tune-locks", locked),
        format_func=lambda name: names[name],
        on_change=picked,
        placeholder="none locked",
        help="They keep the share that they have now. These are the locks of the Workbench.",
    )


def _of_several(key: str, value: list[str]) -> dict[str, Any]:
    """The key and default of a choice of several."""
    bound = held(key, value)
    return {"key": bound["key"], "default": bound["value"]}


def _learnt(here: State) -> None:
    """That the weights on the card are no judgement any more, while they are those of before."""
    if as_judged(here.draft, here.taken) is not here.draft:
        st.info(
            "The card has weights that were learnt from these losses. Our judgement, and the card"
            " as it is, are here what they were before that.",
            icon=":material/school:",
        )


def _worth(told: Suggestion) -> None:
    if told.validated is None:
        st.info(plain(told.words))
        return
    if not told.validated.separates:
        st.warning(plain(told.words), icon=":material/signal_disconnected:")
    figures([[figure(tile) for tile in worth(told)]], "tiles-look-tune")
    for words in verdicts(told):
        st.markdown(f"- {plain(words)}")


def _table(here: State, told: Suggestion) -> None:
    if told.validated is None:
        return
    if not told.lines:
        st.caption("No weights are suggested: they would be made of chance.")
        return
    now = "Now" if as_judged(here.draft, here.taken) is here.draft else "Before"
    rows = [
        {
            "Metric": line.title,
            now: f"{line.now:.1f}".removesuffix(".0"),
            "Suggested": f"{line.suggested:g}",
            "Change": _change(line.suggested - line.now),
            "Alone": "–" if line.area is None else whole_percent(line.area),
            "Why": line.note,
        }
        for line in told.lines
    ]
    picked_row(pd.DataFrame(rows), "tune-weights", most=METRICS)
    st.caption(
        "Points of 100. Alone: how well each ranks by itself, on the very cases it is learnt from."
        " Any weights of the same metrics rank much alike: which metrics, and which way they point,"
        " matters more than the last five points."
    )
    card = told.card
    same = card is None or card.digest == here.draft.digest
    st.button(
        "Put these weights on the card",
        key="tune-apply",
        type="secondary" if _worse(told) else "primary",
        icon=":material/check:",
        disabled=same,
        on_click=lambda: _put(here, card),
        help="One change; Undo takes all of it back.",
    )


def _worse(told: Suggestion) -> bool:
    """Whether the card as it is surely ranks better than what is suggested."""
    high = None if told.validated is None else told.validated.difference.high
    return high is not None and high < 0.0


def _put(here: State, card: Card | None) -> None:
    def put() -> None:
        if card is not None:
            learnt = taken(here.draft, card, here.taken, of_all=not here.boxed)
            here.revise(card)
            here.taken = learnt

    attempt(put)


def _change(points: float) -> str:
    text = f"{points:+.1f}".removesuffix(".0")
    return "±0" if text in ("+0", "-0") else text.replace("-", "−")
