"""Whose band hangs on weights that nobody is sure of: coin-flips, and reds that stay red."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import streamlit as st

from scoring.output.figures import count
from scoring.output.headline import Tile, whole_percent
from scoring.spec.scale import cell
from scoring.ui.bound import plain
from scoring.ui.panels.board import picked_row
from scoring.ui.panels.file_buttons import file_buttons
from scoring.ui.panels.tiles import figure, figures
from scoring.ui.state import State
from scoring.values import Ints
from scoring.workbench import Picture
from scoring.workbench.doubting import KAPPA, NO_WEIGHTS, USUAL, Wiggled, wiggle_of

_ROWS: Final = 1_000


def wobble(here: State, seen: Picture) -> None:
    """How sure the weights are, what hangs on it, and the accounts, coin-flips first."""
    give = st.segmented_control(
        "How sure are we of each weight?",
        list(KAPPA),
        default=USUAL,
        key="tune-give",
        required=True,
        format_func="give or take {} points".format,
        help="For a weight of 20 points: so much is one standard deviation of the draws.",
    )
    found = wiggle_of(here.data, seen.card, seen.trial, seen.month, int(give), here.filter)
    if found is None:
        st.info(NO_WEIGHTS)
        return
    if not found.wiggle.scored:
        st.info("No account has a score in this month.")
        return
    figures([[figure(tile) for tile in _tiles(found)]], "tiles-look-wobble")
    order = _order(found)
    table = pd.DataFrame([_row(here, found, at) for at in order[:_ROWS].tolist()])
    picked_row(table, "tune-wobble-rows")
    st.caption(plain(_about(found, len(order))))
    with st.container(horizontal=True):
        file_buttons("All of them", "wiggle", "tune-wobble", partial(_whole, here, found, order))


def _tiles(found: Wiggled) -> list[Tile]:
    seen, drawn = found.wiggle, f"of {count(found.wiggle.draws)} draws"
    robust, flips = int(seen.robust.sum()), int(seen.coin_flips.sum())
    of = f"of {count(seen.scored)} accounts"
    overlap, power = seen.overlap, seen.ranking
    return [
        Tile("moved", "Change their band", whole_percent(seen.moved), f"{of}, on average",
             "The share of accounts in another band than now, on average over the draws."),
        Tile("flips", "Coin-flips", count(flips), of,
             "Red in 40% to 60% of the draws: whether they are called hangs on the weights."),
        Tile("robust", "Robust reds", count(robust), f"red in 90% or more {drawn}",
             "Red under nearly any weights near these: call them first."),
        Tile("overlap", f"Of the {count(seen.worst)} worst stay",
             "–" if overlap is None else whole_percent(overlap.mean),
             "Nobody is red." if overlap is None
             else f"{whole_percent(overlap.low)} to {whole_percent(overlap.high)} in 100 draws",
             "How many of as many worst accounts as are red now stay among as many worst."),
        Tile("power", "Ranking power",
             "–" if power is None else whole_percent(power.mean),
             (seen.words or "No case of both kinds.") if power is None
             else f"{whole_percent(power.low)} to {whole_percent(power.high)} in 100 draws",
             "The middle 95% over the draws: what the choice of weights alone moves. The losses"
             " themselves leave more room than that."),
    ]  # fmt: skip


def _order(found: Wiggled) -> Ints:
    """The scored accounts by how near to a coin-flip they are."""
    red = found.wiggle.red
    some = np.flatnonzero(~np.isnan(red))
    return some[np.lexsort((found.score[some], np.abs(red[some] - 0.5)))]


def _row(here: State, found: Wiggled, at: int) -> dict[str, Any]:
    facts, account = here.data.book.frame.accounts, int(found.account[at])
    owner = int(facts.owners.codes[account])
    red = float(found.wiggle.red[at])
    return {
        "Customer": facts.names[account],
        "Owner": facts.owners.labels[owner] if owner >= 0 else "",
        "ARR": float(facts.arr[account]),
        "Band": here.card.bands[int(found.band[at])].name,
        "Score": cell(float(found.score[at]), here.card),
        "Red in": whole_percent(red),
        "Another band in": whole_percent(float(found.wiggle.changes[at])),
        "Badge": _badge(found, at),
    }


def _badge(found: Wiggled, at: int) -> str:
    if found.wiggle.robust[at]:
        return "▲ robust red"
    return "◆ coin-flip" if found.wiggle.coin_flips[at] else ""


def _whole(here: State, found: Wiggled, order: Ints) -> pa.Table:
    rows = [
        {
            "account": here.data.book.frame.accounts.ids[int(found.account[at])],
            "score": float(found.score[at]),
            "band": here.card.bands[int(found.band[at])].name,
            "red_share_of_draws": float(found.wiggle.red[at]),
            "other_band_share_of_draws": float(found.wiggle.changes[at]),
        }
        for at in order.tolist()
    ]
    return pa.Table.from_pylist(rows)


def _about(found: Wiggled, accounts: int) -> str:
    words = (
        f"Weights are drawn {count(found.wiggle.draws)} times around those of the card (Dirichlet),"
        " always adding up to 100. Nearest to a coin-flip first. Who has a score at all stays as"
        " the card says, and a pulse that pins is left out."
    )
    more = f" The first {count(_ROWS)} of {count(accounts)} are shown." if accounts > _ROWS else ""
    return words + more
