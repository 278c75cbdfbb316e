"""The account among the customers that are like it."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from scoring.output.figures import count
from scoring.spec.scale import cell
from scoring.ui.bound import chosen, plain
from scoring.ui.panels.board import picked_row
from scoring.ui.state import State
from scoring.views import peers as views
from scoring.workbench.following import Standing
from scoring.workbench.following import peers as peers_of

_BY: Final = "account-peers-by"
_WHOLE: Final = ""


def peers(here: State, seen: Standing) -> None:
    """The percentile of its score and of each line's points, with the number of peers."""
    st.markdown("### Beside its peers")
    dimensions = [name for name, _ in seen.traits]
    options = [*dimensions, _WHOLE]
    pick = st.session_state.get(_BY)
    by = pick if pick in options else options[0]
    if dimensions:
        st.selectbox(
            "Alike by",
            options,
            **chosen(_BY, by, options),
            format_func=lambda name: name if name else "All customers",
        )
    found = peers_of(here.data, here.card, seen.row, by)
    if by and not found.value:
        st.info(plain(f"Its {by} is not known, so nobody is known to be like it. Choose another."))
        return
    among = f"{by} {found.value}" if by else "the whole book"
    if found.score.count < views.FEWEST:
        said = f"Of {among} only {count(found.score.count)} have a score; that is too few to rank."
        st.info(plain(said))
        return
    _table(here, found, among)


def _table(here: State, found: views.Peers, among: str) -> None:
    score = found.score
    if score.percentile == score.percentile:
        place = f"It stands at percentile {score.percentile:.1f}: 0 is the worst, 100 the best"
        said = f"{count(score.count)} customers of {among} have a score. {place}."
    else:
        said = (
            f"{count(score.count)} customers of {among} have a score; this account is not of them."
        )
    st.caption(plain(said))
    rows = [
        {
            "Figure": one.label,
            "This account": cell(one.own, here.card) if one is score else _number(one.own),
            "Median of peers": cell(one.middle, here.card) if one is score else _number(one.middle),
            "Percentile": _number(one.percentile),
            "Of": one.count,
        }
        for one in (score, *found.lines)
    ]
    picked_row(pd.DataFrame(rows), "account-peers")


def _number(figure: float) -> float | None:
    return None if figure != figure else round(figure, 1)
