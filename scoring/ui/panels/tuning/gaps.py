"""Which bands hang on missing data: each account with a gap beside its twins."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import streamlit as st

from scoring.output.figures import count, share
from scoring.output.headline import Tile, said, whole_percent
from scoring.spec.model import Card
from scoring.spec.scale import cell
from scoring.ui.panels.board import picked_row
from scoring.ui.panels.file_buttons import file_buttons
from scoring.ui.panels.tiles import figure, figures
from scoring.ui.state import State
from scoring.values import NOT_SCORED, Ints
from scoring.workbench import Picture
from scoring.workbench.doubting import NO_WEIGHTS, WAYS, Gaps, gaps_of

_ROWS: Final = 1_000


def gaps(here: State, seen: Picture) -> None:
    """How many hang on it, the ways of filling gaps against the losses, and the accounts."""
    found = gaps_of(here.data, seen.card, seen.trial, seen.month, here.filter)
    if found is None:
        st.info(NO_WEIGHTS)
        return
    twin = found.twin
    if not len(twin.place):
        st.info(f"Every one of the {count(twin.accounts)} accounts has a value for every metric.")
        return
    figures([[figure(tile) for tile in _tiles(found)]], "tiles-look-gaps")
    picked_row(_ways(found), "tune-ways")
    st.caption(
        "Where half of the weight or more is known, no sensible way ranks clearly better. To take"
        " a gap for healthy is the worst of all, and not offered."
    )
    order = _order(found)
    picked_row(pd.DataFrame([_row(here, found, at) for at in order[:_ROWS]]), "tune-gap-rows")
    if len(order) > _ROWS:
        st.caption(f"The first {count(_ROWS)} of {count(len(order))}.")
    with st.container(horizontal=True):
        file_buttons("All twins", "twins", "tune-gaps", partial(_whole, here, found, order))


def _tiles(found: Gaps) -> list[Tile]:
    twin = found.twin
    of = f"of {count(twin.accounts)} accounts"
    hangs, worst = int(twin.hangs.sum()), int(twin.only_worst.sum())
    unscored = int((~twin.scored).sum())
    with_gap = f"{of}, {share(len(twin.place), twin.accounts)}"
    return [
        Tile("gaps", "With a gap", count(len(twin.place)), with_gap,
             "At least one metric with weight has no value."),
        Tile("hangs", "Band hangs on it", count(hangs), of,
             "Spreading the weight, the middle account's points and 50 points do not agree."),
        Tile("worst", "Only if the worst is true", count(worst), of,
             "Another band only if each gap is taken for 0 points."),
        Tile("unscored", NOT_SCORED, count(unscored), of,
             "Too little is known for a score; the twins say what it could be."),
    ]  # fmt: skip


def _ways(found: Gaps) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "A gap is filled": WAYS[one.way],
                "Ranking power": said(one.ranking),
                "Cases with a score": one.ranking.n,
                "Accounts in another band": one.changed,
            }
            for one in found.policies
        ]
    )


def _order(found: Gaps) -> Ints:
    """Those that hang on it first, then whom only the worst moves, then by how little is known."""
    twin = found.twin
    rank = np.where(twin.hangs, 0, np.where(twin.only_worst, 1, np.where(twin.scored, 3, 2)))
    return np.lexsort((twin.coverage, rank))


def _row(here: State, found: Gaps, at: int) -> dict[str, Any]:
    facts, account = here.data.book.frame.accounts, int(found.account[at])
    twin = found.twin
    row = {
        "Customer": facts.names[account],
        "Known": whole_percent(float(twin.coverage[at])),
        "Gaps": int(twin.gaps[at]),
        "Band now": _band(here.card, int(twin.band[at])),
        "Hangs on it": "yes" if twin.hangs[at] else "only the worst" if twin.only_worst[at] else "",
    }
    for place, name in enumerate(("Weight spread", "As the middle", "As 50 points", "As 0 points")):
        score, band = float(twin.scores[place, at]), int(twin.bands[place, at])
        row[name] = (
            "–" if np.isnan(score) else f"{_shown(score, here.card)} {_band(here.card, band)}"
        )
    return row


def _shown(score: float, card: Card) -> str:
    shown = cell(score, card)
    return shown if isinstance(shown, str) else f"{shown:.1f}"


def _band(card: Card, band: int) -> str:
    return card.bands[band].name if band >= 0 else NOT_SCORED


def _whole(here: State, found: Gaps, order: Ints) -> pa.Table:
    twin = found.twin
    rows = []
    for at in order.tolist():
        row: dict[str, Any] = {
            "account": here.data.book.frame.accounts.ids[int(found.account[at])],
            "known": float(twin.coverage[at]),
            "band": _band(here.card, int(twin.band[at])),
            "hangs": bool(twin.hangs[at]),
        }
        for place, way in enumerate(WAYS):
            score = float(twin.scores[place, at])
            row[f"score_{way}"] = None if np.isnan(score) else score
            row[f"band_{way}"] = _band(here.card, int(twin.bands[place, at]))
        rows.append(row)
    return pa.Table.from_pylist(rows)
