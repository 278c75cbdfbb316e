"""What one weight up or down does to the card: to losses caught, to reds, to ranking power."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

import streamlit as st

from scoring.output.charts import tornado as chart
from scoring.output.figures import count
from scoring.output.headline import whole_percent
from scoring.ui.bound import plain
from scoring.ui.draw import draw
from scoring.ui.panels.tuning.worth import signed_points
from scoring.ui.state import State
from scoring.workbench import Picture
from scoring.workbench.doubting import NO_WEIGHTS, Bar, Change, Tornado, tornado_of

Figure = Literal["caught", "reds", "ranking"]

_NAMES: Final[dict[Figure, str]] = {
    "caught": "Losses caught",
    "reds": "Accounts in red",
    "ranking": "Ranking power",
}
_LEAST: Final[dict[Figure, float]] = {"caught": 4.0, "reds": 8.0, "ranking": 0.5}


def swing(here: State, seen: Picture) -> None:
    """A figure, and a bar for each metric by how far it sways that figure."""
    found = tornado_of(here.data, seen.card, seen.trial, seen.month, here.filter)
    if found is None:
        st.info(NO_WEIGHTS)
        return
    names: list[Figure] = list(_NAMES)
    which: Figure = st.segmented_control(
        "What it does to",
        names,
        default="caught",
        key="tune-swing",
        required=True,
        format_func=_NAMES.__getitem__,
    )
    if which != "reds" and found.words:
        st.info(plain(found.words))
        return
    read = _READ[which]
    bars = sorted(found.bars, key=lambda bar: -max((abs(read(c)) for c in bar.changes), default=0))
    rows = [_swings(bar, read, which) for bar in bars]
    write = "{:+.2g}" if which == "ranking" else "{:+.0f}"
    data = chart.rows(rows, _LEAST[which], write)
    draw("tornado", data, key="tune-tornado", height=chart.height(len(rows)))
    st.caption(plain(_about(found, which)))
    if any(not bar.changes for bar in found.bars):
        st.caption("A metric with all of the weight cannot be moved: there is none to share with.")


def _caught(change: Change) -> float:
    return change.caught or 0.0


def _reds(change: Change) -> float:
    return float(change.reds)


def _ranking(change: Change) -> float:
    return 100.0 * (change.ranking or 0.0)


_READ: Final[dict[Figure, Callable[[Change], float]]] = {
    "caught": _caught,
    "reds": _reds,
    "ranking": _ranking,
}


def _swings(bar: Bar, read: Callable[[Change], float], which: Figure) -> chart.Swings:
    swings = tuple(
        chart.Swing(c.step, read(c), f"at {c.to:.0f}%: {_told(read(c), which)}")
        for c in bar.changes
    )
    return chart.Swings(bar.title, f"{bar.weight:.0f}%", swings)


def _told(change: float, which: Figure) -> str:
    if which == "ranking":
        return f"{signed_points(change / 100.0)} points"
    told = f"{change:+.1f}".replace("-", "−").removesuffix(".0")
    return "no change" if told in ("+0", "−0") else told


def _about(found: Tornado, which: Figure) -> str:
    base = found.base
    moved = (
        "Blue: the weight up; grey: down; broad and pale by ten points, narrow by five, the other"
        " weights rescaled."
    )
    if which == "reds":
        return f"{moved} As it is {count(base.reds)} of {count(found.accounts)} accounts are red."
    if which == "ranking":
        area = whole_percent(base.area or 0.0)
        return (
            f"{moved} In points; as it is {area}, {count(found.cases)} cases, {count(found.lost)}"
            " of them lost. What moves it by less than its interval is not worth a quarrel."
        )
    return (
        f"{moved} Each card calls the same {count(base.flagged)} of {count(found.cases)} cases; as"
        f" it is {base.caught or 0.0:.0f} of {count(found.lost)} losses are among them."
    )
