"""Guide-rails: what experience says about a card, offered as hints and never enforced."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from scoring.kinds.normaliser import plain
from scoring.live.frame import Frame
from scoring.live.kernel import YOUNG, Scores
from scoring.spec.model import Card, Metric
from scoring.values import Floats, Month, rounded
from scoring.views.ranks import rank_correlation
from scoring.views.sentences import percent

MANY: Final = 7
"""Published advice on the number of metrics ranges from 3 to 7."""
TOO_MANY: Final = 25
HEAVY: Final = 0.35
"""A share of the weight above which one metric decides most scores by itself."""
HALF: Final = 0.5
LAGGING: Final = ("sentiment", "billing")
CROWDED: Final = 0.9
CONSTANT: Final = 0.95
ALIKE: Final = 0.85
THIN: Final = 0.1
FEWEST: Final = 20
"""Below so many accounts nothing is said about how they are spread."""
FEWEST_PAIRS: Final = 30
_NOISE: Final = 1e-9

Correlate: TypeAlias = Callable[[Metric, Metric], tuple[float, int]]
"""The rank correlation of two metrics' points, and over how many accounts."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One piece of advice: which rule gives it, its sentence, what to do, whom it is about.

    `sentence` carries the figures that made the rule speak; `metrics` are metric ids.
    """

    rule: str
    sentence: str
    next_step: str
    metrics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What the rules look at: a card and its customers of one month.

    `points` (by metric id), `band` and `coverage` have one entry a customer of that month;
    points are those after the missing policy, NaN where there are none.
    """

    card: Card
    points: Mapping[str, Floats]
    band: Floats
    coverage: Floats
    correlate: Correlate

    def share(self, metric: Metric) -> float:
        """The metric's part of the weight, 0…1."""
        return self.card.effective_weight(metric.id)

    @property
    def voting(self) -> tuple[Metric, ...]:
        """The metrics that carry weight."""
        return tuple(m for m in self.card.active if m.weight > 0)


def looked_at(
    card: Card, scores: Scores, frame: Frame, month: Month, correlate: Correlate | None = None
) -> Look:
    """The customers of a month under a card.

    Input: `correlate` stands in for the rank correlation where somebody remembers it.
    """
    rows = frame.rows_at(month)
    here = frame.in_book(rows)
    points = {m.id: scores.points[m.id][rows][here] for m in card.active}
    band = scores.band[rows][here].astype(np.float64)
    alike = correlate or (lambda a, b: rank_correlation(points[a.id], points[b.id]))
    return Look(card, points, band, scores.coverage[rows][here], alike)


def hints(look: Look) -> tuple[Hint, ...]:
    """What every rule has to say, in the order of the rules; nothing for a sound card."""
    return tuple(hint for rule in RULES for hint in rule(look))


def many_metrics(look: Look) -> Iterator[Hint]:
    """More metrics than a team can keep in mind: over 7 quietly, over 25 plainly."""
    count = len(look.card.active)
    if count > TOO_MANY:
        said = f"{count} metrics are switched on; with more than {TOO_MANY} none of them matters."
        yield Hint("many_metrics", said, f"Keep the {MANY} that you would defend in a meeting.")
    elif count > MANY:
        said = f"{count} metrics are switched on; published advice ranges from 3 to {MANY}."
        yield Hint("many_metrics", said, "Switch one off and see whether a band changes.")


def heavy_metric(look: Look) -> Iterator[Hint]:
    """One metric with more than 35% of the weight, beside others."""
    if len(look.voting) < 2:
        return
    for metric in look.voting:
        share = look.share(metric)
        if share > HEAVY + _NOISE:
            said = (
                f"{metric.title} carries {percent(share)} of the weight; over {HEAVY:.0%} is a lot."
            )
            step = "Give some of it to a signal of another family."
            yield Hint("heavy_metric", said, step, (metric.id,))


def lagging(look: Look) -> Iterator[Hint]:
    """Half of the weight or more on signals that tell late.

    Our choice: the families sentiment and billing. An answer to a survey and an unpaid
    invoice follow what usage, support and contacts have shown months before.
    """
    late = [m for m in look.voting if m.family in LAGGING]
    share = sum(look.share(m) for m in late)
    if share >= HALF - _NOISE:
        said = f"{percent(share)} of the weight is on surveys and payments, which tell late."
        step = "Move weight to usage, support or contacts: they move first."
        yield Hint("lagging", said, step, tuple(m.id for m in late))


def one_band(look: Look) -> Iterator[Hint]:
    """Nine of ten scored accounts or more stand in one band."""
    scored = look.band[look.band >= 0]
    if len(scored) < FEWEST or len(look.card.bands) < 2:
        return
    counts = np.bincount(scored.astype(np.int64), minlength=len(look.card.bands))
    most = int(counts.argmax())
    if counts[most] >= CROWDED * len(scored):
        share = percent(float(counts[most] / len(scored)))
        name = look.card.bands[most].name
        said = f"{share} of the scored accounts ({counts[most]:,} of {len(scored):,}) are {name}."
        yield Hint("one_band", said, "Move a cut into the crowd, or narrow the anchors.")


def constant_metric(look: Look) -> Iterator[Hint]:
    """A metric with weight whose points are the same for nearly everybody."""
    for metric in look.voting:
        points = look.points[metric.id]
        points = points[~np.isnan(points)]
        if len(points) < FEWEST:
            continue
        values, counts = np.unique(rounded(points), return_counts=True)
        most = int(counts.argmax())
        if counts[most] >= CONSTANT * len(points):
            share = percent(float(counts[most] / len(points)))
            said = (
                f"{metric.title} gives {share} of the accounts the same"
                f" {plain(float(values[most]))} points: {percent(look.share(metric))} of the"
                " weight hardly tells them apart."
            )
            step = "Narrow its anchors, lower its weight, or make it a red flag."
            yield Hint("constant_metric", said, step, (metric.id,))


def alike(look: Look) -> Iterator[Hint]:
    """Two metrics that rank the accounts alike, and so vote twice."""
    for first, second in itertools.combinations(look.voting, 2):
        correlation, count = look.correlate(first, second)
        if count >= FEWEST_PAIRS and correlation >= ALIKE:
            together = percent(look.share(first) + look.share(second))
            said = (
                f"{first.title} and {second.title} rank the accounts alike (rank correlation"
                f" {correlation:.2f}, {count:,} accounts); together they carry {together}."
            )
            step = "Switch one off, or let both share the weight of one."
            yield Hint("alike", said, step, (first.id, second.id))


def thin_data(look: Look) -> Iterator[Hint]:
    """Many accounts whose score rests on less than half of the weight, or would."""
    grown = look.coverage[look.band != YOUNG]
    grown = grown[~np.isnan(grown)]
    thin = int(np.count_nonzero(grown < HALF))
    if len(grown) >= FEWEST and thin > THIN * len(grown):
        share = percent(thin / len(grown))
        said = (
            f"For {share} of the accounts ({thin:,} of {len(grown):,}) less than half of the"
            " weight is known."
        )
        yield Hint("thin_data", said, "Look up on the Data page which measures are filled.")


Rule: TypeAlias = Callable[[Look], Iterator[Hint]]

RULES: Final[tuple[Rule, ...]] = (
    many_metrics,
    heavy_metric,
    lagging,
    one_band,
    constant_metric,
    alike,
    thin_data,
)
