"""Where points and red could begin: marks of today's customers, a team's capacity, the losses."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from scoring.backtest.gates import COUNTS
from scoring.backtest.ground import ground_of
from scoring.backtest.order import Order
from scoring.backtest.trial import Trial
from scoring.live.among import EVERYONE, Among
from scoring.spec.edit import with_metric
from scoring.spec.edit_cut import alarm_border
from scoring.spec.edit_metrics import with_normaliser
from scoring.spec.model import PULSE, Card, Metric
from scoring.tune.anchors import Anchors, anchors
from scoring.tune.cuts import FROM, cut_at_rate, youden_cut
from scoring.tune.panel import Panel
from scoring.values import Bools, Floats, Month, Texts
from scoring.workbench.cutting import cut_for_capacity, scores_now
from scoring.workbench.fitting import falls
from scoring.workbench.opening import DataSet

Shape = Literal["line", "steps"]


@dataclass(frozen=True, slots=True)
class SuggestedAnchors:
    """One metric's anchors; `found` is None where there are none, and `words` says why.

    `turned` says that the direction is the other one than on the card, because those lost have
    more points beyond chance; `same` that the card has this very line already.
    """

    metric: Metric
    found: Anchors | None
    turned: bool
    same: bool
    words: str


def suggested_anchors(
    data: DataSet, draft: Card, month: Month, panel: Panel, within: Bools | None = None
) -> tuple[SuggestedAnchors, ...]:
    """Anchors for every metric in force that reads a number.

    Input: the card, or the variant that is edited; the month whose customers are looked at;
    the panel, which knows what points the wrong way; which accounts, None for all.
    """
    wrong = {line.id for line in panel.lines if "W24" in line.codes}
    metrics = [m for m in draft.active if m.id != PULSE]
    return tuple(_anchors(data, m, month, m.id in wrong, within) for m in metrics)


def _anchors(
    data: DataSet, metric: Metric, month: Month, wrong: bool, within: Bools | None
) -> SuggestedAnchors:
    values, down = data.book.column(metric), falls(metric.normaliser)
    if isinstance(values, Texts):
        return SuggestedAnchors(metric, None, False, False, "categories have no anchors")
    if down is None:
        return SuggestedAnchors(metric, None, False, False, "its points rise and fall")
    found = anchors(active_values(data, values, month, within), down != wrong)
    if found is None:
        return SuggestedAnchors(metric, None, False, False, "active accounts do not differ in it")
    same = metric.normaliser.model_dump(by_alias=True).items() >= found.line.items()
    return SuggestedAnchors(metric, found, wrong, same, "")


def active_values(
    data: DataSet, values: Floats, month: Month, within: Bools | None = None
) -> Floats:
    """A reading of the customers at a month; shape (customers,), NaN for none."""
    frame = data.book.frame
    rows = frame.rows_at(month)
    here = frame.in_book(rows)
    if within is not None:
        here &= within[frame.account[rows]]
    return np.asarray(values[rows][here])


def with_anchors(card: Card, chosen: tuple[SuggestedAnchors, ...], shape: Shape = "line") -> Card:
    """The card with these anchors, as lines or as three steps where there are any.

    Anchors are no judgement of the better end: where it was guessed it stays a guess, and where
    it was turned because of the losses it becomes one.

    Raises CardError if one cannot stand.
    """
    for one in chosen:
        rule: dict[str, Any] | None = None
        if one.found is not None:
            rule = one.found.in_steps if shape == "steps" else one.found.line
        if rule is not None:
            before = card.metric(one.metric.id)
            card = with_normaliser(card, one.metric.id, rule)
            about = None if before.guess and one.turned else before.about
            guess = before.guess or one.turned
            card = with_metric(card, one.metric.id, guess=guess, about=about)
    return card


@dataclass(frozen=True, slots=True)
class SuggestedCut:
    """A place for the cut that flags, as a score of 100, and what it would have meant.

    `caught` of `lost` cases and `false` of `kept` ones lie below, and `now` of today's accounts.
    `cut` is None where there is none, and `words` says why. `offered` tells a cut that may be
    applied from one that is for comparison only.
    """

    name: str
    cut: float | None
    offered: bool
    words: str
    caught: int = 0
    lost: int = 0
    false: int = 0
    kept: int = 0
    now: int = 0


def suggested_cuts(
    data: DataSet,
    card: Card,
    trial: Trial,
    month: Month,
    capacity: int,
    among: Among = EVERYONE,
) -> tuple[SuggestedCut, ...]:
    """The cut as it is, by capacity, by twice the average churn, and Youden's to compare.

    Input: the accounts that the team can work a month. Cuts are fixed scores in tenths.
    """
    order = ground_of(data.book, trial.cases).judged(data.book.scored(card)).order
    now = np.sort(scores_now(data, card, month, among))
    border = alarm_border(card)
    found = [
        ("The cut now", border.cut if border else None, False, "more than one cut decides"),
        ("By capacity", cut_for_capacity(data, card, month, capacity, among), True, ""),
        ("Twice the average churn", *_twice(trial, order)),
        ("Youden, to compare only", *_youden(trial, order)),
    ]
    return tuple(_told(*one, order, now) for one in found)


def _twice(trial: Trial, order: Order) -> tuple[float | None, bool, str]:
    losses = trial.counts.accounts
    if losses < FROM:
        return None, False, f"from {FROM} losses on; there are {losses}"
    found = cut_at_rate(order)
    return _tenth(found), True, "no score loses twice as often as all"


def _youden(trial: Trial, order: Order) -> tuple[float | None, bool, str]:
    losses = trial.counts.accounts
    if losses < COUNTS:
        return None, False, f"from {COUNTS} losses on; there are {losses}"
    return _tenth(youden_cut(order)), False, "no cut tells them apart"


def _tenth(cut: float | None) -> float | None:
    return None if cut is None else min(math.floor(cut * 10.0 + 1e-6) / 10.0, 100.0)


def _told(
    name: str, cut: float | None, offered: bool, words: str, order: Order, now: Floats
) -> SuggestedCut:
    if cut is None:
        return SuggestedCut(name, None, False, words)
    below = order.score < cut
    lost, kept = order.all_losses, order.all_rows - order.all_losses
    caught = int((below & order.lost).sum())
    false = int((below & ~order.lost).sum())
    red = int(np.searchsorted(now, cut, side="left"))
    return SuggestedCut(name, cut, offered, "", caught, lost, false, kept, red)


__all__ = [
    "Anchors",
    "Shape",
    "SuggestedAnchors",
    "SuggestedCut",
    "suggested_anchors",
    "suggested_cuts",
    "with_anchors",
]
