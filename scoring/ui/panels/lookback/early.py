"""How early the lost were red, and what it costs to ask for more months."""

from __future__ import annotations

import streamlit as st

from scoring.output.charts import earliness, forest, lead_histogram
from scoring.output.charts.tones import ToneName
from scoring.output.figures import count
from scoring.output.headline import said
from scoring.ui.bound import plain
from scoring.ui.draw import draw
from scoring.ui.state import State
from scoring.workbench import Picture, earliness_of
from scoring.workbench import lead_histogram as bins_of


def early(here: State, seen: Picture) -> None:
    """Months of warning at the left, ranking power by lead at the right."""
    if seen.trial.clock.cohort == "current":
        st.info(plain(f"{seen.trial.clock.because} So there are no months of warning to count."))
        return
    left, right = st.columns(2, gap="large")
    with left:
        _months(here, seen)
    with right:
        _curve(here, seen)


def _months(here: State, seen: Picture) -> None:
    st.markdown("## Months of warning of the lost")
    found = bins_of(here.data, seen.card, seen.trial, here.within)
    if not found:
        st.info("No loss has a month before it.")
        return
    lead = seen.trial.question.lead
    rows: list[lead_histogram.Column] = []
    for one in found:
        look: ToneName = "bad" if one.last == 0 else "good" if one.first >= lead else "watch"
        label = "never red" if one.last == 0 else f"{one.label} months"
        rows.append((label, one.losses, look))
    height = forest.height(len(rows))
    draw("lead_histogram", lead_histogram.rows(rows), key="look-months", height=height)
    older = sum(one.at_least for one in found)
    more = f" {count(older)} were red when the data begin: theirs may be longer." if older else ""
    st.caption(
        plain(
            "Counted from the start of the last run of red that reached the notice, over all losses"
            f" with a month before them.{more}"
        )
    )


def _curve(here: State, seen: Picture) -> None:
    st.markdown("## Ranking power by months left to act")
    found = earliness_of(here.data, seen.card, seen.trial, here.within)
    if not found.points:
        st.info(plain(found.words))
        return
    points = [
        earliness.Point(
            one.lead,
            one.ranking.estimate,
            one.ranking.low,
            one.ranking.high,
            one.accounts,
            f"{said(one.ranking)}; caught {said(one.caught)}",
            one.lead == seen.trial.question.lead,
        )
        for one in found.points
    ]
    draw("earliness", earliness.rows(points), key="look-early")
    st.caption(plain(found.words))
