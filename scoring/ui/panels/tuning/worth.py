"""What each metric is worth: alone, on top of the others, and its fair share of the whole."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from scoring.backtest.figure import Figure
from scoring.output.figures import count, several
from scoring.output.headline import said, whole_percent
from scoring.ui.bound import plain
from scoring.ui.panels.board import METRICS, picked_row
from scoring.ui.panels.tuning.work import worked
from scoring.ui.state import State
from scoring.workbench import Picture, Watch
from scoring.workbench.doubting import FairShares, Worth, shares_key, shares_of, worths_of

_WANTED = "tune-shares-wanted"


def worth(here: State, seen: Picture) -> None:
    """A table of all metrics with weight, and a button for what takes some seconds."""
    data, card, trial, among = here.data, seen.card, seen.trial, here.filter
    found = worths_of(data, card, trial, among)
    if not found:
        st.info("No metric carries weight.")
        return
    shares = _shares(here, seen)
    picked_row(pd.DataFrame([_row(one, shares) for one in found]), "tune-worth", most=METRICS)
    losses, cases = trial.counts.accounts, trial.counts.lost + trial.counts.false_alarms
    cases += trial.counts.left_alone
    st.caption(
        plain(
            f"{several(losses, 'lost account')} in {several(cases, 'case')}. Alone: how often"
            " a lost case has fewer points of this metric than a kept one (50% is chance). On top:"
            " ranking power of the card less that of the card without the metric, on the same"
            " cases. A metric can be good alone and add little, where others say the same."
        )
    )
    if shares is not None:
        _about(shares)


def _row(one: Worth, shares: FairShares | None) -> dict[str, Any]:
    row = {
        "Metric": one.title,
        "Weight": whole_percent(one.share),
        "Alone": said(one.alone),
        "On top of the others, points": points(one.drop),
    }
    if shares is not None and shares.players:
        share = next((p.share for p in shares.players if one.id in p.ids), 0.0)
        together = any(one.id in p.ids and len(p.ids) > 1 for p in shares.players)
        row["Fair share, points"] = f"{in_points(share)}{' together' if together else ''}"
    return row


def points(figure: Figure) -> str:
    """A difference in points of ranking power with its interval; its words where it has none.

    In a table it has no plus: a cell that begins with one is taken for a formula.
    """
    if figure.estimate is None:
        return figure.why
    if figure.low is None or figure.high is None:
        return in_points(figure.estimate)
    return f"{in_points(figure.estimate)}, {in_points(figure.low)} to {in_points(figure.high)}"


def in_points(share: float) -> str:
    """A difference of two shares in points with one decimal, without a plus."""
    return signed_points(share).lstrip("+±")


def signed_points(share: float) -> str:
    """A difference of two shares in points with one decimal."""
    told = f"{100.0 * share:+.1f}".replace("-", "−")
    return "±0.0" if told[1:] == "0.0" else told


def _shares(here: State, seen: Picture) -> FairShares | None:
    """The fair shares once somebody asked for them; None before and while they are made."""
    data, card, trial, among = here.data, seen.card, seen.trial, here.filter
    key = (id(data.book), shares_key(card, trial, among))
    if st.session_state.get(_WANTED) != key:

        def wanted() -> None:
            st.session_state[_WANTED] = key

        st.button(
            "Work out fair shares",
            key="tune-shares",
            icon=":material/pie_chart:",
            on_click=wanted,
            disabled=not trial.gate.comparisons,
            help="Ranks the cases by every choice of metrics: some seconds for nine of them. It"
            " takes 15 losses.",
        )
        return None

    def made(watch: Watch) -> FairShares:
        return shares_of(data, card, trial, among, watch)

    return worked(here, "tune-shares", key, "Fair shares", made)


def _about(shares: FairShares) -> None:
    if shares.whole is None:
        st.caption(plain(shares.words))
        return
    above = shares.whole - 0.5
    st.caption(
        plain(
            f"Fair share: what a metric adds on average over every order in which metrics could"
            f" join (Shapley). Over {count(shares.cases)} cases, {count(shares.lost)} of them lost,"
            f" they add up to the {in_points(above)} points that the weighted mean"
            " ranks above chance."
        )
    )
