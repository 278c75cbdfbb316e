"""What the score needs to reach the next band, in the units of the data."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import streamlit as st

from scoring.kinds.naming import titled
from scoring.spec.scale import cut_text, show
from scoring.ui.bound import plain
from scoring.ui.panels.board import picked_row
from scoring.ui.state import State
from scoring.views.path import Path, Way
from scoring.views.sentences import reading_of, value_text
from scoring.workbench.following import Standing
from scoring.workbench.following import path as path_of


def path(here: State, seen: Standing) -> None:
    """The ways to the next band, each alone; then what does not suffice alone."""
    st.markdown("### What the score needs to reach the next band")
    found = path_of(here.data, here.card, seen.row)
    if found.band < 0:
        st.info("It has no score, so there is no next band; why stands above.")
        return
    if found.target < 0:
        st.success(plain(f"{here.card.bands[0].name} is the best band there is."))
        return
    names = [b.name for b in here.card.bands]
    _lead(here, found, names)
    if found.enough:
        return
    if found.ways:
        rows = [_row(here, way, names, found.target) for way in found.ways]
        picked_row(pd.DataFrame(rows), "account-ways")
    elif found.pair is not None:
        _pair(here, found, names)
    elif found.short:
        said = f"No line alone, and no two together, lift it to {names[found.target]}."
        st.info(plain(said), icon=":material/block:")
    else:
        st.info("The card has no line that anybody can move.", icon=":material/block:")
    _short(here, found)
    _footnote(found)


def _lead(here: State, found: Path, names: list[str]) -> None:
    """From where to where, and what must clear first."""
    goal = f"{names[found.target]} begins at {cut_text(found.cut, here.card)}"
    score = show(found.score, here.card)
    said = f"Its score is {score}; {goal}."
    if found.pinned:
        said = f"A pin sets its band; by its score alone it is {names[found.band]}. {said}"
    st.caption(plain(said))
    if not found.clear:
        return
    flags = " and ".join(f"{f.title} (caps at {cut_text(f.cap, here.card)})" for f in found.clear)
    one = len(found.clear) == 1
    first = f"{'This red flag' if one else 'These red flags'} must clear first: {flags}."
    cleared = show(found.cleared, here.card)
    then = f"Then its score is {cleared}"
    if found.enough:
        rest = f"{then}, which is enough for {names[found.target]}."
    else:
        rest = f"{then}; what more it needs stands below."
    st.warning(plain(f"{first} {rest}"), icon=":material/flag:")


def _row(here: State, way: Way, names: list[str], target: int) -> dict[str, Any]:
    better = way.reaches and way.band < target
    return {
        "Metric": way.line.label,
        "Now": value_text(way.line.now),
        "Needed": needed_text(way),
        "Score then": show(way.score, here.card) + (f" ({names[way.band]})" if better else ""),
        "Effort": _effort(way),
        "Reads": f"{titled(way.line.read.measure)}, {reading_of(way.line.read)}",
    }


def needed_text(way: Way) -> str:
    """For instance: at least 12, 3 to 9, is yearly, any value."""
    if way.sense == "any":
        return "any value" if way.reaches else "–"
    if isinstance(way.needed, str):
        return way.needed
    if way.needed is None:
        return "–"
    if way.until is not None:
        low, high = sorted((way.needed, way.until))
        return exact(low) if low == high else f"{exact(low)} to {exact(high)}"
    return f"{way.sense} {exact(way.needed)}"


def exact(number: float) -> str:
    """A number with every digit it was suggested with: 12,500, 0.58, −3."""
    return f"{number:,.12g}".replace("-", "−")


def _effort(way: Way) -> str:
    """How far it is beside how much customers differ, and whether anybody is there."""
    if math.isinf(way.effort):
        return "not known"
    far = f"{way.effort:.1f} spreads"
    return f"{far}; no customer is there" if way.unseen else far


def _pair(here: State, found: Path, names: list[str]) -> None:
    assert found.pair is not None
    first, second = found.pair
    st.markdown(plain(f"No line alone lifts it to {names[found.target]}; these two together do:"))
    rows = [_row(here, way, names, found.target) for way in (first, second)]
    picked_row(pd.DataFrame(rows).drop(columns="Score then"), "account-pair")
    st.caption(plain(f"Together: {show(second.score, here.card)}."))


def _short(here: State, found: Path) -> None:
    """What falls short however far it is moved, and at best."""
    if not found.short:
        return
    told = []
    for way in found.short:
        if way.needed is None:
            told.append(f"{way.line.label}: nothing more to win.")
        else:
            best = f"at best {show(way.score, here.card)}, with {needed_text(way)}"
            told.append(f"{way.line.label}: {best} (now {value_text(way.line.now)}).")
    with st.expander("Not by these alone", icon=":material/remove_road:", key="account-short"):
        st.markdown("\n".join(f"- {plain(line)}" for line in told))


def _footnote(found: Path) -> None:
    """What the suggestion is, and what it is not."""
    said = (
        "Each line moves one value and leaves all else as it is. It is what the score needs, not"
        " what will save the account. Effort: how far, in standard deviations among the customers."
    )
    if any(w.line.read.normaliser.looks_around for w in found.ways):
        said += " Where points go by rank, the others are taken as they are."
    if found.fixed:
        said += f" Nobody can move: {', '.join(found.fixed)}."
    st.caption(plain(said))
