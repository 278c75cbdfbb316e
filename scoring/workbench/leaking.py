"""Which measures may know of a loss what nobody knew in time: the lights of a data set."""

from __future__ import annotations

from scoring.backtest.clock import usual_question
from scoring.backtest.leak_light import LeakLight, Leaks
from scoring.backtest.leaks import leaks_of
from scoring.spec.question import Question
from scoring.workbench.opening import DataSet


def leaks(data: DataSet, question: Question | None = None) -> Leaks:
    """The lights of all measures, and the rows that know of a loss by their date.

    Input: the question (None: the usual one for these data). They are worked out once a
    question and remembered with the data.
    """
    return leaks_of(data.book, question or usual_question(data.book.frame))


def leak_lights(data: DataSet, question: Question | None = None) -> tuple[LeakLight, ...]:
    """The light of each measure, in the order of the catalogue."""
    return leaks(data, question).lights
