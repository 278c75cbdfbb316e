"""Whether worse bands really lose more: rates with intervals, and a verdict in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from scoring.backtest.figure import Figure
from scoring.backtest.proportions import clustered_proportion
from scoring.values import Bools, Floats, Ints

DRAWS = 4_000
CLEAR, LIKELY, REVERSED = 0.95, 0.80, 0.10

Call = Literal["clear", "likely", "cannot tell", "reversal"]
Level = Literal["fine", "amber", "red"]


@dataclass(frozen=True, slots=True)
class BandRate:
    """One band: how many cases, how many of them lost, the churn rate with its interval."""

    band: str
    cases: int
    lost: int
    rate: Figure


def band_rates(
    names: Sequence[str], band: Ints, lost: Bools, account: Ints
) -> tuple[BandRate, ...]:
    """The churn rate of each band in the order of `names`; clustered Wilson.

    Input: `band` (rows,) the position in `names`, negative where there is none; `lost` and
    `account` (rows,). A band without a case is in the list, its rate in words.
    """
    found = []
    for place, name in enumerate(names):
        inside = band == place
        rate = clustered_proportion(
            lost[inside], account[inside], nothing=f"No case was in {name}."
        )
        found.append(BandRate(name, int(inside.sum()), int(lost[inside].sum()), rate))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Step:
    """Whether of two neighbouring bands the worse one loses more.

    `chance` is the probability of it given the data; `words` is a sentence for the reader,
    `level` how loudly to say it.
    """

    worse: str
    better: str
    chance: float
    call: Call
    level: Level
    words: str


def steps(rates: Sequence[BandRate], seed: int, draws: int = DRAWS) -> tuple[Step, ...]:
    """A verdict for every two neighbours among the bands that have cases, worst band first.

    P(rate of the worse > rate of the better), each rate drawn from Beta(k + ½, n − k + ½)
    (Jeffreys' prior) with n the account-clustered effective number and k = rate · n.
    From .95 on "clear", from .80 "likely"; an observed reversal is said as such (amber, and red
    where the probability is below .10); else the data cannot tell. Without a loss in either
    band only the prior would speak, so that nothing can be told.
    """
    rng = np.random.default_rng(seed)
    seen = [rate for rate in rates if rate.rate.estimate is not None]
    drawn = [_draw(rng, rate.rate, draws) for rate in seen]
    pairs = zip(pairwise(seen), pairwise(drawn), strict=True)
    return tuple(
        _step(worse, better, float(np.mean(first > second)))
        for (worse, better), (first, second) in pairs
    )


def _draw(rng: np.random.Generator, rate: Figure, draws: int) -> Floats:
    hits = (rate.estimate or 0.0) * rate.effective
    return rng.beta(hits + 0.5, rate.effective - hits + 0.5, draws)


def _step(worse: BandRate, better: BandRate, chance: float) -> Step:
    one, two = worse.band, better.band
    if not worse.lost and not better.lost:
        words = f"Nobody was lost in {one} or {two}: nothing can be told of their order."
        return Step(one, two, chance, "cannot tell", "fine", words)
    if (worse.rate.estimate or 0.0) < (better.rate.estimate or 0.0):
        firm = chance < REVERSED
        words = f"{one} lost less often than {two}"
        words += ": the order is wrong in these data." if firm else ", perhaps by chance."
        return Step(one, two, chance, "reversal", "red" if firm else "amber", words)
    if chance >= CLEAR:
        words = f"{one} loses clearly more often than {two}."
        return Step(one, two, chance, "clear", "fine", words)
    if chance >= LIKELY:
        words = f"{one} is likely to lose more often than {two}."
        return Step(one, two, chance, "likely", "fine", words)
    words = f"These data cannot tell {two} from {one}."
    return Step(one, two, chance, "cannot tell", "fine", words)
