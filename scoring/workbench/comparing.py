"""A tested card is held against what is simpler, against time, and against itself in parts."""

from __future__ import annotations

import numpy as np

from scoring.backtest.by_group import Groups, by_group
from scoring.backtest.earliness import Earliness, earliness
from scoring.backtest.ground import Ground, draws_of, ground_of, strips_at
from scoring.backtest.lead import strips_of
from scoring.backtest.lead_bins import LeadBin, lead_bins
from scoring.backtest.migration import Migration, migration
from scoring.backtest.precision_at import (
    USUAL,
    PrecisionAt,
    Scope,
    precision_of_books,
    without_books,
)
from scoring.backtest.rivals import (
    Match,
    Named,
    Rival,
    absent,
    beside_rule,
    beside_score,
    blind,
)
from scoring.backtest.signs import due, fell, pulse_alone, usage_measure
from scoring.backtest.treated import Treated, treated, worked_cases
from scoring.backtest.trial import Trial
from scoring.backtest.workload import must_be_a_capacity
from scoring.kinds.naming import spoken, titled
from scoring.spec.model import Card
from scoring.values import Bools, Ints, Texts
from scoring.workbench.checking import fits
from scoring.workbench.opening import DataSet


def rivals_of(
    data: DataSet, card: Card, trial: Trial, saved: Card | None = None, live: bool = False
) -> tuple[Rival, ...]:
    """What the card of a trial has to beat, each at the same number of flagged cases.

    Picking at random, usage that fell with a renewal due, the pulse alone and, if one is given
    that fits the data, the saved card. A rival that these data do not have says so in words.
    While a slider moves (`live`) nothing is drawn: what is caught more has no interval then.
    """
    ground = ground_of(data.book, trial.cases)
    mine = ground.judged(data.book.scored(card))
    draws = None if live else draws_of(data.book, ground)
    match = Match(mine, trial.counts.flagged, draws, trial.gate)
    found = [blind(match), _thumb(data, card, trial, match), _pulse(data, card, trial, match)]
    if saved is not None and fits(saved, data):
        named = Named("saved", saved.name, "The saved card.")
        found.append(beside_score(match, ground.judged(data.book.scored(saved)), named))
    return tuple(found)


def _thumb(data: DataSet, card: Card, trial: Trial, match: Match) -> Rival:
    named = Named("thumb", "Usage down, renewal due", "Usage fell by 30% with a renewal due.")
    usage = usage_measure(data.book, card, data.book.scored(card))
    if usage is None:
        return absent(named, "No measure speaks of usage.", match)
    if trial.clock.cohort == "current":
        return absent(named, "One month shows no fall.", match)
    ground = ground_of(data.book, trial.cases)
    ahead, down = due(data.book, ground), fell(data.book, ground, usage)
    words = (
        f"{titled(usage.measure)} over three months is 30% or more below the three months before,"
        f" and {ahead.words}."
    )
    name = "Usage down" if ahead.soon is None else named.name
    return beside_rule(match, _both(ground, down, ahead.soon), Named(named.key, name, words))


def _both(ground: Ground, down: Bools, soon: Bools | None) -> Bools:
    """Where usage fell with a renewal near: the very same array for the same fall."""
    if soon is None:
        return down
    return ground.kept.of("thumb", (down,), lambda: down & soon)


def _pulse(data: DataSet, card: Card, trial: Trial, match: Match) -> Rival:
    alone = pulse_alone(card, data.catalogue)
    if alone is None or not fits(alone, data):
        named = Named("pulse", "Pulse alone", "What the account's owner thinks, and nothing else.")
        return absent(named, "No measure is called a pulse.", match)
    named = Named(
        "pulse", f"{alone.name} alone", f"The worst by {spoken(alone.metrics[0].measure)} alone."
    )
    theirs = ground_of(data.book, trial.cases).judged(data.book.scored(alone))
    return beside_score(match, theirs, named)


