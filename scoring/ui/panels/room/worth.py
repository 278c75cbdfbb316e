"""Everybody's card and the consensus against the losses, each flagging as many cases."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from scoring.backtest.figure import Figure
from scoring.output.figures import count
from scoring.output.headline import counted, interval, whole_percent
from scoring.output.suggested_tiles import points
from scoring.tune.stakeholders import WAYS, Way
from scoring.ui.bound import plain
from scoring.ui.notices import too_few
from scoring.ui.panels.board import picked_row
from scoring.ui.panels.tuning.work import worked
from scoring.ui.state import State
from scoring.workbench import Watch
from scoring.workbench.agreeing import Outcome, Tested, put_to_test


def worth(here: State, told: Outcome, way: Way) -> None:
    """The table, or why there is none; worked out beside the page where it takes long."""
    st.markdown("## What it would have caught")
    data, card, asked, among = here.data, here.card, here.asked, here.filter

    def made(watch: Watch) -> Tested:
        return put_to_test(data, card, told, way, asked, among, watch)

    votes = hash(told.points.tobytes())
    key = (id(data.book), card.digest, told.card.digest, told.turn, votes, way, asked, among)
    found = worked(here, "room-worth", key, "Every card against the losses", made)
    if found is not None:
        _table(found, way)


def _table(found: Tested, way: Way) -> None:
    trial = found.trial
    if not trial.gate.shares:
        st.caption(plain(trial.gate.words or too_few(trial.counts.lost)))
        return
    known = [one for one in found.others if one.caught.known]
    if not known:
        st.caption(plain(next((one.caught.why for one in found.others), "Nothing to compare.")))
        return
    mine = known[0].caught_mine
    rows = [
        {"Card": f"Consensus ({WAYS[way].lower()})", "Caught": _caught(mine)}
        | {"Consensus is": "", "Ranking power": _share(trial.ranking)}
    ]
    for one in known:
        rows.append(
            {
                "Card": one.name,
                "Caught": _caught(one.caught),
                "Consensus is": _gap(one.difference),
                "Ranking power": _share(one.ranking),
            }
        )
    picked_row(pd.DataFrame(rows), "room-worth-table")
    st.caption(
        plain(
            f"Each card flags its {count(known[0].flagged)} worst cases of the same"
            f" {count(len(trial.judged.lost))}, with {count(trial.counts.lost)} losses. Behind each"
            " figure come 95% intervals; a difference whose interval holds 0 may be chance. "
            + (trial.gate.words or "")
        )
    )
    if not trial.gate.comparisons:
        st.caption("With so few losses no two cards are compared.")


def _caught(figure: Figure) -> Any:
    return counted((figure.estimate or 0.0) * figure.n, figure)


def _gap(figure: Figure) -> str:
    if figure.estimate is None:
        return "–"
    ends = interval(figure, points).replace("–", " to ")
    side = "ahead" if figure.estimate > 0 else "behind" if figure.estimate < 0 else "level"
    gap = "" if side == "level" else f" {points(abs(figure.estimate)).lstrip('+')} points"
    return f"{side}{gap}, {ends}" if ends else f"{side}{gap}"


def _share(figure: Figure) -> str:
    if figure.estimate is None:
        return "–"
    return f"{whole_percent(figure.estimate)} {interval(figure)}".strip()
