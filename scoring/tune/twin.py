"""Each account with missing data has twins: its score had the gaps been filled in other ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from scoring.backtest.figure import Figure
from scoring.backtest.ranking import ranking_power
from scoring.live.book import Book
from scoring.live.kernel import UNSCORED, YOUNG, MetricPoints, score_rows
from scoring.spec.model import Card, Metric
from scoring.tune.footing import Footing
from scoring.tune.rescore import Part, Ready, shares
from scoring.values import Bools, Floats, Ints, Missing, Month

Way = Literal["spread", "median", "neutral", "worst"]

WAYS: Final[Mapping[Way, str]] = MappingProxyType(
    {
        "spread": "weight spread over what is known",
        "median": "as the middle account of the month",
        "neutral": "50 points",
        "worst": "0 points",
    }
)
"""How gaps are filled. To fill them with the best is never offered: it is the worst of all."""

SENSIBLE: Final[tuple[Way, ...]] = ("spread", "median", "neutral")
"""The ways between which nothing in the data decides."""


@dataclass(frozen=True, slots=True)
class Twin:
    """The accounts with a gap; arrays of shape (accounts,) or (ways, accounts).

    `place` is their position among the accounts of the month, `gaps` how many metrics lack a
    value, `coverage` the part of the weight that is known. `band` is the one that the card
    gives, negative without a score; `scores` and `bands` those of each of `WAYS`, NaN and
    negative where even so there is none. `accounts` are all of the month that are old enough
    for a score.
    """

    place: Ints
    gaps: Ints
    coverage: Floats
    band: NDArray[np.int8]
    scores: Floats
    bands: NDArray[np.int8]
    accounts: int

    @property
    def scored(self) -> Bools:
        """Who of them has a score under the card."""
        return np.asarray(self.band >= 0)

    @property
    def hangs(self) -> Bools:
        """Whose band hangs on the gaps: sensible ways of filling them disagree."""
        few = self.bands[[list(WAYS).index(way) for way in SENSIBLE]]
        return np.asarray(self.scored & (few != few[0]).any(axis=0))

    @property
    def only_worst(self) -> Bools:
        """Whose band is another one only if each gap is taken for the worst."""
        worst = self.bands[list(WAYS).index("worst")]
        return np.asarray(self.scored & ~self.hangs & (worst != self.bands[0]))


@dataclass(frozen=True, slots=True)
class Policy:
    """One way of filling gaps, over the cases.

    `changed` counts the accounts of the month that have a score and would be in another band.
    """

    way: Way
    ranking: Figure
    changed: int


def twins(book: Book, now: Ready, month: Month) -> Twin:
    """The twins of accounts that were customers in a month, ready to be scored again."""
    gaps, coverage = _gaps(now)
    band = now.scored()[1]
    old_enough = np.asarray(band != YOUNG)
    place = np.flatnonzero((gaps > 0) & old_enough)
    middle = middles(book, now, np.full(now.size, month.number))
    found = [filled(now, way, middle) for way in WAYS]
    return Twin(
        place=place,
        gaps=gaps[place],
        coverage=coverage[place],
        band=band[place],
        scores=np.stack([score[place] for score, _ in found]),
        bands=np.stack([band[place] for _, band in found]),
        accounts=int(np.count_nonzero(old_enough)),
    )


def policies(at: Footing, twin: Twin) -> tuple[Policy, ...]:
    """How well the card ranks the cases under each way of filling gaps."""
    middle = middles(at.book, at.ready, at.ground.as_of)
    found = []
    for place, way in enumerate(WAYS):
        score, _ = filled(at.ready, way, middle)
        ranking = ranking_power(at.as_judged(score).order)
        changed = twin.scored & (twin.bands[place] != twin.band)
        found.append(Policy(way, ranking, int(changed.sum())))
    return tuple(found)


def filled(
    rows: Ready, way: Way, middle: Sequence[Mapping[str, Floats]]
) -> tuple[Floats, NDArray[np.int8]]:
    """Score and band of each row with its gaps filled in one way, however few are known.

    Input: for each part of the rows the middle points by metric id, as `middles` finds them.
    """
    score, band = np.full(rows.size, np.nan), np.full(rows.size, UNSCORED, dtype=np.int8)
    for part, central in zip(rows.parts, middle, strict=True):
        points = {m.id: _filled(part, m, way, central) for m in part.card.active}
        found = score_rows(_plain(part.card), points, len(part.at), part.verdicts)
        score[part.at], band[part.at] = found.score, found.band
    return score, band


def _filled(part: Part, metric: Metric, way: Way, central: Mapping[str, Floats]) -> MetricPoints:
    own = part.points[metric.id]
    if way == "spread" or metric.id not in central:
        return MetricPoints(np.where(own.known, own.points, np.nan), own.known)
    flat = 50.0 if way == "neutral" else 0.0
    fill = central[metric.id] if way == "median" else np.full(len(own.points), flat)
    points = np.where(own.known, own.points, fill)
    return MetricPoints(points, ~np.isnan(points))


def _plain(card: Card) -> Card:
    """The card without its own ways with missing values, and without a floor of coverage."""
    skip = {"missing": Missing("skip")}
    metrics = tuple(m.model_copy(update=skip) for m in card.metrics)
    rules = card.rules.model_copy(update={"min_coverage": 0.0})
    return card.model_copy(update={"metrics": metrics, "rules": rules})


def middles(book: Book, rows: Ready, as_of: Ints) -> tuple[Mapping[str, Floats], ...]:
    """The median points of each metric among the customers of each row's month.

    Input: the month number of each row, shape (size,). Output: for each part, by metric id,
    shape (rows of the part,); NaN where no customer of that month has a value. Nothing later
    than the month enters.
    """
    frame = book.frame
    here = {}
    for number in np.unique(as_of).tolist():
        span = frame.rows_at(Month(number))
        here[number] = np.arange(span.start, span.stop)[frame.in_book(span)]
    found = []
    for part in rows.parts:
        month, which = np.unique(as_of[part.at], return_inverse=True)
        central = {}
        for metric in part.card.active:
            if metric.weight > 0:
                own = book.pointed(metric)
                held = [own.points[r][own.known[r]] for r in (here[n] for n in month.tolist())]
                central[metric.id] = np.array(
                    [np.median(one) if len(one) else np.nan for one in held]
                )[which]
        found.append(central)
    return tuple(found)


def _gaps(rows: Ready) -> tuple[Ints, Floats]:
    """How many metrics with weight lack a value in each row, and the part of weight known."""
    gaps, coverage = np.zeros(rows.size, np.int64), np.zeros(rows.size)
    for part in rows.parts:
        for name, share in shares(part.card).items():
            known = part.points[name].known
            gaps[part.at] += ~known
            coverage[part.at] += share * known
    return gaps, coverage
