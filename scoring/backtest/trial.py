"""A card is put to the test over a case table: what it caught, how early, at what cost.

Everything here depends on the scores of the month looked at alone; figures come with their
interval and their number, or with the words that stand in their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from scoring.backtest.bootstrap import Draws, Money, arr_caught
from scoring.backtest.cases import KEPT, LOST, Cases
from scoring.backtest.false_alarms import FalseAlarms, false_alarms
from scoring.backtest.figure import Figure
from scoring.backtest.flag_rules import FlagRule, Flags, RedNow
from scoring.backtest.flags import flags_of
from scoring.backtest.further import Judged, Ranked, precision_recall, ranked
from scoring.backtest.gates import Gate, gate
from scoring.backtest.ground import SEED, Ground, cases_within, draws_of, ground_of, strips_at
from scoring.backtest.lead import Before, LeadTime, ScoredAt, Strips, lead_time, scored_by
from scoring.backtest.monotone import BandRate, Step, band_rates, steps
from scoring.backtest.proportions import calls_per_catch, clustered_proportion
from scoring.backtest.ruler import Ruler, ruler
from scoring.backtest.signal import Signal, signal
from scoring.backtest.workload import Chance, by_chance
from scoring.live.book import Book
from scoring.live.kernel import Scores
from scoring.spec.model import Card
from scoring.spec.question import Clock, Question
from scoring.values import Bools

LIVE: Final = 10_000
"""With more judged cases than this nothing is drawn while a slider moves."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How the judged cases fall; unscored ones are not flagged and are counted apart too.

    `accounts` are the different accounts that were lost, E of the gates.
    """

    caught: int
    missed: int
    false_alarms: int
    left_alone: int
    unscored: int
    unscored_lost: int
    too_late: int
    accounts: int

    @property
    def lost(self) -> int:
        """The losses that could have been warned of."""
        return self.caught + self.missed

    @property
    def flagged(self) -> int:
        """The cases that would have been called."""
        return self.caught + self.false_alarms


@dataclass(frozen=True, slots=True)
class Basis:
    """What a trial's further figures are reckoned from; `draws` None where nothing is drawn.

    `scored` tells the scores of any row: `scores` need not be those of all.
    """

    book: Book
    card: Card
    scores: Scores
    within: Bools | None
    ground: Ground
    draws: Draws | None
    scored: ScoredAt


@dataclass(frozen=True)
class Trial:
    """Everything a back-test says of one card; `cases` is its table and `flags` its flags.

    What a slider does not show at once is reckoned when it is asked for, and kept.
    """

    question: Question
    clock: Clock
    rule: FlagRule
    cases: Cases
    flags: Flags
    counts: Counts
    gate: Gate
    caught: Figure
    precision: Figure
    ranking: Figure
    signal: Signal
    judged: Judged
    flagged: Bools
    basis: Basis

    @cached_property
    def calls(self) -> Figure:
        """How many accounts are called for each that was lost."""
        return calls_per_catch(self.precision)

    @cached_property
    def ruler(self) -> Ruler:
        """What so many losses can tell at all."""
        return ruler(self.counts.accounts, self.basis.ground.kept_accounts)

    @cached_property
    def money(self) -> Money:
        """The revenue that was caught."""
        ground = self.basis.ground
        return arr_caught(self.basis.draws, self.flagged, ground.lost, ground.arr, ground.codes)

    @property
    def before(self) -> Before:
        """What tells the months before each dated loss."""
        return Before(strips_at(self.basis.book, self.cases), self.basis.card, self.basis.scored)

    @cached_property
    def strips(self) -> Strips:
        """The months before each dated loss."""
        return self.before.strips()

    @cached_property
    def lead(self) -> LeadTime:
        """How early the losses were red."""
        on, losses, lead = self.basis, self.cases.losses, self.question.lead
        return lead_time(on.book.frame, losses, on.scores, on.card, lead, on.within, self.strips)

    @cached_property
    def alarms(self) -> FalseAlarms | None:
        """False alarms over all months; None without a history."""
        on = self.basis
        return false_alarms(on.book, on.card, on.scores, self.clock, self.rule, on.within)

    @cached_property
    def ranked(self) -> Ranked:
        """The ranking in detail."""
        return ranked(self.judged, self.flagged, self.basis.draws)

    @cached_property
    def precision_recall(self) -> Figure:
        """The precision-recall area with its interval; drawn whether or not a slider moves."""
        return precision_recall(self.judged, draws_of(self.basis.book, self.basis.ground))

    @cached_property
    def chance(self) -> Chance:
        """What picking as many at random catches."""
        lost = self.basis.ground.lost
        return by_chance(len(lost), int(lost.sum()), int(self.flagged.sum()))

    @cached_property
    def bands(self) -> tuple[BandRate, ...]:
        """The churn rate of each band."""
        ground, names = self.basis.ground, [b.name for b in self.basis.card.bands]
        return band_rates(names, ground.bands(self.basis.scores), ground.lost, ground.codes)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Whether worse bands lose more, worst first."""
        return steps(self.bands[::-1], SEED)


def try_card(
    book: Book,
    card: Card,
    scores: Scores,
    question: Question,
    rule: FlagRule | None = None,
    within: Bools | None = None,
    live: bool = False,
    scored: ScoredAt | None = None,
) -> Trial:
    """Put a card to the test.

    Input: a book and the scores of its rows under the card, of all or, with what tells the
    others (`scored`), of those that its cases look at; the question; the rule by which an account
    counts as flagged (red at the month looked at); `within` narrows to some accounts; `live`
    says that a slider is moving: above `LIVE` judged cases revenue then has Wilson's interval
    and lift none. Output: the figures of design order: caught, calls,
    revenue, lead, alarms, ranking. Nothing dated after the month of a case enters its score.
    """
    rule = rule or RedNow()
    ground = ground_of(book, cases_within(book, question, within))
    draws = None if live and len(ground.chosen) > LIVE else draws_of(book, ground)
    cases, lost, codes = ground.cases, ground.lost, ground.codes
    flags = flags_of(book, cases, scores, card, rule)
    judged, flagged = ground.judged(scores), flags.flagged[ground.chosen]
    counts, power = _counts(ground, flags), judged.power
    precision = clustered_proportion(lost[flagged], codes[flagged], nothing="Nobody was flagged.")
    return Trial(
        question=cases.clock.question,
        clock=cases.clock,
        rule=rule,
        cases=cases,
        flags=flags,
        counts=counts,
        gate=gate(counts.accounts, cases.losses.among(within)),
        caught=clustered_proportion(flagged[lost], codes[lost], nothing="Nobody was lost."),
        precision=precision,
        ranking=power,
        signal=signal(power),
        judged=judged,
        flagged=flagged,
        basis=Basis(book, card, scores, within, ground, draws, scored or scored_by(scores)),
    )


def _counts(ground: Ground, flags: Flags) -> Counts:
    cases = ground.cases
    lost, kept = cases.outcome == LOST, cases.outcome == KEPT
    return Counts(
        caught=int((lost & flags.flagged).sum()),
        missed=int((lost & ~flags.flagged).sum()),
        false_alarms=int((kept & flags.flagged).sum()),
        left_alone=int((kept & ~flags.flagged).sum()),
        unscored=int((cases.judged & flags.unscored).sum()),
        unscored_lost=int((lost & flags.unscored).sum()),
        too_late=int((~cases.judged).sum()),
        accounts=ground.lost_accounts,
    )
