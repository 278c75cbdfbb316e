"""When the past can be asked: which cohort, and the months that are allowed as looks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scoring.backtest.candidates import renewal_events
from scoring.backtest.lives import lives_of
from scoring.live.frame import NEVER, Frame
from scoring.spec.question import Clock, Question
from scoring.values import Month

COVERED = 0.5
"""The share of accounts whose renewal must be known for a look back from renewals."""

MONTHLY = Question(lead=1, horizon=3)
"""The usual question of a book of monthly plans."""


def usual_question(frame: Frame) -> Question:
    """The lead and horizon that suit a book: 3 and 6 months, or 1 and 3 for monthly plans.

    Plans count as monthly where most customers renew within a month of the data's end and
    most of these did not start a whole number of years before: contracts that all end in
    January do not look monthly because the data stop in December. Unknown dates: 3 and 6.
    """
    facts, last = frame.accounts, frame.months[-1].number
    here = (facts.ended == NEVER) & ~facts.lost
    known = here & (facts.renewal != NEVER) & (facts.started != NEVER)
    ahead = facts.renewal - last
    soon = known & (ahead >= 0) & (ahead <= 1)
    broken = soon & ((facts.renewal - facts.started) % 12 != 0)
    monthly = soon.sum() * 2 > here.sum() and broken.sum() * 2 > soon.sum()
    return MONTHLY if monthly else Question()


def clock_of(frame: Frame, question: Question) -> Clock:
    """The cohort and the looks of a question, with the reason in a sentence."""
    known = frame.catalogue.churn
    if known == "unknown":
        return _current(frame, question, "The data do not say who was lost.")
    if known == "flagged":
        because = "Losses have no date: this shows how accounts stand, it is no test of a warning."
        return _current(frame, question, because)
    if len(frame.months) == 1:
        because = "There is one month only: this shows how accounts stand, no warning."
        return _current(frame, question, because)
    if question.cohort == "calendar":
        return _calendar(frame, question, "Chosen.")
    if question.cohort == "renewal":
        return _renewal(frame, question, "Chosen.")
    return _chosen(frame, question)


def _chosen(frame: Frame, question: Question) -> Clock:
    """Renewals where they are known and have two outcomes, else the calendar.

    Both outcomes are counted over all the data, not at a look: no lead can change the cohort.
    """
    share = float(np.mean(frame.accounts.renewal != NEVER))
    has = f"{share:.0%} of the accounts have a renewal date"
    if share < COVERED:
        return _calendar(frame, question, f"{has}; a look back from renewals needs half.")
    clock = _renewal(frame, question, f"{has}.")
    _, month, is_loss, _ = renewal_events(lives_of(frame, question), frame, clock)
    over = (month >= frame.months[0].number) & (month <= clock.last.number)
    kept, lost = int(np.sum(over & ~is_loss)), int(np.sum(over & is_loss))
    if kept >= lost > 0:
        return clock
    return _calendar(frame, question, f"{has}, but {_too_few(kept, lost)}")


def _too_few(kept: int, lost: int) -> str:
    """Why past renewals tell too little to look back from them."""
    if not lost:
        return "nobody was lost by one of them."
    gone = "1 customer was" if lost == 1 else f"{lost:,} customers were"
    met = f"only {kept} of those that lie behind" if kept else "none of those that lie behind"
    return f"{met} went on, and {gone} lost: most past renewals are missing."


def _current(frame: Frame, question: Question, because: str) -> Clock:
    return Clock(question, "current", frame.last_complete, frame.months, (), because)


def _renewal(frame: Frame, question: Question, because: str) -> Clock:
    return Clock(question, "renewal", frame.last_complete, frame.months, (), because)


def _calendar(frame: Frame, question: Question, because: str) -> Clock:
    last = frame.last_complete.number
    months = [m.number for m in frame.months]
    closed = [m for m in months if m + question.lead + question.horizon <= last]
    looks = _spaced(closed[::-1], question.spacing)[::-1]
    start = looks[-1] + question.spacing if looks else months[0]
    open_ones = [m for m in months if start <= m <= last]
    too_new = _spaced(open_ones, question.spacing)
    return Clock(
        question,
        "calendar",
        frame.last_complete,
        tuple(Month(m) for m in looks),
        tuple(Month(m) for m in too_new),
        because,
    )


def _spaced(months: Sequence[int], step: int) -> list[int]:
    """The first month, and each next one that lies at least a step away."""
    taken: list[int] = []
    for month in months:
        if not taken or abs(month - taken[-1]) >= step:
            taken.append(month)
    return taken
