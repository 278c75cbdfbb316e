"""Both cards side by side: their bands, and what each catches at the same workload."""

from __future__ import annotations

import streamlit as st

from scoring.output.charts.tones import TONES, tone
from scoring.output.compared import consequence, contest_tiles, differences
from scoring.output.figures import count, money, share
from scoring.output.headline import Tile
from scoring.ui.bound import plain
from scoring.ui.live.tiles import Figure
from scoring.ui.panels.tiles import band_help, figure, figures
from scoring.ui.state import State
from scoring.views.bands import BandShare, total
from scoring.workbench.two_cards import Side, TwoCards, contest_of

_MOST_LINES = 12
"""So many lines of a difference stand open; the others are behind a fold."""


def currency_of(here: State) -> str | None:
    """The currency of the data; None where they have no ARR."""
    return here.data.catalogue.currency if here.data.catalogue.has_arr else None


def difference(here: State, found: TwoCards) -> None:
    """What differs between the cards, and what comes of it."""
    st.markdown("## What differs")
    st.markdown(f"**{plain(consequence(found.whole, currency_of(here)))}**")
    lines = [f"- {plain(line)}" for line in found.lines]
    if not lines:
        st.caption("Both sides have the same card; the months differ.")
    st.markdown("\n".join(lines[:_MOST_LINES]))
    if len(lines) > _MOST_LINES:
        with st.expander(f"{count(len(lines) - _MOST_LINES)} more", key="compare-more"):
            st.markdown("\n".join(lines[_MOST_LINES:]))


def beside(here: State, found: TwoCards) -> None:
    """The two sides in two columns, and by how much they differ beneath."""
    st.markdown("## Side by side")
    if not found.lines:
        _both(here, found)
        st.caption("The card is the same, and so is what it would have caught.")
        return
    contest = contest_of(here.data, found.before.card, found.after.card, here.asked, here.filter)
    tiles = contest_tiles(contest.rival, contest.ranking)
    told = contest.rival.caught.known
    _both(here, found, *(tiles if told else ()))
    if not told:
        st.info(plain(contest.rival.caught.why))
        return
    for line in differences(contest.rival):
        st.caption(plain(line))
    few = contest.rival.words.removeprefix("The card before.").strip()
    st.caption(
        plain(
            "Look back over the whole past, whatever the months above: both cards flag their"
            f" worst {count(contest.rival.flagged)} of the same cases, as many as the card after"
            f" flags. The intervals of the differences are paired. {few}"
        )
    )


def _both(
    here: State, found: TwoCards, before: tuple[Tile, ...] = (), after: tuple[Tile, ...] = ()
) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        _side(here, "Before", found.before, found.shares_before, before)
    with right:
        _side(here, "After", found.after, found.shares_after, after)


def _side(
    here: State, title: str, side: Side, shares: tuple[BandShare, ...], tiles: tuple[Tile, ...]
) -> None:
    currency, whole = currency_of(here), total(shares)[0]
    st.markdown(f"**{title}** · {plain(side.name)} · {side.month}")
    bands = [
        Figure(
            band.name,
            count(band.accounts),
            f"{share(band.accounts, whole)}"
            + (f" · {money(band.arr, currency)}" if currency is not None else ""),
            help=band_help(band),
            sign=TONES[tone(band.tone)].sign,
        )
        for band in shares
    ]
    if bands:
        figures([bands], f"tiles-{title.lower()}")
    if tiles:
        figures([[figure(tile) for tile in tiles]], f"tiles-look-{title.lower()}")
