"""The CSM pulse: whether it weighs, nudges or pins, how much, for how long, and whom it reaches."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from scoring.output.figures import count
from scoring.spec.edit_layers import with_pulse, without_pulse
from scoring.spec.glossary import meaning
from scoring.spec.model import PULSE, Pulse
from scoring.ui.bound import bind, chosen, held, plain
from scoring.ui.slider import Slider, card_slider
from scoring.ui.state import State, attempt
from scoring.ui.weight_slider import weight_slider
from scoring.workbench import judged_now
from scoring.workbench.judging import usual_pulse

_MODES: Final = {"metric": "weighs", "nudge": "nudges", "pin": "pins"}
_SAID: Final = {
    "metric": "One more line of the card: a 1 is worth 0 points, a 5 is worth 100.",
    "nudge": "A 5 adds these points, a 1 takes them, a 3 changes nothing.",
    "pin": "A 5 sets the best band and a 1 the lowest, if a reason is written. The score stays"
    " as computed, and looking back leaves pins out.",
}


def pulse(here: State) -> None:
    """One row and its settings, or a way to begin."""
    own = here.card.pulse
    measures = [m.name for m in here.data.catalogue.measures if m.reads == "number"]
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key="pulse-head",
    ):
        st.markdown("## CSM pulse", help=meaning("CSM pulse"))
        if own is None and measures:
            first = next((m for m in measures if "pulse" in m.lower()), measures[0])
            st.button(
                "Add pulse",
                key="add-pulse",
                icon=":material/add:",
                type="tertiary",
                on_click=_say,
                args=(here,),
                kwargs={"measure": first, "mode": "nudge"},
            )
    if own is not None:
        with st.container(key="metric-the-pulse", gap=None):
            _row(here, own)
            st.caption(plain(_reach(here, own)))
            _settings(here, own, measures)


def _say(here: State, **changes: Any) -> None:
    attempt(lambda: here.revise(with_pulse(here.draft, **changes)))


def _row(here: State, own: Pulse) -> None:
    def switched() -> None:
        _say(here, enabled=bool(st.session_state["pulse-on"]))

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.toggle(
            "Use the pulse",
            **held("pulse-on", own.enabled),
            on_change=switched,
            label_visibility="collapsed",
            width="content",
        )
        if own.mode == "pin":
            st.markdown(":gray[A 5 or a 1 with a reason sets the band.]")
        else:
            _amount(here, own)


def _amount(here: State, own: Pulse) -> None:
    weighs = own.mode == "metric"
    name, label = ("weight", "weight") if weighs else ("max_points", "points at most")
    value = float(getattr(own, name))
    shown = Slider(
        f"{own.title}: {label}",
        f"pulse-{name}",
        (value,),
        0.0,
        max(100.0, value) if weighs else 50.0 if value <= 50 else 100.0,
        1.0,
        disabled=not own.enabled,
    )
    if weighs:
        weight_slider(here, PULSE, shown)
    else:
        card_slider(here, shown, lambda points: with_pulse(here.draft, max_points=points))


def _reach(here: State, own: Pulse) -> str:
    """Whom it reaches this month."""
    found = judged_now(here.data, here.card, here.as_of)
    if found is None:
        return "Switched off." if not own.enabled else "These data do not have its measures."
    said = f"A judgement holds for {count(found.judged)} accounts"
    return f"{said}; pins {count(found.pinned)}." if own.mode == "pin" else f"{said}."


def _settings(here: State, own: Pulse, measures: list[str]) -> None:
    box = st.expander("How it counts", key="pulse-rule", on_change="rerun", type="compact")
    if not box.open:
        return
    with box:
        _mode(here, own)
        left, right = st.columns(2, gap="small")
        with left:
            _measure(here, "measure", "Read from", own.measure, measures)
        with right:
            _expiry(here, own)
        if own.mode == "pin":
            texts = [m.name for m in here.data.catalogue.measures if m.reads == "text"]
            _measure(here, "reason", "Reason written in", own.reason, texts)
        st.button(
            "Remove",
            key="remove-pulse",
            icon=":material/delete:",
            type="tertiary",
            on_click=lambda: here.revise(without_pulse(here.draft)),
        )


def _mode(here: State, own: Pulse) -> None:
    texts = [m.name for m in here.data.catalogue.measures if m.reads == "text"]
    # Without a text in the data there still are the reasons of what is set on an account's page.
    texts = texts or [usual_pulse("pin", here.data.as_loaded.catalogue)["reason"]]
    possible = [m for m in _MODES if m != "metric" or here.card.kind == "weighted"]

    def picked() -> None:
        mode = st.session_state["pulse-mode"]
        needs = {"reason": own.reason or texts[0], "scale": "five"} if mode == "pin" else {}
        expiry = {"expires_months": own.lasts} if mode == "pin" else {}
        _say(here, mode=mode, **needs, **expiry)

    st.segmented_control(
        "The pulse",
        possible if own.mode in possible else [own.mode, *possible],
        key=bind("pulse-mode", own.mode),
        default=own.mode,
        format_func=_MODES.__getitem__,
        on_change=picked,
        required=True,
    )
    st.caption(_SAID[own.mode])


def _measure(here: State, name: str, label: str, value: str | None, known: list[str]) -> None:
    key = f"pulse-{name}"

    def picked() -> None:
        _say(here, **{name: st.session_state[key]})

    options = known if value is None or value in known else [value, *known]
    st.selectbox(label, options, **chosen(key, value, options), on_change=picked)


def _expiry(here: State, own: Pulse) -> None:
    def typed() -> None:
        months = st.session_state["pulse-expiry"]
        if months is not None:
            _say(here, expires_months=int(months))

    st.number_input(
        "Holds for months",
        min_value=1,
        max_value=24,
        step=1,
        **held("pulse-expiry", own.lasts),
        on_change=typed,
        help="The month in which it was given included; an older judgement says nothing.",
    )
