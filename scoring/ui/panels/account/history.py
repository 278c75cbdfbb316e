"""The account's last 24 months: its score over its bands, and what happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import streamlit as st

from scoring.errors import StoreError
from scoring.live.kernel import band_names
from scoring.output.charts import life as chart
from scoring.output.charts.tones import tone
from scoring.output.figures import count
from scoring.spec.scale import show
from scoring.ui.bound import plain
from scoring.ui.draw import draw
from scoring.ui.records import book_name, store_of
from scoring.ui.state import State
from scoring.values import Month
from scoring.views.life import Event, Life
from scoring.workbench.following import Standing, life

_TOLD: Final = 60
"""So many events are written out."""
_SAID: Final = 120
"""So many characters of what people wrote."""


def history(here: State, seen: Standing) -> None:
    """The line of months with its events, and the events in words."""
    st.markdown("### Its last 24 months")
    found = life(here.data, here.card, seen.account, seen.month)
    if len(found.moments) < 2:
        st.info("One snapshot has no history. Load monthly rows to see how an account moves.")
        return
    card, names = here.card, band_names(here.card)
    tones = [*(b.tone for b in card.bands), "none", "none"]
    events: dict[str, list[tuple[str, str]]] = defaultdict(list)
    happened = _with_written(here, seen, found)
    for event in happened:
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
    told = [f"{chart.SIGNS[e.sort]} {e.month} {e.words}" for e in happened]
    if not told:
        st.caption("Nothing that the data or the records tell of happened in these months.")
        return
    with st.expander("What happened", icon=":material/history:", key="account-events"):
        st.markdown("\n".join(f"- {plain(line)}" for line in told[: -_TOLD - 1 : -1]))
        if len(told) > _TOLD:
            st.caption(f"The last {_TOLD} of {count(len(told))}.")


def _with_written(here: State, seen: Standing, found: Life) -> list[Event]:
    """What the data tell, and what people wrote down here, in order of time."""
    try:
        written = [*_records(here, seen.account_id), *_versions(here)]
    except StoreError:
        written = []  # the page's head says what is wrong with the store
    first, last = found.moments[0].month.number, found.moments[-1].month.number
    within = [e for e in written if first <= e.month.number <= last]
    return sorted([*found.events, *within], key=lambda e: e.month.number)


def _records(here: State, account_id: str) -> Iterator[Event]:
    store, book = store_of(here), book_name(here)
    for pulse in (k.record for k in store.pulses(book)):
        if pulse.account == account_id:
            said = f"pulse {pulse.score} set: {pulse.reason[:_SAID]}"
            yield Event(Month.of(pulse.given), "pulse", said)
    for deed in (k.record for k in store.interventions(book)):
        if deed.account == account_id:
            yield Event(Month.of(deed.on), "touch", f"done: {deed.what[:_SAID]}")


def _versions(here: State) -> Iterator[Event]:
    """When a version of the saved card was kept."""
    for version in store_of(here).versions(here.saved.name):
        said = f"version {version.number} of the card {version.name[:_SAID]} was saved"
        yield Event(Month.of(version.written.date()), "card", said)
