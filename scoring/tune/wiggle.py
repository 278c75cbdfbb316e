"""Every weight is drawn anew around its place: whose band hangs on weights nobody is sure of.

Source: Saisana, Saltelli and Tarantola (2005). Weights are drawn from a Dirichlet law with the
card's weights as means, so that they always add up to 100.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.live.kernel import band_alarms
from scoring.spec.model import Card
from scoring.tune.drawn import Drawn, Float32, whole_draws
from scoring.tune.footing import Footing
from scoring.tune.rescore import Ready
from scoring.values import Bools, Floats, Ints

USUAL: Final = 5
DRAWS: Final = 500
WHOLE: Final = 100
"""Of so many draws the whole ranking is looked at: overlap and AUC take a sort each."""

COIN: Final = (0.4, 0.6)
"""Red in so many of the draws is a coin-flip: no more certain than 60 to 40 either way."""

ROBUST: Final = 0.9
"""Red in at least so many of the draws is robust."""

_NEAR: Final = np.float32(5e-5)
"""Single precision knows a score to about 0.00001: so near to a cut counts as reaching it."""


@dataclass(frozen=True, slots=True)
class Span:
    """The middle 95% of the draws with their mean."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Wiggle:
    """What drawing the weights anew does.

    `changes` and `red` are the parts of the draws in which each of the given rows is in
    another band than under the card, and in a red one, shape (rows,); NaN where it has no
    score. `overlap` is the share of the `worst` worst accounts that stay among them, None
    without a red account; `ranking` the AUC, None below the gate, with `words`.
    """

    give: int
    draws: int
    changes: Floats
    red: Floats
    worst: int
    overlap: Span | None
    ranking: Span | None
    words: str

    @property
    def scored(self) -> int:
        """The accounts that have a score."""
        return int(np.count_nonzero(~np.isnan(self.red)))

    @property
    def coin_flips(self) -> Bools:
        """Who is red in 40% to 60% of the draws."""
        return np.asarray((self.red >= COIN[0]) & (self.red <= COIN[1]))

    @property
    def robust(self) -> Bools:
        """Who is red in 90% of the draws or more."""
        return np.asarray(self.red >= ROBUST)

    @property
    def moved(self) -> float:
        """The share of accounts in another band, on average over the draws; NaN without any."""
        known = self.changes[~np.isnan(self.changes)]
        return float(known.mean()) if len(known) else float("nan")


def wiggle(at: Footing, now: Ready, give: int, seed: int, draws: int = DRAWS) -> Wiggle:
    """Draw the weights anew and look at the accounts of a month, and at the cases.

    Input: the card over its cases; the accounts of the month, ready to be scored again; how
    sure we are, one of `KAPPA`; the seed. Who has a score at all stays as the card says. Cards
    of variants are drawn each around its own weights.
    """
    score, band = now.scored()
    pieces = [Drawn(part, score[part.at], give, seed, draws) for part in now.parts]
    changes, red = (np.full(now.size, np.nan) for _ in range(2))
    for piece in pieces:
        where = piece.at
        changes[where], red[where] = _chances(piece, at.card, band[where])
    worst = int(np.count_nonzero(band_alarms(at.card)[band]))
    words = "" if at.gate.shares else at.gate.words
    return Wiggle(
        give=give,
        draws=draws,
        changes=changes,
        red=red,
        worst=worst,
        overlap=_overlap(pieces, score, worst) if worst else None,
        ranking=None if words else _ranking(at, give, seed, draws),
        words=words,
    )


def _chances(piece: Drawn, card: Card, band: Ints | NDArray[np.int8]) -> tuple[Floats, Floats]:
    """In which part of the draws each row is in another band, and in a red one."""
    cuts = np.array([np.inf, *card.cuts[:-1], -np.inf], dtype=np.float32) - _NEAR
    above, below = cuts[band], cuts[band + 1]
    changes, red = np.zeros(len(piece)), np.zeros(len(piece))
    for rows in piece.blocks():
        score = piece.scores(rows)
        changes[rows] = _count(score >= above[rows]) + _count(score < below[rows])
        for high, low in _red_ranges(card):
            red[rows] += _count(score < cuts[high])
            if low < len(cuts) - 1:
                red[rows] -= _count(score < cuts[low])
    draws = len(piece.weights)
    return changes / draws, red / draws


def _count(holds: Bools) -> Floats:
    """How many draws hold, for each row; far faster than a sum of truths."""
    counted = np.add.reduce(holds.view(np.uint8), axis=0, dtype=np.uint16)
    return np.asarray(counted, np.float64)


def _red_ranges(card: Card) -> list[tuple[int, int]]:
    """Runs of red bands, each from the cut above it to the cut below it, by position."""
    runs: list[tuple[int, int]] = []
    for place, alarm in enumerate(card.alarms):
        if alarm and runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        elif alarm:
            runs.append((place, place + 1))
    return runs


def _overlap(pieces: Sequence[Drawn], score: Floats, worst: int) -> Span:
    """How many of the worst accounts stay among as many worst, draw by draw."""
    own = score[np.concatenate([piece.at for piece in pieces])]
    among = np.argsort(own, kind="stable")[:worst]
    stays = []
    for drawn in whole_draws(pieces, min(WHOLE, len(pieces[0].weights))):
        border = np.partition(drawn, worst - 1, axis=1)[:, worst - 1]
        stays.append((drawn[:, among] <= border[:, None]).mean(axis=1))
    return _span(np.concatenate(stays))


def _ranking(at: Footing, give: int, seed: int, draws: int) -> Span | None:
    """The AUC over the cases, draw by draw."""
    score = at.judged.score
    pieces = [Drawn(part, score[part.at], give, seed, draws) for part in at.ready.parts]
    pieces = [piece for piece in pieces if len(piece)]
    if not pieces:
        return None
    lost = at.ground.lost[np.concatenate([piece.at for piece in pieces])]
    if not lost.any() or lost.all():
        return None
    areas = [
        _area(one[lost], np.sort(one[~lost]))
        for drawn in whole_draws(pieces, min(WHOLE, draws))
        for one in drawn
    ]
    return _span(np.array(areas))


def _area(lost: Float32, kept: Float32) -> float:
    """The AUC of some lost scores among sorted kept ones; ties half."""
    lost = np.sort(lost)
    below = np.searchsorted(kept, lost, side="left") + np.searchsorted(kept, lost, side="right")
    return 1.0 - float(below.mean()) / (2.0 * len(kept))


def _span(values: Floats) -> Span:
    low, high = np.quantile(values, [0.025, 0.975])
    return Span(float(values.mean()), float(low), float(high))
