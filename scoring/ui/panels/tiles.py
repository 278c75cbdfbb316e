"""The strip of figures: each band, and what the card would have caught of the lost customers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal

import streamlit as st

from scoring.output.charts.tones import TONES, tone
from scoring.output.figures import count, money, share, signed
from scoring.output.headline import Tile, calls, caught, ranking
from scoring.spec.glossary import about
from scoring.ui.bound import plain
from scoring.ui.dragging import native, near
from scoring.ui.live.tiles import Figure, Mood, show_tiles, tiles_data
from scoring.ui.state import State
from scoring.views.bands import BandShare, total
from scoring.workbench import Picture

_COLOURS: dict[Mood, Literal["normal", "inverse", "off"]] = {
    "good": "normal",
    "bad": "inverse",
    "": "off",
}


_KEY: Final = "tiles"


def tiles(here: State, seen: Picture) -> None:
    """One tile a band with its change against the saved card, then the look back."""
    rows = _rows(here, seen)
    figures(rows, _KEY, glance=_telling(here, rows))


def tiles_news(here: State, seen: Picture) -> dict[str, dict[str, Any]]:
    """The same as news for the tiles that stand on the page."""
    return {_KEY: tiles_data(_rows(here, seen))}


def _rows(here: State, seen: Picture) -> Sequence[Sequence[Figure]]:
    saved = {s.name: s.accounts for s in seen.shares_saved}
    whole = total(seen.shares)[0]
    catalogue = here.data.catalogue
    currency = catalogue.currency if catalogue.has_arr else None
    bands = [_band(b, b.accounts - saved.get(b.name, 0), whole, currency) for b in seen.shares]
    both = seen.trial, seen.trial_saved
    rows = [bands, [figure(caught(*both)), figure(calls(*both)), figure(ranking(*both))]]
    return near(rows, seen)


def _telling(here: State, rows: Sequence[Sequence[Figure]]) -> list[tuple[int, int]]:
    """Where the figures stand that say most: losses caught, accounts alarmed, calls for each."""
    alarms = [b.name for b, alarm in zip(here.card.bands, here.card.alarms, strict=True) if alarm]
    alarmed = [(0, i) for i, one in enumerate(rows[0]) if one.label in alarms[-1:]]
    return [(1, 0), *alarmed, (1, 1)]


def figures(
    rows: Sequence[Sequence[Figure]],
    key: str,
    small: bool = False,
    few: int = 0,
    glance: Sequence[tuple[int, int]] = (),
    around: bool = False,
) -> None:
    """Tiles in rows: in one piece, or in many where the app shows Streamlit's own sliders.

    Input: what `show_tiles` takes.
    """
    if not native():
        show_tiles(rows, key, small, few, glance, around)
        return
    with st.container(key=key):
        for row in rows:
            for column, one in zip(st.columns(len(row)), row, strict=True):
                with column:
                    _metric(one)


def figure(tile: Tile) -> Figure:
    """One figure of the look back, with its change where the card differs from the saved one."""
    mood: Mood = ""
    if tile.change and tile.better is not None:
        mood = "good" if tile.change.startswith("+") == tile.better else "bad"
    against = "vs saved" if tile.change else ""
    return Figure(
        tile.label,
        tile.value,
        tile.note,
        tile.change,
        against,
        mood,
        tile.help or about(tile.label),
    )


def _band(band: BandShare, change: int, whole: int, currency: str | None) -> Figure:
    mood: Mood = ""
    if change and band.tone in ("good", "bad"):
        mood = "good" if (change > 0) == (band.tone == "good") else "bad"
    arr = f" · {money(band.arr, currency)}" if currency is not None else ""
    return Figure(
        band.name,
        count(band.accounts),
        f"{share(band.accounts, whole)}{arr}",
        signed(change),
        "vs saved",
        mood,
        band_help(band),
        sign=TONES[tone(band.tone)].sign,
    )


def band_help(band: BandShare) -> str:
    """What a tile of a band shows, and where it is no range of the score, what it is."""
    shown = "Accounts here at the end of the month, their share of the book and their revenue."
    return f"{about(band.name)} {shown}".strip()


def _metric(one: Figure) -> None:
    colour = _COLOURS[one.mood]
    if one.change.startswith("-") and colour != "off":  # Streamlit's own colours go by the sign
        colour = "inverse" if colour == "normal" else "normal"
    st.metric(
        f"{one.sign} {plain(one.label)}" if one.sign else one.label,
        one.value,
        delta=one.change or None,
        delta_color=colour,
        delta_arrow="off",
        delta_description=one.against or None,
        help=one.help or None,
    )
    if one.note:
        st.caption(plain(one.note))
