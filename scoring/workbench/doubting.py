"""How much of a card rests on each weight, on filled gaps, and on customers as they used to be."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.backtest.ground import SEED
from scoring.backtest.trial import Trial
from scoring.engine.watch import Watch
from scoring.live.among import EVERYONE, Among
from scoring.spec.model import Card
from scoring.tune.autopsy import Autopsy, Trait, autopsy
from scoring.tune.drawn import KAPPA
from scoring.tune.drift import SCORE, Drift, Drifts, drifts
from scoring.tune.footing import Footing, footing
from scoring.tune.rescore import Ready, ready
from scoring.tune.tornado import STEPS, Bar, Change, Tornado, tornado
from scoring.tune.twin import SENSIBLE, WAYS, Policy, Twin, policies, twins
from scoring.tune.wiggle import USUAL, Wiggle, wiggle
from scoring.tune.worth import FairShares, Worth, fair_shares, worths
from scoring.values import Floats, Ints, Month
from scoring.workbench.leaking import leak_lights
from scoring.workbench.opening import DataSet

NO_WEIGHTS: Final = "A points card adds up what happened: it has no weights to doubt."


def _key(name: str, card: Card, trial: Trial, among: Among, *more: Hashable) -> Hashable:
    return name, card.digest, trial.question, trial.rule, among, *more


def footing_of(data: DataSet, card: Card, trial: Trial, among: Among = EVERYONE) -> Footing:
    """The card over the cases of its trial; `among` narrows to the accounts that the trial had."""
    return data.book.doubts.get(
        _key("footing", card, trial, among),
        lambda: footing(data.book, card, trial.cases, trial.rule, among.mask(data.book.frame)),
    )


def customers_at(data: DataSet, month: Month, among: Among = EVERYONE) -> Ints:
    """The rows of the customers of a month; shape (customers,)."""
    frame = data.book.frame
    span = frame.rows_at(month)
    here = frame.in_book(span)
    within = among.mask(frame)
    if within is not None:
        here &= within[frame.account[span]]
    return np.arange(span.start, span.stop)[here]


def _ready_at(data: DataSet, card: Card, month: Month, among: Among) -> tuple[Ints, Ready]:
    rows = customers_at(data, month, among)
    return rows, ready(data.book, card, rows)


def worths_of(
    data: DataSet, card: Card, trial: Trial, among: Among = EVERYONE
) -> tuple[Worth, ...]:
    """What each metric is worth alone and on top of the others; nothing for a points card."""
    at = footing_of(data, card, trial, among)
    return data.book.doubts.get(_key("worths", card, trial, among), lambda: worths(at))


def shares_key(card: Card, trial: Trial, among: Among = EVERYONE) -> Hashable:
    """All that fair shares depend on."""
    return _key("shares", card, trial, among)


def shares_of(
    data: DataSet,
    card: Card,
    trial: Trial,
    among: Among = EVERYONE,
    watch: Watch | None = None,
) -> FairShares:
    """Each metric's fair share of the ranking power: 512 rankings for nine metrics.

    Raises Stopped if `watch` was asked to.
    """

    def tell(part: float) -> None:
        if watch is not None:
            watch.tell("Ranking by every choice of metrics", part)

    at = footing_of(data, card, trial, among)
    key = shares_key(card, trial, among)
    return data.book.doubts.get(key, lambda: fair_shares(at, SEED, tell))


def tornado_of(
    data: DataSet, card: Card, trial: Trial, month: Month, among: Among = EVERYONE
) -> Tornado | None:
    """What moving one weight at a time does; None for a points card."""
    if card.kind == "points":
        return None
    at = footing_of(data, card, trial, among)
    return data.book.doubts.get(
        _key("tornado", card, trial, among, month),
        lambda: tornado(at, _ready_at(data, card, month, among)[1]),
    )


@dataclass(frozen=True, slots=True)
class Wiggled:
    """Drawn weights, and the accounts of the month they were drawn for, shape (accounts,)."""

    wiggle: Wiggle
    account: Ints
    score: Floats
    band: NDArray[np.int8]


def wiggle_of(
    data: DataSet,
    card: Card,
    trial: Trial,
    month: Month,
    give: int = USUAL,
    among: Among = EVERYONE,
) -> Wiggled | None:
    """Whose band hangs on weights that may be so many points off; None for a points card."""
    if card.kind == "points":
        return None
    at = footing_of(data, card, trial, among)

    def made() -> Wiggled:
        rows, now = _ready_at(data, card, month, among)
        score, band = now.scored()
        found = wiggle(at, now, give, SEED)
        return Wiggled(found, data.book.frame.account[rows], score, band)

    return data.book.doubts.get(_key("wiggle", card, trial, among, month, give), made)


@dataclass(frozen=True, slots=True)
class Gaps:
    """The twins of accounts with a gap, whose they are, and each way held against the cases."""

    twin: Twin
    account: Ints
    policies: tuple[Policy, ...]


def gaps_of(
    data: DataSet, card: Card, trial: Trial, month: Month, among: Among = EVERYONE
) -> Gaps | None:
    """Which bands hang on missing data; None for a points card."""
    if card.kind == "points":
        return None
    at = footing_of(data, card, trial, among)

    def made() -> Gaps:
        rows, now = _ready_at(data, card, month, among)
        twin = twins(data.book, now, month)
        return Gaps(twin, data.book.frame.account[rows[twin.place]], policies(at, twin))

    return data.book.doubts.get(_key("gaps", card, trial, among, month), made)


def autopsy_of(data: DataSet, card: Card, trial: Trial, among: Among = EVERYONE) -> Autopsy:
    """What the missed have in common that the card ignores.

    Measures with a leak light of any colour are not looked at: they would explain everything.
    """
    at = footing_of(data, card, trial, among)

    def made() -> Autopsy:
        lights = leak_lights(data, trial.question)
        leaky = [light.name for light in lights if light.level != "clear"]
        return autopsy(at, leaky, SEED)

    return data.book.doubts.get(_key("autopsy", card, trial, among), made)


def drifts_of(data: DataSet, card: Card, month: Month) -> Drifts:
    """How far each metric and the score have moved from a year before, of all customers."""
    return data.book.doubts.get(
        ("drifts", card.digest, month),
        lambda: drifts(data.book, card, data.book.scored(card), month),
    )


__all__ = [
    "KAPPA",
    "NO_WEIGHTS",
    "SCORE",
    "SENSIBLE",
    "STEPS",
    "USUAL",
    "WAYS",
    "Autopsy",
    "Bar",
    "Change",
    "Drift",
    "Drifts",
    "FairShares",
    "Gaps",
    "Policy",
    "Tornado",
    "Trait",
    "Twin",
    "Wiggle",
    "Wiggled",
    "Worth",
    "autopsy_of",
    "customers_at",
    "drifts_of",
    "footing_of",
    "gaps_of",
    "shares_key",
    "shares_of",
    "tornado_of",
    "wiggle_of",
    "worths_of",
]
