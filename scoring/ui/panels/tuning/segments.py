"""Whether the metrics tell the same within each group of accounts, and what could be its own."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from scoring.output.figures import count
from scoring.output.headline import whole_percent
from scoring.ui.bound import plain
from scoring.ui.panels.board import METRICS, picked_row
from scoring.ui.panels.tuning.studied import the_panel, the_study
from scoring.ui.panels.tuning.worth import points
from scoring.ui.state import State, attempt
from scoring.workbench import Picture
from scoring.workbench.grouping import (
    OWN,
    AcrossGroups,
    BySegment,
    OwnGroup,
    by_segment_suggested,
    with_own_anchors,
    with_own_weights,
)
from scoring.workbench.paneling import Panel
from scoring.workbench.suggesting import locks_of, suggest

_LEVELS = {"red": "▲ turns", "amber": "◆ differs", "fine": "● alike"}


def segments(here: State, seen: Picture) -> None:
    """A dimension; each metric over all and within its groups; what each group could have."""
    names = list(here.data.book.frame.accounts.dimensions)
    if not names:
        st.info("These data have no dimension such as a segment, a plan or a region.")
        return
    picked = st.selectbox("By", names, key="tune-dimension", width=240)
    panel, study = the_panel(here, seen), the_study(here, seen)
    if panel is None or study is None:
        return
    locked = locks_of(here.draft, here.locked)
    wish = replace(here.wish, locked=locked, most=max(here.wish.most, len(locked)))
    pooled = suggest(study, here.card, wish, here.position, here.taken)
    dimension = picked if picked in names else names[0]
    barred = study.material.barred
    found = by_segment_suggested(
        here.data, here.card, seen.trial, pooled, wish, dimension, seen.month, barred
    )
    left, right = st.columns(2, gap="large")
    with left:
        _metrics(found)
    with right:
        _groups(here, seen, panel, found)


def _metrics(found: BySegment) -> None:
    st.markdown("## Each metric overall, and within the groups")
    loud = [one for one in found.metrics if one.verdict.level != "fine"]
    for one in loud:
        st.warning(plain(f"{one.title}: {one.verdict.words}"), icon=":material/call_split:")
    if loud:
        st.caption("Give its groups anchors of their own, and look again.")
    picked_row(
        pd.DataFrame([_metric_row(one) for one in found.metrics]), "tune-across", most=METRICS
    )


def _metric_row(one: AcrossGroups) -> dict[str, str]:
    return {
        "Metric": one.title,
        "Over all": "–" if one.pooled is None else whole_percent(one.pooled),
        "Within": "–" if one.within is None else whole_percent(one.within),
        "Difference, points": points(one.gap),
        "In groups": _LEVELS[one.verdict.level],
    }


def _groups(here: State, seen: Picture, panel: Panel, found: BySegment) -> None:
    st.markdown("## What each group could have of its own")
    rows = [
        {
            found.dimension: one.value,
            "Lost": count(one.losses),
            "Customers now": count(one.active),
            "Own weights": _own(one),
        }
        for one in found.groups
    ]
    labels = here.data.book.frame.accounts.dimensions[found.dimension].labels
    places = [labels.index(one.value) for one in found.groups]
    picked = picked_row(pd.DataFrame(rows), "tune-groups", places)
    st.caption(
        f"The usual way is the same weights with anchors of the group's own customers. Own weights"
        f" are suggested from {OWN} losses of the group on, blended with those of all."
    )
    if here.variant:
        st.caption("A variant is being edited; choose the card itself on the Workbench first.")
        return
    group = None if picked is None else found.groups[picked]
    name = "the chosen group" if group is None else group.value
    with st.container(horizontal=True):
        st.button(
            plain(f"Own anchors for {name}"),
            key="tune-own-anchors",
            disabled=group is None or not group.active,
            on_click=lambda: _anchors(here, seen, panel, found.dimension, group),
            help="Choose a row first. The group gets a variant of the card; one change.",
        )
        st.button(
            plain(f"Own weights for {name}"),
            key="tune-own-weights",
            disabled=group is None or group.weights is None,
            on_click=lambda: _weights(here, found.dimension, group),
            help=f"It takes {OWN} losses of the group. The group gets a variant; one change.",
        )


def _own(one: OwnGroup) -> str:
    if one.weights is None:
        return f"from {OWN} losses on" if one.losses < OWN else "nothing is suggested for all"
    return f"{whole_percent(one.share)} its own"


def _anchors(
    here: State, seen: Picture, panel: Panel, dimension: str, group: OwnGroup | None
) -> None:
    if group is not None:
        month, value = seen.month, group.value
        attempt(
            lambda: here.change(
                with_own_anchors(here.data, here.card, dimension, value, month, panel)
            )
        )


def _weights(here: State, dimension: str, group: OwnGroup | None) -> None:
    if group is not None:
        attempt(lambda: here.change(with_own_weights(here.card, dimension, group)))