def earliness_of(data: DataSet, card: Card, trial: Trial, within: Bools | None = None) -> Earliness:
    """How well the card of a trial ranks and catches with fewer and with more months before.

    `within` narrows to some accounts, as it did for the trial.
    """
    return earliness(data.book, card, data.book.scored(card), trial.clock, trial.rule, within)


def lead_histogram(
    data: DataSet, card: Card, trial: Trial, within: Bools | None = None
) -> tuple[LeadBin, ...]:
    """How many losses were red how long before; empty without a history or a dated loss.

    Those are counted that the question of the trial counts, whether or not a look saw them.
    `within` narrows to some accounts, as it did for the trial.
    """
    losses = trial.cases.losses
    if trial.clock.cohort == "current" or not len(losses):
        return ()
    rows = strips_at(data.book, trial.cases)
    strips = strips_of(data.book.frame, losses, data.book.scored(card), card, rows=rows)
    mine = losses.counted if within is None else losses.counted & within[losses.account]
    return lead_bins(strips, mine)


def precision_at_k(
    data: DataSet, card: Card, trial: Trial, capacity: float | None = None
) -> tuple[PrecisionAt, PrecisionAt]:
    """What working the worst of the book, and the worst of each owner's, would have found.

    Without a capacity, in accounts, 30 of the book and 10 of each owner are worked at a look;
    with one so many of the book, and each owner among the cases an equal part of them. Raises
    CommandError unless the capacity is a number above 0.
    """
    ground = ground_of(data.book, trial.cases)
    owners = data.book.frame.accounts.owners
    owner = owners.codes[ground.account].astype(np.int64)
    sizes = _sizes(capacity, len(np.unique(owner[owner >= 0])))
    if trial.clock.cohort == "renewal":
        why = "Renewals of one month are no book: ask with the calendar."
        return without_books("book", sizes["book"], why), without_books(
            "owner", sizes["owner"], why
        )
    judged, draws = ground.judged(data.book.scored(card)), draws_of(data.book, ground)
    look = np.unique(ground.as_of, return_inverse=True)[1]
    whose = np.where(owner >= 0, look * max(len(owners.labels), 1) + owner, -1)
    books: tuple[tuple[Scope, Ints], ...] = (("book", look), ("owner", whose))
    book, each = (
        precision_of_books(scope, sizes[scope], judged, codes, draws, trial.gate)
        for scope, codes in books
    )
    return book, each


def _sizes(capacity: float | None, owners: int) -> dict[Scope, float]:
    """How many accounts are worked of the book, and of each of so many owners."""
    if capacity is None:
        return USUAL
    must_be_a_capacity(capacity)
    return {"book": capacity, "owner": capacity / max(owners, 1)}


def migration_of(data: DataSet, card: Card, trial: Trial, within: Bools | None = None) -> Migration:
    """Where accounts of each band were three months later, by the losses' dates of a trial.

    `within` narrows to some accounts, as it did for the trial.
    """
    return migration(data.book.frame, card, data.book.scored(card), trial.clock, within)


def treated_of(data: DataSet, trial: Trial) -> Treated:
    """Between which precisions the truth lies if some that stayed had been worked."""
    ground = ground_of(data.book, trial.cases)
    worked = worked_cases(data.book.frame, ground)
    return treated(ground, trial.flags.flagged[ground.chosen], worked, trial.gate)


def by_segment(data: DataSet, card: Card, trial: Trial, dimension: str) -> Groups:
    """The figures of a trial for each value of a dimension.

    Raises KeyError if the data have no such dimension.
    """
    return by_trait(data, card, trial, dimension, data.book.frame.accounts.dimensions[dimension])


def by_trait(data: DataSet, card: Card, trial: Trial, name: str, trait: Texts) -> Groups:
    """The same for each value of any trait, given by account, shape (accounts,)."""
    ground = ground_of(data.book, trial.cases)
    cases = Texts(trait.codes[ground.account], trait.labels)
    judged = ground.judged(data.book.scored(card))
    flagged = trial.flags.flagged[ground.chosen]
    return by_group(name, cases, judged, flagged, trial.gate)
