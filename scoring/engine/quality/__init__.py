"""All questions asked of loaded data: a new one is a function in this package and a line below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

from scoring.backtest.leak_light import Leaks
from scoring.engine.quality.leaks import (
    blanks_that_tell,
    cliffs,
    leaking_names,
    silent_endings,
    too_good,
)
from scoring.engine.quality.look import Look
from scoring.engine.quality.months import empty_months, future_months, gaps
from scoring.engine.quality.texts import signed_numbers, spellings
from scoring.engine.quality.values import constant, impossible, static, unit_jumps
from scoring.engine.session import Session
from scoring.errors import Finding
from scoring.live.book import Book
from scoring.spec.catalogue import Catalogue

QUESTIONS: tuple[Callable[[Look], Iterator[Finding]], ...] = (
    gaps,
    empty_months,
    future_months,
    constant,
    static,
    impossible,
    unit_jumps,
    signed_numbers,
    spellings,
    leaking_names,
    silent_endings,
    too_good,
    cliffs,
    blanks_that_tell,
)


def examine(
    session: Session, catalogue: Catalogue, today: dt.date, leaks: Leaks, book: Book
) -> tuple[Finding, ...]:
    """What is odd about loaded data, question by question; nothing is changed or dropped.

    Input: a loaded session and its catalogue; today's date says what the future is; the leak
    lights of the data; the book of these very rows, without judgements over them. Output: the
    findings, each with its question's name as its kind if it has no closer one. Raises what ends
    the work this is a part of, between two measures and two queries.
    """
    look = Look(session, catalogue, today, leaks, book)
    return tuple(replace(f, kind=f.kind or ask.__name__) for ask in QUESTIONS for f in ask(look))


__all__ = ["QUESTIONS", "examine"]
