"""Everything that is to be said against a card and its figures, in one list with a next step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from scoring.backtest.by_group import APART
from scoring.backtest.further import Judged
from scoring.backtest.trial import Trial
from scoring.backtest.within import pooled_and_within
from scoring.live.among import EVERYONE, Among
from scoring.spec.model import Card
from scoring.tune.footing import Footing
from scoring.tune.panel import Panel
from scoring.tune.segments import AcrossGroups, across_groups
from scoring.tune.warnings import RULES, SCORE, Level, Rule, Sight, Warned, warnings_of
from scoring.values import Floats, Ints, Month
from scoring.workbench.doubting import drifts_of, footing_of
from scoring.workbench.hinting import hints
from scoring.workbench.leaking import leak_report
from scoring.workbench.opening import DataSet
from scoring.workbench.paneling import panel, panel_key

GROUPS: Final = 12
"""A dimension with more values than this divides accounts too finely to compare."""

DIMENSIONS: Final = 6
CANDIDATES: Final = 24
"""So many dimensions, and so many metrics and measures, are held against each other."""


def warnings(
    data: DataSet,
    card: Card,
    trial: Trial,
    month: Month,
    among: Among = EVERYONE,
    flatters: bool = False,
) -> tuple[Warned, ...]:
    """Every warning that applies to a card, the gravest first.

    Input: the card with its trial; the month looked at; the accounts that the trial had; whether
    suggested weights, if there are any, flatter where they were learnt.
    """
    key = ("warnings", card.digest, trial.question, trial.rule, among, month, flatters)
    return data.book.doubts.get(
        key, lambda: warnings_of(_sight(data, card, trial, month, among, flatters))
    )


def _sight(
    data: DataSet,
    card: Card,
    trial: Trial,
    month: Month,
    among: Among,
    flatters: bool,
) -> Sight:
    at, found = footing_of(data, card, trial, among), panel(data, card, trial, among)
    report = leak_report(data, card, trial)
    return Sight(
        at=at,
        panel=found,
        across=(*_across(data, card, trial, at, found, among), *_score_across(at)),
        leaks=report.leaks,
        dropped=report.dropped,
        thin=tuple(hint for hint in hints(data, card, month) if hint.rule == "thin_data"),
        drifts=drifts_of(data, card, month),
        flatters=flatters,
    )


def _across(
    data: DataSet, card: Card, trial: Trial, at: Footing, found: Panel, among: Among
) -> tuple[tuple[str, AcrossGroups], ...]:
    """Each metric over all and within the groups of each dimension; no weight changes it."""

    def made() -> tuple[tuple[str, AcrossGroups], ...]:
        row = at.ground.row
        named = []
        for line in found.lines[:CANDIDATES]:
            metric = line.candidate.metric
            own = at.book.pointed(metric)
            known = (row >= 0) & own.known[row]
            named.append((metric.id, metric.title, np.where(known, own.points[row], np.nan)))
        return tuple(_held_apart(at, named))

    if not at.gate.shares:
        return ()
    return data.book.doubts.get(("across", panel_key(data, card, trial, among)), made)


def _score_across(at: Footing) -> tuple[tuple[str, AcrossGroups], ...]:
    """The same for the score."""
    if not at.gate.shares:
        return ()
    return tuple(_held_apart(at, [(SCORE, "The score", at.judged.score)]))


def _held_apart(
    at: Footing, named: Sequence[tuple[str, str, Floats]]
) -> Iterator[tuple[str, AcrossGroups]]:
    """What ranks otherwise within groups than over all; the interval is reckoned for that alone."""
    lost, account = at.ground.lost, at.ground.codes
    for dimension, codes in _dimensions(at):
        for one in named:
            pooled, within = pooled_and_within(Judged(one[2], lost, account), codes)
            if pooled is None or within is None or abs(pooled - within) <= APART:
                continue
            for found in across_groups(dimension, codes, [one], lost, account):
                yield dimension, found


def _dimensions(at: Footing) -> list[tuple[str, Ints]]:
    """The dimensions that divide accounts into a few groups, with the group of each case."""
    dimensions = at.book.frame.accounts.dimensions.items()
    few = [(name, texts) for name, texts in dimensions if 2 <= len(texts.labels) <= GROUPS]
    account = at.ground.account
    return [(name, texts.codes[account].astype(np.int64)) for name, texts in few[:DIMENSIONS]]


__all__ = ["RULES", "Level", "Rule", "Warned", "warnings"]
