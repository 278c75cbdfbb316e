"""The book by band beside the saved card, and the spread of its scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from scoring.output.charts import band_bar, score_histogram
from scoring.output.charts.chart import Datasets
from scoring.output.charts.told import Told, tables
from scoring.output.charts.tones import tone
from scoring.output.figures import count, money, share
from scoring.spec.model import Card
from scoring.ui.as_table import as_table
from scoring.ui.dragging import native
from scoring.ui.draw import draw
from scoring.ui.live.bands import bands_data, show_bands
from scoring.ui.state import State
from scoring.views.bands import BandShare, total
from scoring.workbench import Picture, score_spread

_KEY: Final = "bands"


def bands_now(here: State, seen: Picture) -> None:
    """Two drawings whose axes hold still while a slider is dragged, and what to know of them.

    They are Streamlit's own charts where its own sliders are, which do not move them in a drag.
    """
    split, spread = _split(here, seen), _spread(here, seen)
    if native():
        draw("band_bar", split, key="band-bar")
        draw("score_histogram", spread, key="scores")
    else:
        show_bands(bands_data(split, spread), _KEY)
        as_table(_KEY, lambda: _told(split, spread))
    if any(variant.bands for variant in here.card.variants):
        st.caption("A variant has cuts of its own; the columns show those of everyone else.")
    if here.data.catalogue.churn == "flagged":
        st.caption("Kept and lost customers as they stand in the one snapshot.")


def _told(split: Datasets, spread: Datasets) -> list[Told]:
    """The figures of both drawings as tables."""
    return tables(band_bar.chart(), split) + tables(score_histogram.chart(), spread)


def bands_news(here: State, seen: Picture) -> dict[str, Mapping[str, Any]]:
    """The same as news for the drawings that stand on the page."""
    return {_KEY: bands_data(_split(here, seen), _spread(here, seen))}


def _split(here: State, seen: Picture) -> Datasets:
    catalogue = here.data.catalogue
    currency = catalogue.currency if catalogue.has_arr else None
    saved = bars(seen.shares_saved, currency) if here.unsaved else ()
    return band_bar.rows(bars(seen.shares, currency), saved)


def _spread(here: State, seen: Picture) -> Datasets:
    bins = score_spread(here.data, seen, here.filter)
    kept, lost = [b.kept for b in bins], [b.lost for b in bins]
    return score_histogram.rows(kept, lost, ranges(here.card))


def bars(shares: Sequence[BandShare], currency: str | None) -> list[band_bar.Bar]:
    """The two bars, accounts and ARR; one where no ARR is known."""
    accounts, arr = total(shares)
    by_count: list[band_bar.Segment] = [
        (s.name, tone(s.tone), s.accounts, f"{count(s.accounts)} · {share(s.accounts, accounts)}")
        for s in shares
    ]
    if currency is None:
        return [("Accounts", by_count)]
    by_arr: list[band_bar.Segment] = [
        (s.name, tone(s.tone), s.arr, f"{money(s.arr, currency)} · {share(s.arr, arr)}")
        for s in shares
    ]
    return [("Accounts", by_count), ("ARR", by_arr)]


def ranges(card: Card) -> list[score_histogram.Cut]:
    """Each band with its lowest and highest score."""
    tops = [100.0, *card.cuts]
    return [
        (band.name, tone(band.tone), low, high)
        for band, low, high in zip(card.bands, card.cuts, tops, strict=False)
    ]
