"""The account's last 24 months: its score over its bands, and what happened."""

from __future__ import annotations

from collections import defaultdict

import streamlit as st

from scoring.live.kernel import band_names
from scoring.output.charts import life as chart
from scoring.output.charts.tones import tone
from scoring.spec.scale import show
from scoring.ui.bound import plain
from scoring.ui.draw import draw
from scoring.ui.state import State
from scoring.workbench.following import Standing, life


def history(here: State, seen: Standing) -> None:
    """The line of months with its events, and the events in words."""
    st.markdown("**Its last 24 months**")
    found = life(here.data, here.card, seen.account, seen.month)
    if len(found.moments) < 2:
        st.info("One snapshot has no history. Load monthly rows to see how an account moves.")
        return
    card, names = here.card, band_names(here.card)
    tones = [*(b.tone for b in card.bands), "none", "none"]
    events: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for event in found.events:
        events[str(event.month)].append((event.sort, event.words))
    cells = [
        chart.Cell(
            str(moment.month),
            None if moment.score != moment.score else moment.score,
            show(moment.score, card),
            None if moment.band is None else tone(tones[moment.band]),
            "no row" if moment.band is None else str(names[moment.band]),
            events[str(moment.month)],
        )
        for moment in found.moments
    ]
    cuts = [(b.name, cut) for b, cut in zip(card.bands[:-1], card.cuts[:-1], strict=True)]
    draw("life", chart.rows(cells, cuts), key="account-life")
    told = [f"{chart.SIGNS[e.sort]} {e.month} {e.words}" for e in found.events]
    if not told:
        st.caption("Nothing that the data tell of happened in these months.")
        return
    with st.expander("What happened", icon=":material/history:", key="account-events"):
        st.markdown("\n".join(f"- {plain(line)}" for line in told[::-1]))
