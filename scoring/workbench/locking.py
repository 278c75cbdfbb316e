"""What is locked away from tuning, and what a card is worth on it once the box is opened."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.backtest.clock import usual_question
from scoring.backtest.trial import Trial
from scoring.live.among import EVERYONE, Among
from scoring.spec.model import Card
from scoring.spec.question import Box, Question
from scoring.tune.lockbox import Lockbox, boxed, lockbox_of
from scoring.tune.tries import FEW, NO_TRIES, Tries, forking_paths
from scoring.workbench.asking import Asked
from scoring.workbench.opening import DataSet
from scoring.workbench.trying import trial_of


def lockbox(data: DataSet, asked: Asked) -> Lockbox:
    """What the lockbox holds for what a visitor asks: the same for everybody who asks it."""
    question = asked.of(usual_question(data.book.frame))
    return data.book.cases.get(("lockbox", question), lambda: lockbox_of(data.book, question))


def trial_in_box(
    data: DataSet, card: Card, asked: Asked, among: Among = EVERYONE, box: Box = "outside"
) -> Trial:
    """The trial of a card on the cases outside the lockbox, inside it, or on all; kept a while.

    Raises CardError if the card does not fit the data.
    """
    question: Question = boxed(asked.of(usual_question(data.book.frame)), box)
    return data.book.trials.get(
        (card.digest, question, asked.rule, among),
        lambda: trial_of(data, card, question, asked.rule, among.mask(data.book.frame), live=True),
    )


@dataclass(frozen=True, slots=True)
class Opened:
    """What the card is worth on the locked cases, beside those it was tuned on."""

    inside: Trial
    outside: Trial


def open_lockbox(data: DataSet, card: Card, asked: Asked, among: Among = EVERYONE) -> Opened:
    """Look at the locked cases. Whoever asks counts how often."""
    inside, outside = (trial_in_box(data, card, asked, among, box) for box in _SIDES)
    return Opened(inside, outside)


_SIDES: tuple[Box, Box] = ("inside", "outside")


__all__ = [
    "FEW",
    "NO_TRIES",
    "Lockbox",
    "Opened",
    "Tries",
    "forking_paths",
    "lockbox",
    "open_lockbox",
    "trial_in_box",
]
