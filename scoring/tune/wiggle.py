"""Every weight is drawn anew around its place: whose band hangs on weights nobody is sure of.

Source: Saisana, Saltelli and Tarantola (2005). Weights are drawn from a Dirichlet law with the
card's weights as means, so that they always add up to 100.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.live.kernel import band_alarms
from scoring.spec.model import Card
from scoring.tune.footing import Footing
from scoring.tune.rescore import Part, Ready, shares
from scoring.values import Bools, Floats, Ints

Float32 = NDArray[np.float32]

KAPPA: Final[Mapping[int, float]] = MappingProxyType({2: 400.0, 5: 63.0, 10: 15.0})
"""How sure we are: give or take so many points, and the concentration that means it.

sd = √(w(1−w)/(κ+1)): at κ = 63 a weight of 20 has a standard deviation of 5.0 points.
"""

USUAL: Final = 5
DRAWS: Final = 500
WHOLE: Final = 100
"""Of so many draws the whole ranking is looked at: overlap and AUC take a sort each."""

BLOCK: Final = 2_000
"""So many rows are scored at once: 4 MB in single precision, which stay in the cache."""

COIN: Final = (0.4, 0.6)
"""Red in so many of the draws is a coin-flip: no more certain than 60 to 40 either way."""

ROBUST: Final = 0.9
"""Red in at least so many of the draws is robust."""

_STEP: Final = 250_000
"""So many scores at once where whole rankings are looked at: 1 MB stays in the cache."""

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


def drawn_weights(weights: Floats, kappa: float, draws: int, seed: int) -> Floats:
    """Weights drawn from Dirichlet(κ · w); shape (draws, metrics), each row adds up to 1.

    Input: shares of the weight, all above 0, adding up to 1.
    """
    return np.random.default_rng(seed).dirichlet(kappa * weights, draws)


def wiggle(at: Footing, now: Ready, give: int, seed: int, draws: int = DRAWS) -> Wiggle:
    """Draw the weights anew and look at the accounts of a month, and at the cases.

    Input: the card over its cases; the accounts of the month, ready to be scored again; how
    sure we are, one of `KAPPA`; the seed. Who has a score at all stays as the card says. Cards
    of variants are drawn each around its own weights.
    """
    score, band = now.scored()
    pieces = [_Piece(part, score[part.at], give, seed, draws) for part in now.parts]
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


class _Piece:
    """The scored rows of one part with the weights drawn for them, in single precision."""

    def __init__(self, part: Part, score: Floats, give: int, seed: int, draws: int) -> None:
        weights = shares(part.card)
        seen = np.flatnonzero(~np.isnan(score)) if weights else np.zeros(0, np.int64)
        self.at = part.at[seen]
        drawn = drawn_weights(np.array(list(weights.values())), KAPPA[give], draws, seed)
        self.weights = drawn.astype(np.float32) if len(seen) else np.zeros((draws, 0), np.float32)
        held = [part.points[name].points[seen] for name in weights]
        points = np.stack(held) if len(seen) else np.zeros((0, 0))
        known = ~np.isnan(points)
        self._whole = bool(known.all())
        self._known = known.astype(np.float32)
        self._points = np.where(known, points, 0.0).astype(np.float32)
        self._added = _added(part, seen)
        self._cap = _caps(part, seen)

    def __len__(self) -> int:
        return len(self.at)

    def scores(self, rows: slice, draws: slice = slice(None)) -> Float32:
        """The score of some rows in some draws; shape (draws, rows)."""
        weights = self.weights[draws]
        mean = _products(weights, self._points[:, rows])
        if not self._whole:
            mean /= _products(weights, self._known[:, rows])
        if self._added is not None:
            mean += self._added[rows]
            np.clip(mean, 0.0, 100.0, out=mean)
        if self._cap is not None:
            np.minimum(mean, self._cap[rows], out=mean)
        return mean

    def blocks(self) -> Iterator[slice]:
        """The rows in blocks."""
        return (slice(i, i + BLOCK) for i in range(0, len(self), BLOCK))


def _products(weights: Float32, of: Float32) -> Float32:
    """Weights @ of, without the threads that `@` wakes for so few metrics."""
    return np.asarray(np.einsum("dm,mn->dn", weights, of), np.float32)


def _added(part: Part, seen: Ints) -> Float32 | None:
    """The points of adjustments and of a pulse that nudges; None where there are none."""
    verdicts = part.verdicts
    if not part.card.bonuses and verdicts.nudge is None:
        return None
    total = np.zeros(len(seen)) if verdicts.nudge is None else verdicts.nudge[seen].copy()
    for bonus in part.card.bonuses:
        total += np.where(verdicts.bonuses[bonus.id][seen], bonus.points, 0.0)
    return total.astype(np.float32)


def _caps(part: Part, seen: Ints) -> Float32 | None:
    """The lowest cap of the red flags that hold; None where none does."""
    cap = np.full(len(seen), 100.0)
    for flag in part.card.flags:
        cap = np.where(part.verdicts.flags[flag.id][seen], np.minimum(cap, flag.cap), cap)
    return cap.astype(np.float32) if (cap < 100.0).any() else None


def _chances(piece: _Piece, card: Card, band: Ints | NDArray[np.int8]) -> tuple[Floats, Floats]:
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


def _whole_draws(pieces: list[_Piece], draws: int) -> Iterator[Float32]:
    """The scores of all rows of all pieces, a few draws at a time; (draws, rows)."""
    size = sum(len(piece) for piece in pieces)
    step = max(1, _STEP // max(1, size))
    for first in range(0, draws, step):
        some = slice(first, min(first + step, draws))
        yield np.concatenate([p.scores(slice(None), some) for p in pieces if len(p)], axis=1)


def _overlap(pieces: list[_Piece], score: Floats, worst: int) -> Span:
    """How many of the worst accounts stay among as many worst, draw by draw."""
    own = score[np.concatenate([piece.at for piece in pieces])]
    among = np.argsort(own, kind="stable")[:worst]
    stays = []
    for drawn in _whole_draws(pieces, min(WHOLE, len(pieces[0].weights))):
        border = np.partition(drawn, worst - 1, axis=1)[:, worst - 1]
        stays.append((drawn[:, among] <= border[:, None]).mean(axis=1))
    return _span(np.concatenate(stays))


def _ranking(at: Footing, give: int, seed: int, draws: int) -> Span | None:
    """The AUC over the cases, draw by draw."""
    score = at.judged.score
    pieces = [_Piece(part, score[part.at], give, seed, draws) for part in at.ready.parts]
    pieces = [piece for piece in pieces if len(piece)]
    if not pieces:
        return None
    lost = at.ground.lost[np.concatenate([piece.at for piece in pieces])]
    if not lost.any() or lost.all():
        return None
    areas = [
        _area(one[lost], np.sort(one[~lost]))
        for drawn in _whole_draws(pieces, min(WHOLE, draws))
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
