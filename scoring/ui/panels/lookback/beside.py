"""What the card has to beat, each flagging as many of the same cases."""

from __future__ import annotations

import streamlit as st

from scoring.backtest.gates import COUNTS
from scoring.backtest.rivals import Rival
from scoring.output.charts import forest, rivals
from scoring.output.headline import counted
from scoring.ui.bound import plain
from scoring.ui.draw import draw
from scoring.ui.state import State
from scoring.workbench import Picture, rivals_of


def beside(here: State, seen: Picture) -> None:
    """One row a rival with the share of losses it catches; below, what the differences say."""
    st.markdown("**Beside what is simpler, at the same workload**")
    trial = seen.trial
    if not trial.gate.shares:
        st.caption(f"From {COUNTS} losses on.")
        return
    saved = here.saved if here.unsaved else None
    found = rivals_of(here.data, seen.card, trial, saved)
    rows: list[rivals.Rival] = [
        (
            "This card",
            "this",
            trial.caught.estimate,
            trial.caught.low,
            trial.caught.high,
            counted(trial.counts.caught, trial.caught),
        )
    ]
    rows += [_row(one) for one in found]
    height = forest.height(len(rows))
    draw("rivals", rivals.rows(rows), key="look-rivals", height=height)
    for one in found:
        if one.caught.known:
            st.caption(plain(_words(one)))


def _row(one: Rival) -> rivals.Rival:
    figure = one.caught
    text = counted((figure.estimate or 0.0) * figure.n, figure)
    kind: rivals.Kind = "random" if one.key == "chance" else "other"
    return one.name, kind, figure.estimate, figure.low, figure.high, text


def _words(one: Rival) -> str:
    """What a rival goes by, and how far the card is ahead of it."""
    gap, power = one.difference, one.ranking_difference
    told = f"{one.name}: {one.words}"
    if gap.estimate is None:
        return told
    ahead = f"the card catches {_points(gap.estimate)} points"
    told += f" Against it {ahead}"
    if gap.low is not None and gap.high is not None:
        told += f" ({_points(gap.low)} to {_points(gap.high)})"
    if power.estimate is not None:
        told += f", ranking power {_points(power.estimate)}"
        if power.low is not None and power.high is not None:
            told += f" ({_points(power.low)} to {_points(power.high)})"
    return f"{told}."


def _points(share: float) -> str:
    return f"{100 * share:+.0f}".replace("-", "−").replace("+0", "±0").replace("−0", "±0")
