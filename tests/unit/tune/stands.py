"""A card over the cases of the made-up demo book, and the accounts of its last month."""

from __future__ import annotations

import numpy as np

from scoring.backtest.cases import KEPT, LOST, Cases
from scoring.backtest.ground import cases_within
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.question import Question
from scoring.tune.footing import Footing, footing
from scoring.tune.rescore import Ready, ready
from scoring.values import Ints
from scoring.workbench import DataSet
from tests.unit.backtest.test_trial import CARD, demo

QUESTION = Question(cohort="calendar")

EVERYTHING = parse_card(
    """
version: 1
name: With all that can be
metrics:
  - {id: usage, family: usage, measure: licence_use, max_age_months: 2,
     normaliser: {kind: linear, worst: 0.4, best: 0.9}, weight: 30}
  - {id: sponsor, measure: exec_meeting_days, missing: neutral,
     normaliser: {kind: linear, worst: 270, best: 30}, weight: 20}
  - {id: survey, measure: nps, normaliser: {kind: linear, worst: 4, best: 9}, weight: 10}
  - {id: aside, measure: tickets, normaliser: {kind: linear, worst: 9, best: 0}, weight: 0}
red_flags:
  - {id: late, when: {measure: days_overdue, at_least: 10}, cap: 39}
adjustments:
  - {id: busy, when: {measure: key_actions, at_least: 50}, points: 5}
pulse: {measure: csm_pulse, mode: metric, weight: 15}
rules: {min_coverage: 0.5, min_tenure_months: 3}
bands:
  - {name: Healthy, from: 70, tone: good}
  - {name: Watch, from: 50, tone: watch}
  - {name: At risk, from: 0, tone: bad}
variants:
  - name: Large
    when: {dimension: segment, is: [Enterprise]}
    metrics: {usage: {weight: 10}, survey: {enabled: false}}
"""
)
"""Variants, a flag, an adjustment, a pulse that weighs, a neutral gap, and a weight of 0."""


_STANDS: dict[str, Footing] = {}
_NOW: dict[str, Ready] = {}


def stand(card: Card = CARD) -> Footing:
    """The card over the calendar's cases, made once for each card."""
    if card.digest not in _STANDS:
        cases = cases_within(demo().book, QUESTION)
        _STANDS[card.digest] = footing(demo().book, card, cases)
    return _STANDS[card.digest]


def with_losses(count: int) -> Cases:
    """The calendar's cases with the first so many lost ones, and every kept one."""
    cases = cases_within(demo().book, QUESTION)
    lost = np.flatnonzero(cases.outcome == LOST)[:count]
    return cases.at(np.sort(np.concatenate([lost, np.flatnonzero(cases.outcome == KEPT)])))


def month_rows(data: DataSet) -> Ints:
    """The rows of the customers of the last month."""
    frame = data.book.frame
    span = frame.rows_at(frame.months[-1])
    return np.arange(span.start, span.stop)[frame.in_book(span)]


def now(card: Card = CARD) -> Ready:
    """The customers of the last month under the card, ready to be scored again."""
    if card.digest not in _NOW:
        _NOW[card.digest] = ready(demo().book, card, month_rows(demo()))
    return _NOW[card.digest]
