"""Weights that people can read: a blend of judgement and data, in steps, at most so many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.errors import CommandError
from scoring.tune.learnt import Learnt, as_parts, mix
from scoring.values import Bools, Floats

STEPS: Final = (1, 5, 10)
USUAL_STEP: Final = 5
USUAL_MOST: Final = 6
PULSE_MOST: Final = 20.0
"""No more points are suggested for a CSM's own judgement."""

_NEARLY: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Wish:
    """How a suggestion is to be made.

    `blend` is how much the data count beside the weights at hand, 0 (our judgement) … 1 (the
    data), and E / (E + 50) if None; `tau` the same within the data, between each metric alone
    and all together. At most `most` metrics have a weight, in steps of `step` points of 100.
    `locked` are ids with the points that they keep. Raises CommandError for what cannot be.
    """

    blend: float | None = None
    tau: float | None = None
    most: int = USUAL_MOST
    step: int = USUAL_STEP
    locked: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no weights can do."""
        for name, part in (("blend", self.blend), ("tau", self.tau)):
            if part is not None and not 0.0 <= part <= 1.0:
                raise CommandError(f"{name} is {part:g}", fix="give a number from 0 to 1, or auto")
        if self.step not in STEPS:
            raise CommandError(f"steps of {self.step}", fix="give 1, 5 or 10 points")
        if not 1 <= self.most <= 60:
            raise CommandError(f"{self.most} metrics at most", fix="give 1 to 60")
        kept = sum(points for _, points in self.locked)
        if any(not 0.0 <= points <= 100.0 for _, points in self.locked) or kept > 100.0:
            raise CommandError(
                f"the locked weights add up to {kept:g}", fix="lock no more than 100 points in all"
            )
        if len(self.locked) > self.most:
            raise CommandError(
                f"{len(self.locked)} metrics are locked, and at most {self.most} may have a weight",
                fix="lock fewer, or allow more metrics",
            )


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """What holds a suggestion from outside, shape (metrics,).

    `prior` are the weights at hand as parts of 1 (all 0: there are none); `locked` points of 100
    that stay, NaN where free; `ceiling` the most points that may be suggested.
    """

    prior: Floats
    locked: Floats
    ceiling: Floats


def blended(learnt: Learnt, bounds: Bounds, wish: Wish) -> Floats:
    """Parts of 1 before locks, limits and steps: judgement and data; all 0 where neither speaks.

    Metrics that point the wrong way beyond chance have none.
    """
    data, prior = mix(learnt, wish.tau), bounds.prior
    blend = learnt.trust if wish.blend is None else wish.blend
    if not data.any():
        return as_parts(np.where(learnt.wrong, 0.0, prior)) if blend < 1.0 else data
    if not prior.any():
        blend = 1.0
    return as_parts(np.where(learnt.wrong, 0.0, (1.0 - blend) * prior + blend * data))


def suggested(learnt: Learnt, bounds: Bounds, wish: Wish) -> Floats:
    """The weights: whole steps that add up to 100, or all 0 where there is nothing to go by.

    The largest are kept, as many as `most` allows beside the locked ones, and share what the
    locked ones leave in proportion; no metric gets more than its ceiling while another can take
    it. Remainders are given to the largest first (Hamilton's method). Where the locked points
    are no whole steps, the largest free weight takes what is over. Equal ones go by their order.
    """
    free = np.isnan(bounds.locked)
    room = 100.0 - float(bounds.locked[~free].sum())
    wanted = np.where(free, blended(learnt, bounds, wish), 0.0)
    places = wish.most - int((~free).sum())
    largest = np.argsort(-wanted, kind="stable")[:places]
    kept = np.zeros(len(wanted))
    kept[largest] = wanted[largest]
    if room > _NEARLY and not kept.any():
        return np.zeros(len(wanted))
    shares = _below(kept, room, bounds.ceiling)
    return np.where(free, in_steps(shares, room, wish.step, bounds.ceiling), bounds.locked)


def _below(parts: Floats, room: float, ceiling: Floats) -> Floats:
    """The room shared in proportion, nobody above the ceiling while somebody else has place."""
    held = np.zeros(len(parts), np.bool_)
    shares = np.zeros(len(parts))
    for _ in range(len(parts)):
        left = np.where(held, 0.0, parts)
        if not left.any():
            break
        shares = np.where(held, ceiling, as_parts(left) * (room - ceiling[held].sum()))
        over = ~held & (shares > ceiling + _NEARLY)
        if not over.any():
            return shares
        held |= over
    return as_parts(parts) * room


def in_steps(shares: Floats, room: float, step: int, ceiling: Floats | None = None) -> Floats:
    """Shares of the room rounded to whole steps that add up to it, largest remainders first.

    What the room holds beyond whole steps goes to the largest. With a ceiling nobody is rounded
    up beyond it while another one can take the step.
    """
    whole = float(shares.sum())
    if whole <= 0.0:
        return np.zeros(len(shares))
    steps = int(np.floor(room / step + _NEARLY))
    exact = shares / whole * steps
    got = np.floor(exact + _NEARLY)
    full = np.zeros(len(shares), np.bool_) if ceiling is None else (got + 1) * step > ceiling
    left = steps - int(got.sum())
    turn = _by_remainder(exact - got, full | (shares <= 0.0))
    got[turn[:left]] += 1
    found = got * step
    found[int(np.argmax(np.where(shares > 0.0, found + shares / 1000.0, -1.0)))] += (
        room - steps * step
    )
    return np.round(found, 9)


def _by_remainder(remainder: Floats, last: Bools) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Whose turn it is: larger remainders first, those that should get none at the end."""
    return np.lexsort((np.arange(len(remainder)), -np.round(remainder, 12), last))
