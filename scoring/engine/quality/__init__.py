"""All questions asked of loaded data: a new one is a function in this package and a line below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from scoring.engine.quality.leaks import (
    blanks_that_tell,
    leaking_names,
    silent_endings,
    suspects,
    too_good,
)
from scoring.engine.quality.look import Look
from scoring.engine.quality.months import empty_months, future_months, gaps
from scoring.engine.quality.values import (
    constant,
    impossible,
    signed_numbers,
    spellings,
    static,
    unit_jumps,
)
from scoring.engine.session import Session
from scoring.errors import Finding
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
    blanks_that_tell,
)


def examine(session: Session, catalogue: Catalogue, today: dt.date) -> tuple[Finding, ...]:
    """What is odd about loaded data, question by question; nothing is changed or dropped.

    Input: a loaded session and its catalogue; today's date says what the future is. Output: the
    findings, each with its question's name as its kind if it has no closer one.
    """
    look = Look(session, catalogue, today)
    return tuple(replace(f, kind=f.kind or ask.__name__) for ask in QUESTIONS for f in ask(look))


def leak_suspects(session: Session, catalogue: Catalogue) -> Mapping[str, str]:
    """The measures that the questions about leaks suspect, by name, each with its question."""
    return suspects(Look(session, catalogue, dt.date.max))


__all__ = ["QUESTIONS", "examine", "leak_suspects"]
