"""Why one account has its score: points won and lost by each metric, closing exactly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scoring.live.frame import Frame
from scoring.live.kernel import UNCAPPED, Scores
from scoring.spec.model import Card
from scoring.values import Month
from scoring.views.explanation import Kind


@dataclass(frozen=True, slots=True)
class Contribution:
    """One line's part of a score.

    `won` is w·p/Σw and `lost` w·(100-p)/Σw, in points of the score; both are 0 for a
    metric that is missing and skipped. `points` is the metric's own 0–100, NaN if missing.
    On a points card `points` is what the action earned, `won` the same as a part of the
    score, and nothing is lost.
    """

    metric_id: str
    label: str
    points: float
    share: float
    won: float
    lost: float


def contributions(card: Card, scores: Scores, row: int) -> tuple[Contribution, ...]:
    """The parts of one row's score, in the card's order.

    The `won` add up to the weighted mean and the `lost` to what is missing to 100, up to
    the rounding to nine decimals; `extras` leads from the mean to the score. Each row is
    explained by the variant that scored it.
    """
    if card.kind == "points":
        return _earnings(card, scores, row)
    card = effective_card(card, scores, row)
    points = {m.id: float(scores.points[m.id][row]) for m in card.active}
    force = {m.id: 0.0 if math.isnan(points[m.id]) else m.weight for m in card.active}
    total = sum(force.values())
    parts: list[Contribution] = []
    for metric in card.active:
        share = force[metric.id] / total if total else 0.0
        own = points[metric.id]
        won = 0.0 if math.isnan(own) else share * own
        lost = 0.0 if math.isnan(own) else share * (100.0 - own)
        parts.append(Contribution(metric.id, metric.title, own, share, won, lost))
    return tuple(parts)


def effective_card(card: Card, scores: Scores, row: int) -> Card:
    """The card by which a row was scored: one of its variants, or itself."""
    return card if scores.variant is None else card.effective[int(scores.variant[row])]


BASE = "base"
"""The id of a points card's part that every account has."""


def _earnings(card: Card, scores: Scores, row: int) -> tuple[Contribution, ...]:
    """The base and each action; a count that is missing earns nothing."""
    floor, ceiling = card.ends
    unit = 100.0 / (ceiling - floor)
    parts = [Contribution(BASE, "Base", card.base, 0.0, (card.base - floor) * unit, 0.0)]
    for action in card.deeds:
        own = float(scores.points[action.id][row])
        won = 0.0 if math.isnan(own) else own * unit
        parts.append(Contribution(action.id, action.title, own, 0.0, won, 0.0))
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class Extra:
    """What happens to the weighted mean after it: an adjustment, the pulse, the scale's end, a cap.

    `points` is signed.
    """

    label: str
    points: float
    kind: Kind = "adjustment"


def extras(card: Card, scores: Scores, row: int) -> tuple[Extra, ...]:
    """Every step from the weighted mean to the score, in order; they add up exactly.

    Empty where there is no score, or where nothing was added or capped.
    """
    mean, score = float(scores.mean[row]), float(scores.score[row])
    if math.isnan(score):
        return ()
    held = [a for a in card.bonuses if bool(scores.verdicts.bonuses[a.id][row])]
    steps = [Extra(a.title, a.points) for a in held]
    nudge = 0.0 if scores.verdicts.nudge is None else float(scores.verdicts.nudge[row])
    if nudge and card.pushes is not None:
        steps.append(Extra(card.pushes.title, nudge, "pulse"))
    reached = mean + sum(step.points for step in steps)
    adjusted = min(100.0, max(0.0, reached))
    if adjusted != reached:
        steps.append(Extra("End of the scale", adjusted - reached, "end"))
    capped = int(scores.capped[row])
    if capped != UNCAPPED:
        steps.append(Extra(card.flags[capped].title, score - adjusted, "cap"))
    return tuple(steps)


def biggest_losses(card: Card, scores: Scores, row: int, count: int = 3) -> tuple[str, ...]:
    """The labels of the metrics, or actions, that cost the most points, each with its cost."""
    points = card.kind == "points"
    parts = [(p.label, -p.won if points else p.lost) for p in contributions(card, scores, row)]
    parts.sort(key=lambda part: -part[1])
    return tuple(f"{label} −{lost:.0f}" for label, lost in parts[:count] if lost > 0.5)


def biggest_losses_of(
    card: Card, scores: Scores, rows: Sequence[int], count: int = 3
) -> list[tuple[str, ...]]:
    """The same for many rows; nothing for a row below 0, which is none."""
    if card.kind == "points" or scores.variant is not None or not card.active:
        return [biggest_losses(card, scores, r, count) if r >= 0 else () for r in rows]
    at = np.maximum(np.asarray(rows, np.int64), 0)
    points = np.stack([scores.points[m.id][at] for m in card.active])
    weight = np.array([[m.weight] for m in card.active], np.float64)
    force = np.where(np.isnan(points), 0.0, weight)
    total = force.sum(axis=0)
    share = np.divide(force, total, out=np.zeros(force.shape), where=total > 0.0)
    lost = share * (100.0 - np.nan_to_num(points, nan=100.0))
    order = np.argsort(-lost, axis=0, kind="stable")[:count]
    titles = [m.title for m in card.active]
    costs = np.take_along_axis(lost, order, axis=0).T.tolist()
    named = [
        tuple(f"{titles[i]} −{cost:.0f}" for i, cost in zip(line, dear, strict=True) if cost > 0.5)
        for line, dear in zip(order.T.tolist(), costs, strict=True)
    ]
    return [found if row >= 0 else () for row, found in zip(rows, named, strict=True)]


def movers(
    frame: Frame,
    scores: Scores,
    card: Card,
    account: int,
    month: Month,
    count: int = 3,
    back: int = 1,
) -> tuple[str, ...]:
    """The metrics that moved an account's score most since `back` months before, with their points.

    Where another variant scores the account now, the two scores share no parts, and that is
    said instead.
    """
    here = np.array([account, account])
    rows = frame.rows_of(here, np.array([month.number - back, month.number]))
    if (rows < 0).any():
        return ()
    if scores.variant is not None and np.ptp(scores.variant[rows]):
        return ("another variant of the card",)
    before, now = (contributions(card, scores, int(row)) for row in rows)
    steps = [(b.won - a.won, b.label) for a, b in zip(before, now, strict=True)]
    steps.sort(key=lambda step: -abs(step[0]))
    return tuple(
        f"{label} {points:+.1f}".replace("-", "−")
        for points, label in steps[:count]
        if abs(points) >= 0.05
    )
