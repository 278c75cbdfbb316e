"""A card is put to the test over a case table: what it caught, how early, at what cost.

Everything here depends on the scores of the month looked at alone; figures come with their
interval and their number, or with the words that stand in their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.alarms import (
    Episodes,
    episode_precision,
    episodes_per_100,
    false_alarm_accounts,
    false_alarm_months,
)
from scoring.backtest.bootstrap import Draws, Money, arr_caught, draw_accounts
from scoring.backtest.cases import KEPT, LOST, Cases, cases_of
from scoring.backtest.figure import Figure
from scoring.backtest.flag_rules import FlagRule, Flags, RedNow
from scoring.backtest.flags import flags_of
from scoring.backtest.further import Judged, Ranked, judged_cases, ranked
from scoring.backtest.gates import Gate, gate
from scoring.backtest.lead import LeadTime, lead_time
from scoring.backtest.monotone import BandRate, Step, band_rates, steps
from scoring.backtest.proportions import calls_per_catch, clustered_proportion
from scoring.backtest.ranking import ranking_power
from scoring.backtest.ruler import Ruler, ruler
from scoring.backtest.signal import Signal, signal
from scoring.backtest.workload import Chance, by_chance
from scoring.live.book import Book
from scoring.live.frame import NEVER
from scoring.live.kernel import Scores, band_alarms
from scoring.spec.model import Card
from scoring.spec.question import Clock, Question
from scoring.values import Bools, Ints

SEED: Final = 20_261_001
"""The seed of every draw: the same data give the same intervals."""


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
class FalseAlarms:
    """The three units: account-months, accounts in a year, episodes per 100 and month."""

    months: Figure
    accounts: Figure
    episodes: Figure
    right: Episodes


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
) -> Trial:
    """Put a card to the test.

    Input: a book and the scores of all its rows under the card; the question; the rule by
    which an account counts as flagged (red at the month looked at); `within` narrows to some
    accounts. Output: the figures of design order: caught, calls, revenue, lead, alarms,
    ranking. Nothing dated after the month of a case enters its score.
    """
    rule = rule or RedNow()
    cases = cases_within(book, question, within)
    flags = flags_of(book, cases, scores, card, rule)
    chosen = np.flatnonzero(cases.judged)
    judged, draws = judged_by(cases, scores), draws_for(cases)
    lost, codes, flagged = judged.lost, judged.account, flags.flagged[chosen]
    counts, power = _counts(cases, flags), ranking_power(judged.order)
    precision = clustered_proportion(lost[flagged], codes[flagged], nothing="Nobody was flagged.")
    rates = band_rates([b.name for b in card.bands], _bands(cases, scores)[chosen], lost, codes)
    return Trial(
        question=question,
        clock=cases.clock,
        rule=rule,
        cases=cases,
        flags=flags,
        counts=counts,
        gate=gate(counts.accounts),
        ruler=ruler(counts.accounts, len(np.unique(codes[~lost]))),
        caught=clustered_proportion(flagged[lost], codes[lost], nothing="Nobody was lost."),
        calls=calls_per_catch(precision),
        precision=precision,
        money=arr_caught(draws, flagged, lost, cases.arr[chosen], codes),
        lead=lead_time(book.frame, cases.losses, scores, card, question.lead, within),
        alarms=_alarms(book, card, scores, cases.clock, within),
        ranking=power,
        signal=signal(power),
        ranked=ranked(judged, flagged, draws),
        chance=by_chance(len(lost), int(lost.sum()), int(flagged.sum())),
        bands=rates,
        steps=steps(rates[::-1], SEED),
    )


def cases_within(book: Book, question: Question, within: Bools | None = None) -> Cases:
    """The cases of a question, of some accounts or of all."""
    table = cases_of(book, question)
    return table if within is None else table.at(within[table.account])


def judged_by(cases: Cases, scores: Scores) -> Judged:
    """The judged cases with the scores that a card gives them."""
    chosen = np.flatnonzero(cases.judged)
    lost = np.asarray(cases.outcome[chosen] == LOST, np.bool_)
    return judged_cases(scores.score, cases.row[chosen], lost, _codes(cases.account[chosen]))


def draws_for(cases: Cases) -> Draws:
    """The draws of the accounts among the judged cases: the same for every card."""
    return draw_accounts(len(np.unique(cases.account[cases.judged])), SEED)


def _codes(account: Ints) -> Ints:
    """Accounts as codes from 0 without gaps."""
    return np.unique(account, return_inverse=True)[1]


def _bands(cases: Cases, scores: Scores) -> Ints:
    """The band of each case at its month, negative without one."""
    return np.where(cases.row >= 0, scores.band[cases.row], -1).astype(np.int64)


def _counts(cases: Cases, flags: Flags) -> Counts:
    lost, kept = cases.outcome == LOST, cases.outcome == KEPT
    return Counts(
        caught=int((lost & flags.flagged).sum()),
        missed=int((lost & ~flags.flagged).sum()),
        false_alarms=int((kept & flags.flagged).sum()),
        left_alone=int((kept & ~flags.flagged).sum()),
        unscored=int((cases.judged & flags.unscored).sum()),
        unscored_lost=int((lost & flags.unscored).sum()),
        too_late=int((~cases.judged).sum()),
        accounts=len(np.unique(cases.account[lost])),
    )


def _alarms(
    book: Book, card: Card, scores: Scores, clock: Clock, within: Bools | None
) -> FalseAlarms | None:
    """False alarms over all months of customers of their day; None without a history."""
    frame = book.frame
    if clock.cohort == "current":
        return None
    facts = frame.accounts
    left = facts.left[frame.account]
    watched = (frame.month < left) & (frame.month <= clock.last.number)
    if within is not None:
        watched &= within[frame.account]
    rows = np.flatnonzero(watched)
    flagged = band_alarms(card)[scores.band[rows]]
    account, month, left = frame.account[rows], frame.month[rows], left[rows]
    kept = left == NEVER
    question = clock.question
    right = episode_precision(
        flagged, account, month, left, clock.last.number, question.lead, question.horizon
    )
    return FalseAlarms(
        months=false_alarm_months(flagged[kept], account[kept]),
        accounts=false_alarm_accounts(flagged[kept], account[kept], month[kept]),
        episodes=episodes_per_100(flagged, account, month),
        right=right,
    )
