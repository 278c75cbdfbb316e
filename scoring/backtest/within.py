"""The ranking over all cases beside the ranking within groups of them."""

from __future__ import annotations

import math

import numpy as np

from scoring.backtest.figure import Z95, Figure, no_figure, without_interval
from scoring.backtest.further import Judged
from scoring.backtest.order import worst_first
from scoring.backtest.ranking import auc, clustered_variance, lost_accounts, placements
from scoring.values import Floats, Ints

METHOD = "paired clustered DeLong"


def pooled_and_within(judged: Judged, group: Ints) -> tuple[float | None, float | None]:
    """The AUC over all cases, and that over pairs of a lost and a kept case of one group.

    The second is Σ P·N·AUC / Σ P·N over groups with P lost and N kept cases with a score. None
    where there is no such pair.
    """
    weight = wins = 0.0
    for code in np.unique(group).tolist():
        order = worst_first(judged.score[group == code], judged.lost[group == code])
        area = auc(order)
        if area is not None:
            weight += order.losses * order.kept
            wins += order.losses * order.kept * area
    return auc(judged.order), wins / weight if weight else None


def within_difference(judged: Judged, group: Ints) -> Figure:
    """The AUC within groups less that over all cases, on the same cases.

    Both are means of placements, so that the interval is the paired clustered DeLong of their
    difference (Obuchowski 1997): a case's part of the AUC within groups is the part of the
    pairs of its own group that it wins, over all such pairs.
    """
    pooled, within = pooled_and_within(judged, group)
    order = judged.order
    if pooled is None or within is None:
        return no_figure("No pair of a lost and a kept case to compare.", len(order.rows), METHOD)
    away = np.zeros(len(judged.lost))
    away[order.rows] = -(placements(order) - pooled)
    away += _within_parts(judged, group, within)
    known = ~np.isnan(judged.score)
    variance = clustered_variance(away[known], judged.lost[known], judged.account[known])
    gap, cases = within - pooled, len(order.rows)
    if variance is None:
        return without_interval(gap, cases, "All lost, or all kept, are of one account.")
    half = Z95 * math.sqrt(variance)
    return Figure(gap, gap - half, gap + half, cases, lost_accounts(order), METHOD)


def _within_parts(judged: Judged, group: Ints, within: float) -> Floats:
    """Each case's placement within its group less the mean, as parts of all cases of its kind.

    They add up to nothing over the lost, and over the kept.
    """
    parts, pairs = np.zeros(len(judged.lost)), 0.0
    for code in np.unique(group).tolist():
        mine = np.flatnonzero(group == code)
        order = worst_first(judged.score[mine], judged.lost[mine])
        if not order.losses or not order.kept:
            continue
        others = np.where(order.lost, order.kept, order.losses)
        parts[mine[order.rows]] = others * (placements(order) - within)
        pairs += order.losses * order.kept
    whole = judged.order
    return parts * np.where(judged.lost, whole.losses, whole.kept) / pairs
