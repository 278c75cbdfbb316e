"""Which measures may know of a loss beforehand, and what a card is worth without them."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.backtest.clock import usual_question
from scoring.backtest.ground import draws_of, ground_of
from scoring.backtest.leak_light import LeakLight, Leaks
from scoring.backtest.leaks import leaks_of
from scoring.backtest.leaky import (
    Fall,
    LeakReport,
    LeakyLine,
    fall,
    leaky_lines,
    without_lines,
)
from scoring.backtest.trial import Trial
from scoring.output.leaks_told import leaks_data, leaks_text
from scoring.spec.model import Card
from scoring.spec.question import Question
from scoring.workbench.opening import DataSet


def leaks(data: DataSet, question: Question | None = None) -> Leaks:
    """The lights of all measures, and the rows that know of a loss by their date.

    Input: the question (None: the usual one for these data). They are worked out once a
    question and remembered with the data; they are about the measures as they were loaded.
    """
    return leaks_of(data.as_loaded.book, question or usual_question(data.book.frame))


def leak_lights(data: DataSet, question: Question | None = None) -> tuple[LeakLight, ...]:
    """The light of each measure, in the order of the catalogue."""
    return leaks(data, question).lights


def without_leaks(card: Card, lights: Sequence[LeakLight]) -> Card:
    """The card without the lines whose light is red; the card itself where there are none."""
    red = _red(card, lights)
    return without_lines(card, red) if red else card


def fall_without_leaks(data: DataSet, card: Card, trial: Trial) -> Fall | None:
    """How far the result of a trial falls without the lines of its card whose light is red.

    The lights are those of the trial's question. None where no line is red.
    """
    red = _red(card, leak_lights(data, trial.question))
    if not red:
        return None
    rest = without_lines(card, red)
    ground = ground_of(data.book, trial.cases)
    full = ground.judged(data.book.scored(card))
    without = ground.judged(data.book.scored(rest)) if rest.lines else None
    return fall(red, full, without, trial.counts.flagged, draws_of(data.book, ground), trial.gate)


def leak_report(data: DataSet, card: Card, trial: Trial) -> LeakReport:
    """What is to be said of leaks beside a trial: the lights, rows, lines, and the fall."""
    found = leaks(data, trial.question)
    left_out = data.loaded.source.drop.after_churn == "drop"
    late = [f.count or 0 for f in data.findings if f.kind == "after_churn" and left_out]
    return LeakReport(
        leaks=found,
        dropped=sum(late),
        lines=leaky_lines(card, found.lights),
        fall=fall_without_leaks(data, card, trial),
    )


def _red(card: Card, lights: Sequence[LeakLight]) -> list[LeakyLine]:
    return [line for line in leaky_lines(card, lights) if line.level == "red"]


__all__ = [
    "Fall",
    "LeakLight",
    "LeakReport",
    "Leaks",
    "LeakyLine",
    "fall_without_leaks",
    "leak_lights",
    "leak_report",
    "leaks",
    "leaks_data",
    "leaks_text",
    "leaky_lines",
    "without_leaks",
]
