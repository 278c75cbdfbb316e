"""Red flags and adjustments: on or off, how hard they bite, under what condition, whom they hit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import streamlit as st

from scoring.kinds.condition import Condition
from scoring.kinds.normalisers.points import AsPoints
from scoring.limits.writing import TYPED_NAME
from scoring.output.figures import count, money
from scoring.spec.edit_facts import (
    Fact,
    Section,
    Way,
    facts_of,
    limits,
    with_fact,
    with_limit,
    without_fact,
)
from scoring.spec.glossary import meaning
from scoring.spec.model import Card, Metric
from scoring.ui.bound import held, plain
from scoring.ui.panels.add_fact import add_fact
from scoring.ui.reach import reach
from scoring.ui.slider import Slider, card_slider
from scoring.ui.state import State, attempt
from scoring.ui.words import TEST_WORDS
from scoring.workbench import Hits, hits, metric_is_whole, metric_range


@dataclass(frozen=True, slots=True)
class Sort:
    """What tells red flags and adjustments apart on the screen; all else they share.

    `key` begins the keys of their widgets and of their hits, `field` is the number that the
    slider moves, `asks` what it says, `step` how far a press of an arrow key goes.
    """

    section: Section
    key: str
    field: str
    title: str
    help: str
    asks: str
    step: float


SORTS: Final = (
    Sort(
        "red_flags",
        "flag",
        "cap",
        "Red flags",
        f"{meaning('Red flag')} The lowest cap wins.",
        "no more than",
        1.0,
    ),
    Sort(
        "adjustments",
        "bonus",
        "points",
        "Adjustments",
        meaning("Adjustment"),
        "points",
        0.5,
    ),
)


def facts(here: State) -> None:
    """One row a red flag and one an adjustment, and a way to add one."""
    found = hits(here.data, here.card, here.as_of)
    for sort in SORTS:
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.markdown(f"## {sort.title}", help=sort.help, width="content")
            if st.button(
                f"Add {'red flag' if sort.key == 'flag' else 'adjustment'}",
                key=f"add-{sort.key}",
                icon=":material/add:",
                type="tertiary",
            ):
                add_fact(here, sort.section)
        for fact in facts_of(here.draft, sort.section):
            with st.container(key=f"metric-{sort.key}-{fact.id}", gap=None):
                _row(here, sort, fact)
                st.caption(plain(_said(here, fact, found.get(f"{sort.key} {fact.id}"))))
                _condition(here, sort, fact)


def _row(here: State, sort: Sort, fact: Fact) -> None:
    on, key = f"{sort.key}-on-{fact.id}", f"{sort.field}-{fact.id}"
    number = float(getattr(fact, sort.field))
    furthest = max(25.0, abs(number))

    def switched() -> None:
        _change(here, sort, fact, enabled=bool(st.session_state[on]))

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.toggle(
            f"Use {plain(fact.title)}",
            **held(on, fact.enabled),
            on_change=switched,
            label_visibility="collapsed",
            width="content",
        )
        shown = Slider(
            f"{fact.title}: {sort.asks}",
            key,
            (number,),
            0.0 if sort.field == "cap" else -furthest,
            100.0 if sort.field == "cap" else furthest,
            sort.step,
            disabled=not fact.enabled,
        )
        card_slider(here, shown, partial(_with_number, here, sort, fact))


def _with_number(here: State, sort: Sort, fact: Fact, number: float) -> Card:
    return with_fact(here.draft, sort.section, fact.id, **{sort.field: number})


def _change(here: State, sort: Sort, fact: Fact, **changes: Any) -> None:
    attempt(lambda: here.revise(with_fact(here.draft, sort.section, fact.id, **changes)))


def _said(here: State, fact: Fact, hit: Hits | None) -> str:
    """The condition in words, unless it is the title already, and whom it hits."""
    words = f"{fact.when.in_words()}. " if fact.label else ""
    if hit is None:
        return f"{words}{'Not counted here.' if fact.enabled else 'Switched off.'}"
    catalogue = here.data.catalogue
    said = f"{words}Holds for {count(hit.accounts)} accounts"
    said += f", {money(hit.arr, catalogue.currency)}" if catalogue.has_arr else ""
    return said + (f"; caps {count(hit.bites)}." if hasattr(fact, "cap") else ".")


def _condition(here: State, sort: Sort, fact: Fact) -> None:
    """Behind a fixed label: a slider for each limit, the name, and the way off the card."""
    box = st.expander(
        "Condition and name", key=f"when-{sort.key}-{fact.id}", on_change="rerun", type="compact"
    )
    if not box.open:
        return
    with box:
        found = list(limits(fact.when))
        for way, part in found:
            _limit(here, sort, fact, way, part)
        if fact.when.parts or not found:
            st.caption("What is compared with what stands in the card’s YAML on the Share page.")
        left, right = st.columns([3, 1], gap="small", vertical_alignment="bottom")
        with left:
            _label(here, sort, fact)
        right.button(
            "Remove",
            key=f"remove-{sort.key}-{fact.id}",
            icon=":material/delete:",
            type="tertiary",
            on_click=_remove,
            args=(here, sort, fact),
        )


def _remove(here: State, sort: Sort, fact: Fact) -> None:
    if fact.id in [f.id for f in facts_of(here.draft, sort.section)]:  # not a second click
        here.revise(without_fact(here.draft, sort.section, fact.id))


def _limit(here: State, sort: Sort, fact: Fact, way: Way, part: Condition) -> None:
    key = f"limit-{sort.key}-{fact.id}-{'-'.join(map(str, way))}"
    test, number = part.limit or ("at_least", 0.0)
    low, high, step = _reach(here, part, [number, *_saved(here, sort, fact, way)])

    subject = part.subject[1] if part.subject else ""
    label = f"{subject} {TEST_WORDS[test]}"
    shown = Slider(label, key, (number,), low, high, step, disabled=not fact.enabled)

    def turned(limit: float) -> Card:
        return with_limit(here.draft, sort.section, fact.id, way, limit)

    card_slider(here, shown, turned)


def _reach(here: State, part: Condition, limits: list[float]) -> tuple[float, float, float]:
    """The ends and the step of a slider over the values of a comparison's subject."""
    metric = _read(here, part)
    if metric is None:
        return reach([0.0, 1.0, *limits])
    ends = metric_range(here.data, metric)
    return reach([*ends, *limits], whole=metric_is_whole(here.data, metric))


def _read(here: State, part: Condition) -> Metric | None:
    """What the subject of a comparison reads, as a metric; None where the data lack it."""
    sort, name = part.subject or ("measure", "")
    if sort == "metric":
        return next((m for m in here.draft.metrics if m.id == name), None)
    measure = here.data.catalogue.measure(name)
    if measure is None or measure.reads == "text":
        return None
    return Metric(id="fact", measure=name, normaliser=AsPoints(kind="points"), weight=0)


def _saved(here: State, sort: Sort, fact: Fact, way: Way) -> list[float]:
    """The saved card's limit: the slider's ends must not move with the limit on the screen."""
    card: Card = here.saved
    known = [f for f in facts_of(card, sort.section) if f.id == fact.id]
    return [part.limit[1] for f in known for w, part in limits(f.when) if w == way and part.limit]


def _label(here: State, sort: Sort, fact: Fact) -> None:
    key = f"label-{sort.key}-{fact.id}"

    def typed() -> None:
        _change(here, sort, fact, label=str(st.session_state[key]).strip() or None)

    st.text_input(
        "Name",
        **held(key, fact.label or ""),
        max_chars=TYPED_NAME.now,
        on_change=typed,
        placeholder="in its words",
    )
