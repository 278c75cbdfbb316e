"""What the card has to beat, each flagging as many of the same cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from scoring.backtest.figure import Figure
from scoring.backtest.rivals import Rival
from scoring.output.charts import forest, rivals
from scoring.output.figures import count
from scoring.output.headline import counted
from scoring.ui.bound import plain
from scoring.ui.draw import draw
from scoring.ui.notices import TOO_FEW
from scoring.ui.state import State
from scoring.workbench import Picture, rivals_of


def beside(here: State, seen: Picture) -> None:
    """The share of losses that each catches, in groups that flag as many; then the differences."""
    st.markdown("## Beside what is simpler, at the same workload")
    trial = seen.trial
    if not trial.gate.shares:
        st.caption(TOO_FEW)
        return
    saved = here.saved if here.unsaved else None
    found = rivals_of(here.data, seen.card, trial, saved, live=here.in_hand is not None)
    rows = [*_pairs(found)]
    height = forest.height(len(rows))
    draw("rivals", rivals.rows(rows), key="look-rivals", height=height)
    if trial.rule.name != "red":
        st.caption("Here everybody is held to the worst scores, not to the rule chosen above.")
    told = [plain(_words(one)) for one in found if one.caught.known]
    if told:
        st.caption("\n\n".join(told))


def _pairs(found: Sequence[Rival]) -> Iterator[rivals.Rival]:
    """The rivals by how many cases they flag, the card at the same number before each of them."""
    known = [one for one in found if one.caught.known]
    for flagged in sorted({one.flagged for one in known}, reverse=True):
        held = [one for one in known if one.flagged == flagged]
        yield _row(f"This card, {count(flagged)} flagged", "this", held[0].caught_mine)
        for one in held:
            yield _row(one.name, "random" if one.key == "chance" else "other", one.caught)
    for one in found:
        if not one.caught.known:
            yield _row(one.name, "other", one.caught)


def _row(name: str, kind: rivals.Kind, figure: Figure) -> rivals.Rival:
    text = counted((figure.estimate or 0.0) * figure.n, figure)
    return name, kind, figure.estimate, figure.low, figure.high, text


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
