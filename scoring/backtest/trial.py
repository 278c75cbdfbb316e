"""A card is put to the test over a case table: what it caught, how early, at what cost.

Everything here depends on the scores of the month looked at alone; figures come with their
interval and their number, or with the words that stand in their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scoring.backtest.bootstrap import Draws, Money, arr_caught
from scoring.backtest.cases import KEPT, LOST, Cases
from scoring.backtest.false_alarms import FalseAlarms, false_alarms
from scoring.backtest.figure import Figure
from scoring.backtest.flag_rules import FlagRule, Flags, RedNow
from scoring.backtest.flags import flags_of
from scoring.backtest.further import Ranked, ranked
from scoring.backtest.gates import Gate, gate
from scoring.backtest.ground import SEED, Ground, cases_within, draws_of, ground_of, strips_at
from scoring.backtest.lead import LeadTime, lead_time
from scoring.backtest.monotone import BandRate, Step, band_rates, steps
from scoring.backtest.proportions import calls_per_catch, clustered_proportion
from scoring.backtest.ranking import ranking_power
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
class Trial:
    """Everything a back-test says of one card; `cases` is its table and `flags` its flags."""

    question: Question
    clock: Clock
    rule: FlagRule
    cases: Cases
    flags: Flags
    counts: Counts
    gate: Gate
    ruler: Ruler
    caught: Figure
    calls: Figure
    precision: Figure
    money: Money
    lead: LeadTime
    alarms: FalseAlarms | None
    ranking: Figure
    signal: Signal
    ranked: Ranked
    chance: Chance
    bands: tuple[BandRate, ...]
    steps: tuple[Step, ...]


def try_card(
    book: Book,
    card: Card,
    scores: Scores,
    question: Question,
    rule: FlagRule | None = None,
    within: Bools | None = None,
    live: bool = False,
) -> Trial:
    """Put a card to the test.

    Input: a book and the scores of all its rows under the card; the question; the rule by
    which an account counts as flagged (red at the month looked at); `within` narrows to some
    accounts; `live` says that a slider is moving: above `LIVE` judged cases revenue then has
    Wilson's interval and lift none. Output: the figures of design order: caught, calls,
    revenue, lead, alarms, ranking. Nothing dated after the month of a case enters its score.
    """
    ground = ground_of(book, cases_within(book, question, within))
    draws = None if live and len(ground.chosen) > LIVE else draws_of(book, ground)
    return _trial(book, card, scores, rule or RedNow(), within, ground, draws)


def _trial(
    book: Book,
    card: Card,
    scores: Scores,
    rule: FlagRule,
    within: Bools | None,
    ground: Ground,
    draws: Draws | None,
) -> Trial:
    cases, lost, codes = ground.cases, ground.lost, ground.codes
    flags, rows = flags_of(book, cases, scores, card, rule), strips_at(book, cases)
    judged, flagged = ground.judged(scores), flags.flagged[ground.chosen]
    counts, power = _counts(ground, flags), ranking_power(judged.order)
    precision = clustered_proportion(lost[flagged], codes[flagged], nothing="Nobody was flagged.")
    rates = band_rates([b.name for b in card.bands], ground.bands(scores), lost, codes)
    return Trial(
        question=cases.clock.question,
        clock=cases.clock,
        rule=rule,
        cases=cases,
        flags=flags,
        counts=counts,
        gate=gate(counts.accounts),
        ruler=ruler(counts.accounts, ground.kept_accounts),
        caught=clustered_proportion(flagged[lost], codes[lost], nothing="Nobody was lost."),
        calls=calls_per_catch(precision),
        precision=precision,
        money=arr_caught(draws, flagged, lost, ground.arr, codes),
        lead=lead_time(
            book.frame, cases.losses, scores, card, cases.clock.question.lead, within, rows
        ),
        alarms=false_alarms(book, card, scores, cases.clock, within),
        ranking=power,
        signal=signal(power),
        ranked=ranked(judged, flagged, draws),
        chance=by_chance(len(lost), int(lost.sum()), int(flagged.sum())),
        bands=rates,
        steps=steps(rates[::-1], SEED),
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
