"""The strip of figures: each band, and what the card would have caught of the lost customers."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from scoring.output.charts.tones import TONES, tone
from scoring.output.figures import count, money, share, signed
from scoring.output.headline import Tile, calls, caught, ranking
from scoring.ui.bound import plain
from scoring.ui.state import State
from scoring.views.bands import BandShare, total
from scoring.workbench import Picture

Colour = Literal["normal", "inverse", "off"]


def tiles(here: State, seen: Picture) -> None:
    """One tile a band with its change against the saved card, then the look back."""
    saved = {s.name: s.accounts for s in seen.shares_saved}
    whole = total(seen.shares)[0]
    currency = here.data.catalogue.currency if here.data.catalogue.has_arr else None
    both = seen.trial, seen.trial_saved
    looked = [caught(*both), calls(*both), ranking(*both)]
    with st.container(key="tiles"):
        for column, band in zip(st.columns(len(seen.shares)), seen.shares, strict=True):
            with column:
                _band(band, band.accounts - saved.get(band.name, 0), whole, currency)
        for column, tile in zip(st.columns(len(looked)), looked, strict=True):
            with column:
                figure(tile)


def _band(band: BandShare, change: int, whole: int, currency: str | None) -> None:
    look = TONES[tone(band.tone)]
    colour: Colour = "off"
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


def figure(tile: Tile) -> None:
    """One figure of the look back, with its change where the card differs from the saved one."""
    st.metric(
        tile.label,
        tile.value,
        delta=tile.change or None,
        delta_color="off" if tile.better is None else _colour(tile),
        delta_arrow="off",
        delta_description="vs saved" if tile.change else None,
        help=tile.help,
    )
    st.caption(plain(tile.note))


def _colour(tile: Tile) -> Colour:
    """Green for better: by its sign, or the other way round where less is better."""
    return "normal" if tile.change.startswith("+") == tile.better else "inverse"
