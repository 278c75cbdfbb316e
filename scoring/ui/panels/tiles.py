"""The strip of figures: each band, and how many lost customers the card would have flagged."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from scoring.backtest.lost import LEAD, Lost
from scoring.output.charts.tones import TONES, tone
from scoring.output.figures import count, money, share, signed
from scoring.ui.bound import plain
from scoring.ui.state import State
from scoring.views.bands import BandShare, total
from scoring.workbench import Picture

_FEW = 8
"""Below so many losses a rate says nothing: the list is shown instead."""


def tiles(here: State, seen: Picture) -> None:
    """One tile a band with its change against the saved card, and one for lost customers."""
    saved = {s.name: s.accounts for s in seen.shares_saved}
    whole = total(seen.shares)[0]
    currency = here.data.catalogue.currency if here.data.catalogue.has_arr else None
    with st.container(key="tiles"):
        for column, band in zip(
            st.columns(len(seen.shares) + 1), [*seen.shares, None], strict=True
        ):
            with column:
                if band is None:
                    _caught(here, seen.lost, seen.lost_saved)
                else:
                    _band(band, band.accounts - saved.get(band.name, 0), whole, currency)


def _band(band: BandShare, change: int, whole: int, currency: str | None) -> None:
    look = TONES[tone(band.tone)]
    colour: Literal["normal", "inverse", "off"] = "off"
    if change and band.tone in ("good", "bad"):
        colour = "normal" if band.tone == "good" else "inverse"
    st.metric(
        f"{look.sign} {plain(band.name)}",
        count(band.accounts),
        delta=signed(change),
        delta_color=colour,
        delta_arrow="off",
        delta_description="vs saved",
    )
    arr = f" · {money(band.arr, currency)}" if currency else ""
    st.caption(plain(f"{share(band.accounts, whole)}{arr}"))


def _caught(here: State, lost: tuple[Lost, ...], before: tuple[Lost, ...]) -> None:
    caught = sum(one.verdict == "caught" for one in lost)
    change = caught - sum(one.verdict == "caught" for one in before)
    dated = here.data.catalogue.churn == "dated"
    words = f"{LEAD} months ahead" if dated else "in the snapshot"
    few = len(lost) < _FEW
    st.metric(
        f"{TONES['churned'].sign} Lost, caught",
        f"{caught} of {len(lost)}" if not few else f"{len(lost)} lost",
        delta=signed(change) if not few else "too few for a rate",
        delta_color="normal" if change and not few else "off",
        delta_arrow="off",
        delta_description="vs saved" if not few else None,
        help=_HELP[here.data.catalogue.churn],
    )
    st.caption(words if lost else "no losses known")


_HELP = {
    "dated": "Lost customers that stood in a band that flags, three months before they gave"
    " notice (or left, where no notice is known). Nobody is counted as caught without a score.",
    "flagged": "These data say who was lost but not when. This is how the lost customers stand"
    " in the snapshot: their current state, not a test of a warning.",
    "unknown": "These data do not say which customers were lost.",
}
