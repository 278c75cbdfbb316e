"""The book by segment: how each stands today, and what the card would have caught of its losses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scoring.backtest.by_group import Groups
from scoring.backtest.ground import ground_of
from scoring.backtest.monotone import BandRate, band_rates
from scoring.live.among import Among
from scoring.live.crossing import Crossing, crossing
from scoring.spec.model import Card
from scoring.tune.segments import AcrossGroups, across_groups
from scoring.values import Month
from scoring.views.segments import Segment, segments
from scoring.workbench.asking import Asked
from scoring.workbench.checking import must_fit
from scoring.workbench.comparing import by_trait
from scoring.workbench.opening import DataSet
from scoring.workbench.trying import Trial, trial_now


@dataclass(frozen=True, slots=True)
class Divided:
    """The book by one or two dimensions, as the Segments page shows it.

    `segments` hold accounts today, `groups` past cases; both speak of the cells of `crossed`,
    a group by its code. `rates` are the churn rates of each cell's bands, best first; `turned`
    says which metrics rank otherwise within the cells than over all of them. Of the side bar's
    filter only `rest` narrows all this: what it says of the dimensions that divide the book
    chooses a cell in place of leaving others out.
    """

    crossed: Crossing
    rest: Among
    chosen: int | None
    segments: tuple[Segment, ...]
    trial: Trial
    groups: Groups
    rates: Mapping[int, tuple[BandRate, ...]]
    turned: tuple[AcrossGroups, ...]

    def brushed(self, cell: int) -> Among | None:
        """Whom the side bar looks at after a cell was chosen: its accounts, or all once more.

        None for a cell that no filter can name.
        """
        own = self.crossed.among(cell)
        if own is None:
            return None
        return self.rest if cell == self.chosen else Among.of((*self.rest.traits, *own.traits))


def divided(
    data: DataSet,
    card: Card,
    month: Month,
    dimensions: Sequence[str],
    among: Among,
    asked: Asked,
) -> Divided:
    """The book and its past by one or two dimensions.

    Raises CardError if the card does not fit the data, KeyError for an unknown dimension.
    """
    must_fit(card, data)
    rest = Among(tuple(t for t in among.traits if t[0] not in dimensions))
    key = (card.digest, month, tuple(dimensions), rest, asked)
    found = data.book.segments.get(
        key, lambda: _divided(data, card, month, dimensions, rest, asked)
    )
    return replace(found, chosen=found.crossed.cell_of(among))


def _divided(
    data: DataSet, card: Card, month: Month, dimensions: Sequence[str], rest: Among, asked: Asked
) -> Divided:
    frame, scores = data.book.frame, data.book.scored(card)
    within = rest.mask(frame)
    crossed = crossing(frame, dimensions, month, within)
    trial = trial_now(data, card, asked, rest)
    return Divided(
        crossed=crossed,
        rest=rest,
        chosen=None,
        segments=segments(frame, scores, card, month, crossed, within),
        trial=trial,
        groups=by_trait(data, card, trial, crossed.name, crossed.trait()),
        rates=_rates(data, card, trial, crossed),
        turned=_turned(data, card, trial, crossed),
    )


def _turned(data: DataSet, card: Card, trial: Trial, crossed: Crossing) -> tuple[AcrossGroups, ...]:
    """The metrics that cannot be read over all cells together, where losses suffice to tell."""
    if not trial.gate.shares:
        return ()
    ground, points = ground_of(data.book, trial.cases), data.book.scored(card).points
    row, group = ground.row, crossed.cell[ground.account]
    named = [
        (metric.id, metric.title, np.where(row >= 0, points[metric.id][row], np.nan))
        for metric in card.active
        if metric.id in points
    ]
    found = across_groups(crossed.name, group, named, ground.lost, ground.codes)
    return tuple(one for one in found if one.verdict.level != "fine")


def _rates(
    data: DataSet, card: Card, trial: Trial, crossed: Crossing
) -> Mapping[int, tuple[BandRate, ...]]:
    ground, names = ground_of(data.book, trial.cases), [band.name for band in card.bands]
    bands, cell = ground.bands(data.book.scored(card)), crossed.cell[ground.account]
    found = {}
    for one in np.unique(cell).tolist():
        inside = cell == one
        account = np.unique(ground.codes[inside], return_inverse=True)[1]
        found[one] = band_rates(names, bands[inside], ground.lost[inside], account)
    return found
