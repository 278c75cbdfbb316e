"""A card is tested against what really happened, on a page and on the command line alike."""

from __future__ import annotations

from dataclasses import fields
from functools import partial

import numpy as np

from scoring.backtest.cases import Cases, cases_of
from scoring.backtest.clock import usual_question
from scoring.backtest.flag_rules import FLAG_RULES, FlagRule
from scoring.backtest.flags import flags_of_lost, look_back
from scoring.backtest.further import Capacity, Contest, at_capacity, contest
from scoring.backtest.ground import draws_of, ground_of, strips_at
from scoring.backtest.lead import a_lead_before
from scoring.backtest.lost import Board, board_of
from scoring.backtest.trial import Trial, try_card
from scoring.backtest.workload import must_be_a_capacity
from scoring.errors import CommandError, RegistryError
from scoring.live.among import EVERYONE, Among
from scoring.live.glimpse import scored_at
from scoring.live.kernel import Scores
from scoring.output.tried import trial_data, trial_text
from scoring.spec.model import Card
from scoring.spec.question import Question
from scoring.values import Bools, Ints, Month
from scoring.workbench.asking import Asked
from scoring.workbench.checking import must_fit
from scoring.workbench.opening import DataSet


def trial_of(
    data: DataSet,
    card: Card,
    question: Question | None = None,
    rule: FlagRule | None = None,
    within: Bools | None = None,
    live: bool = False,
    scores: Scores | None = None,
) -> Trial:
    """What a card would have caught, how early and at what cost.

    Input: the question (None: the usual one for these data), the rule by which an account is
    flagged, which accounts are looked at, and whether a slider is moving (`live`: a large book
    is then told without drawing); the card's scores if not all rows are to be scored. Raises
    CardError if the card does not fit.
    """
    must_fit(card, data)
    asked = question or usual_question(data.book.frame)
    if scores is None:
        return try_card(data.book, card, data.book.scored(card), asked, rule, within, live)
    further = partial(scored_at, data.book, card)
    return try_card(data.book, card, scores, asked, rule, within, live, further)


def usual_of(data: DataSet) -> Question:
    """The usual question for these data, found once."""
    return data.book.cases.get("usual question", lambda: usual_question(data.book.frame))


def trial_now(
    data: DataSet,
    card: Card,
    asked: Asked,
    among: Among = EVERYONE,
    scores: Scores | None = None,
) -> Trial:
    """The same for what a visitor asks and the accounts on the page; the last ones are kept.

    A trial of `scores` that were given is not kept: they need not be those of all rows.
    """
    question = asked.of(usual_of(data))
    within = among.mask(data.book.frame)
    if scores is not None:
        return trial_of(data, card, question, asked.rule, within, live=True, scores=scores)
    return data.book.trials.get(
        (card.digest, question, asked.rule, among),
        lambda: trial_of(data, card, question, asked.rule, within, live=True),
    )


def board_now(
    data: DataSet, card: Card, trial: Trial, among: Among = EVERYONE, sampled: bool = False
) -> Board:
    """Every lost customer of a trial with its verdict, those to learn from first.

    A trial that was `sampled` has every loss among its cases, but not every case.
    """
    frame, scores = data.book.frame, trial.basis.scores
    cases = cases_of(data.book, trial.question)
    flags = trial.flags
    if among or sampled:
        flags = flags_of_lost(data.book, cases, scores, card, trial.rule)
    within = among.mask(frame)
    # Losses are those of all accounts, whatever is filtered.
    before = None if cases.clock.cohort == "current" else trial.before
    return board_of(frame, cases, flags, scores, card, within, before)


def rows_looked_at(data: DataSet, asked: Asked, month: Month) -> Ints:
    """The rows on which a picture of a month rests, rising: found once for what is asked.

    Those are the month's own, the months that the rule looks at in each case, and the month at
    which a loss without a case is looked at.
    """
    book, cases = data.book, cases_of(data.book, asked.of(usual_of(data)))

    def find() -> tuple[Cases, Ints]:
        now, looks = book.frame.rows_at(month), look_back(book, cases, asked.rule.months)
        current = cases.clock.cohort == "current"
        lead = cases.clock.question.lead
        look = looks[:, :0] if current else a_lead_before(strips_at(book, cases), lead)
        rows = np.concatenate([np.arange(now.start, now.stop), looks.ravel(), look.ravel()])
        return cases, np.unique(rows[rows >= 0])

    # The cases are kept beside the rows, so that no other object has their id meanwhile.
    key = ("looked at", id(cases), asked.rule.months, month.number)
    return book.cases.get(key, find)[1]


def at_team_capacity(data: DataSet, card: Card, trial: Trial, accounts: float) -> Capacity:
    """What a team that can work so many accounts a month would have caught.

    The cut is where the newest month's book reaches that number. Raises CommandError unless
    `accounts` is a number above 0.
    """
    must_be_a_capacity(accounts)
    scores, frame = data.book.scored(card), data.book.frame
    rows = frame.rows_at(frame.months[-1])
    now = scores.score[rows][frame.in_book(rows)]
    return at_capacity(ground_of(data.book, trial.cases).judged(scores), now, accounts)


def beside(data: DataSet, card: Card, trial: Trial, other: Card) -> Contest:
    """The card of a trial beside another one, at the same number of flagged cases.

    Raises CardError if the other card does not fit the data.
    """
    must_fit(other, data)
    ground = ground_of(data.book, trial.cases)
    mine = ground.judged(data.book.scored(card))
    theirs = ground.judged(data.book.scored(other))
    draws = draws_of(data.book, ground)
    return contest(mine, theirs, other.name, trial.counts.flagged, draws, trial.gate)


def flag_rule(text: str) -> FlagRule:
    """The rule of a name, such as `drop`, or of a name with its numbers, such as `drop:20:6`.

    The numbers stand in the order of the rule's fields; those left out are the usual ones.
    Raises CommandError for another name and for what no number of it can be.
    """
    name, *numbers = text.split(":")
    try:
        kind = FLAG_RULES[name]
    except RegistryError as error:
        raise CommandError(error.problem, fix=error.fix) from None
    parts = fields(kind)
    fix = f"give {':'.join([name, *(part.name.upper() for part in parts)])}"
    if len(numbers) > len(parts):
        raise CommandError(f"the flag rule '{text}' has too many numbers", fix=fix)
    try:
        pairs = zip(parts, numbers, strict=False)
        return kind(*(int(n) if isinstance(p.default, int) else float(n) for p, n in pairs))
    except ValueError:
        raise CommandError(f"the flag rule '{text}' has no sound number", fix=fix) from None


__all__ = [
    "Trial",
    "at_team_capacity",
    "beside",
    "board_now",
    "flag_rule",
    "trial_data",
    "trial_now",
    "trial_of",
    "trial_text",
    "usual_question",
]
