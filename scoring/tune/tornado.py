"""One weight is moved at a time, the others rescaled: what that does to the card's result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.backtest.order import caught_among_worst
from scoring.backtest.ranking import auc
from scoring.limits.ending import go_on
from scoring.live.kernel import band_alarms
from scoring.spec.model import Card
from scoring.tune.footing import Footing
from scoring.tune.rescore import Ready, in_force, shares, shifted

STEPS: Final = (-10.0, -5.0, 5.0, 10.0)
"""By so many points of 100 each weight is moved."""


@dataclass(frozen=True, slots=True)
class Change:
    """What moving one weight by `step` points does, each less the same for the card as it is.

    `caught` counts losses among as many of the worst cases as the card flags, ties shared;
    `reds` counts accounts of the month that are red at the card's own cuts; `ranking` is the
    AUC. `caught` and `ranking` are None below the gate. `to` is the weight it comes to, in
    points of 100.
    """

    step: float
    to: float
    caught: float | None
    reds: int
    ranking: float | None


@dataclass(frozen=True, slots=True)
class Bar:
    """One metric with its weight in points of 100, and the changes in the order of `STEPS`."""

    id: str
    title: str
    weight: float
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Base:
    """The card as it is: `caught` losses among its `flagged` worst cases, its reds, its AUC.

    `caught` and `area` are None below the gate, `caught` also where nobody is flagged.
    """

    flagged: int
    caught: float | None
    reds: int
    area: float | None


@dataclass(frozen=True, slots=True)
class Tornado:
    """The bars in the order of the card, and what the card does as it is.

    `lost` of `cases` cases were lost, and `accounts` of the month have a score. `words` say
    what cannot be told, "" if nothing.
    """

    bars: tuple[Bar, ...]
    base: Base
    lost: int
    cases: int
    accounts: int
    words: str


def tornado(at: Footing, now: Ready) -> Tornado:
    """Move each weight by each step.

    Input: the card over its cases, and the accounts of the month ready to be scored again.
    A metric with all of the weight cannot be moved, so it has no changes.
    """
    flagged, shown = int(at.flagged.sum()), at.gate.shares
    words = "" if shown else at.gate.words
    if shown and not flagged:
        words = "The card flags no case, so no workload can be held fixed."
    band = now.scored()[1]
    base = Base(
        flagged=flagged,
        caught=caught_among_worst(at.judged.order, flagged) if shown and flagged else None,
        reds=_reds(at.card, band),
        area=auc(at.judged.order) if shown else None,
    )
    weights = shares(at.card)
    bars = [
        Bar(m.id, m.title, 100.0 * weights.get(m.id, 0.0), _changes(at, now, m.id, base))
        for m in in_force(at.card)
    ]
    cases, lost = len(at.ground.lost), int(at.ground.lost.sum())
    return Tornado(tuple(bars), base, lost, cases, int(np.count_nonzero(band >= 0)), words)


def _changes(at: Footing, now: Ready, metric_id: str, base: Base) -> tuple[Change, ...]:
    own = shares(at.card).get(metric_id, 0.0)
    if own >= 1.0:
        return ()
    found = []
    for step in STEPS:
        go_on()
        moved = shifted(metric_id, step)
        caught = ranking = None
        if base.area is not None:
            order = at.as_judged(at.ready.scored(moved)[0]).order
            area = auc(order)
            ranking = None if area is None else area - base.area
            if base.caught is not None:
                caught = caught_among_worst(order, base.flagged) - base.caught
        reds = _reds(at.card, now.scored(moved)[1]) - base.reds
        to = 100.0 * min(max(own + step / 100.0, 0.0), 1.0)
        found.append(Change(step, to, caught, reds, ranking))
    return tuple(found)


def _reds(card: Card, band: NDArray[np.int8]) -> int:
    return int(np.count_nonzero(band_alarms(card)[band]))
