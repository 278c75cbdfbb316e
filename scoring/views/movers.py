"""Why scores rose and fell since the month before: how many points each part moved."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np

from scoring.live.kernel import UNCAPPED, Scores, band_alarms, band_names
from scoring.spec.model import Card
from scoring.values import Bools, Floats, Ints
from scoring.views.explain import contributions, extras
from scoring.views.portfolio import Standings

Way = Literal["turned", "up", "down"]

LEAST: Final = 0.05
"""Points from which a change is one: less is shown as 0.0."""

_COUNT: Final = 3


def moved(stands: Standings, scores: Scores, card: Card, way: Way) -> Ints:
    """The places of the accounts that moved since the month before.

    `turned` are those in another band by name: who enters a band that flags first, then the
    largest fall; `up` and `down` those whose score changed, the largest change first.
    """
    if way == "turned":
        names, alarms = band_names(card), band_alarms(card)
        was = scores.standing[stands.before]
        there = np.flatnonzero((stands.before >= 0) & (names[was] != names[stands.band]))
        enters = alarms[stands.band[there]] & ~alarms[was[there]]
        order = np.lexsort((np.nan_to_num(stands.change[there]), ~enters))
        return there[order]
    sign = 1.0 if way == "up" else -1.0
    there = np.flatnonzero(sign * stands.change >= LEAST)
    return there[np.argsort(-sign * stands.change[there], kind="stable")]


def reasons(scores: Scores, card: Card, before: Ints, now: Ints) -> list[str]:
    """The parts that moved each score most, with their signed points, such as "Usage −12.3".

    Input: rows of the month before and of now, both of shape (accounts,). Parts are metrics,
    actions, adjustments and caps; at most three, none below 0.05 points. Where another variant
    of the card scores the account now, the two scores share no parts, and that is said instead.
    """
    if card.kind == "points" or scores.variant is not None or not card.active:
        return [
            _reason(scores, card, b, n) for b, n in zip(before.tolist(), now.tolist(), strict=True)
        ]
    points = _won(scores, card, now) - _won(scores, card, before)
    order = np.argsort(-np.abs(points), axis=0, kind="stable")[:_COUNT].T.tolist()
    titles = [m.title for m in card.active]
    beyond = _has_extras(scores, before) | _has_extras(scores, now)
    found: list[str] = []
    for i, line in enumerate(order):
        if beyond[i]:
            found.append(_reason(scores, card, int(before[i]), int(now[i])))
        else:
            found.append(_said([(titles[j], float(points[j, i])) for j in line]))
    return found


def _won(scores: Scores, card: Card, rows: Ints) -> Floats:
    """What each metric won of each score; shape (metrics, rows)."""
    points = np.stack([scores.points[m.id][rows] for m in card.active])
    weight = np.array([[m.weight] for m in card.active], np.float64)
    force = np.where(np.isnan(points), 0.0, weight)
    total = force.sum(axis=0)
    share = np.divide(force, total, out=np.zeros(force.shape), where=total > 0.0)
    return np.asarray(share * np.nan_to_num(points))


def _has_extras(scores: Scores, rows: Ints) -> Bools:
    """Which rows were adjusted or capped after the mean."""
    found = np.asarray(scores.capped[rows] != UNCAPPED)
    for held in scores.verdicts.bonuses.values():
        found = found | held[rows]
    nudge = scores.verdicts.nudge
    return found if nudge is None else np.asarray(found | (nudge[rows] != 0.0))


def _reason(scores: Scores, card: Card, before: int, now: int) -> str:
    if scores.variant is not None and scores.variant[before] != scores.variant[now]:
        return "another variant of the card"
    steps: dict[str, float] = {}
    for row, sign in ((before, -1.0), (now, 1.0)):
        for part in contributions(card, scores, row):
            steps[part.label] = steps.get(part.label, 0.0) + sign * part.won
        for extra in extras(card, scores, row):
            steps[extra.label] = steps.get(extra.label, 0.0) + sign * extra.points
    return _said(sorted(steps.items(), key=lambda step: -abs(step[1]))[:_COUNT])


def _said(steps: list[tuple[str, float]]) -> str:
    told = [(label, f"{points:+.1f}") for label, points in steps if abs(points) >= LEAST]
    return ", ".join(f"{label} {points.replace('-', '−')}" for label, points in told)
