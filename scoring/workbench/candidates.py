"""The measures that a first card may be made of, and what each would be worth on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.leak_light import ZEROS
from scoring.engine.quality.swept import CONSTANT
from scoring.live.book import plain_reading
from scoring.spec.catalogue import Measure
from scoring.spec.codes import names_a_code
from scoring.spec.guess import speaks_of
from scoring.values import Column, Floats, Ints, Texts, is_null
from scoring.workbench.early import Early, alike, apart, as_scale
from scoring.workbench.opening import DataSet

WEAK: Final = 0.25
"""A measure that separates less than this part of the best one is left out."""

TWINS: Final = 0.9
"""Measures whose ranks correlate more than this say the same."""

_MANY: Final = 20
"""With fewer accounts a run of whole numbers proves nothing."""

_RUNS: Final = 1.1
"""Numbers that run fill their range, but for one gap in ten."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A measure, and how it would do on a card.

    `held` are its values at one row an account, categories as their share of lost customers;
    `separates` is coverage times how far it tells lost from kept customers beyond two standard
    deviations of chance, `hints` the same beyond one, both 0 where nothing is known of losses;
    `tells` is coverage times the share of pairs of accounts that differ, or of months where there
    is one account alone. `silent` says that it
    is often 0 for lost customers months before they leave.
    """

    measure: Measure
    held: Floats
    separates: float
    hints: float
    tells: float
    calls_rows: bool
    constant: bool
    silent: bool


def candidate(data: DataSet, measure: Measure, early: Early) -> Candidate:
    """What a measure would be worth; early are the rows at which accounts are compared."""
    values = data.book.column(plain_reading(measure.name))
    found = apart(values, early)
    last = data.book.frame.rows_at(data.book.frame.months[-1])
    now = _known(values, np.arange(last.start, last.stop))
    own = _known(values, early.rows)
    number = measure.reads == "number"
    return Candidate(
        measure,
        as_scale(values, early),
        measure.filled * found.beyond(2.0) if found else 0.0,
        measure.filled * found.beyond(1.0) if found else 0.0,
        measure.filled * _differ(now if len(now) > 1 else _known(values)),
        names_a_code(measure.name) or (number and (_runs(own) or _runs(_known(values)))),
        _nearly_constant(_known(values)),
        number and _often_zero(_known(values, early.rows[early.lost])),
    )


def says_who_left(data: DataSet, measure: Measure) -> bool:
    """Whether a measure has two values at most, and by its name may say who left or who stayed."""
    if not (speaks_of("flag", measure.name) or speaks_of("stays", measure.name)):
        return False
    return len(np.unique(_known(data.book.column(plain_reading(measure.name))))) <= 2


def picked(
    candidates: Sequence[Candidate], most: int, before: Sequence[Candidate] = ()
) -> list[Candidate]:
    """The best that surely separate, none weak beside the best and none that says the same twice.

    Input: how many at most; those that are chosen already, who count as rivals.
    """
    best = max((c.separates for c in (*before, *candidates)), default=0.0)
    strong = [c for c in candidates if c.separates > 0 and c.separates >= WEAK * best]
    return _unlike(sorted(strong, key=lambda c: -c.separates), most, before)


def hinting(
    candidates: Sequence[Candidate], most: int, before: Sequence[Candidate]
) -> list[Candidate]:
    """Those that separate less surely, none of them twice, to stand beside what is chosen."""
    rest = [c for c in candidates if c.hints > 0 and c not in before]
    return _unlike(sorted(rest, key=lambda c: -c.hints), most, before)


def telling(candidates: Sequence[Candidate], most: int) -> list[Candidate]:
    """Those that are filled best and tell most accounts apart, none of them twice."""
    useful = [c for c in candidates if c.tells > 0]
    return _unlike(sorted(useful, key=lambda c: -c.tells), most, ())


def _unlike(
    ordered: Sequence[Candidate], most: int, before: Sequence[Candidate]
) -> list[Candidate]:
    chosen: list[Candidate] = []
    for one in ordered:
        twin = any(abs(alike(one.held, other.held)) > TWINS for other in (*before, *chosen))
        if not twin and len(chosen) < most:
            chosen.append(one)
    return chosen


def _known(values: Column, rows: Ints | slice = slice(None)) -> Floats:
    """The values that are there, categories by their codes."""
    held = values.codes if isinstance(values, Texts) else values
    return np.asarray(held[rows][~is_null(values)[rows]], dtype=np.float64)


def _differ(known: Floats) -> float:
    """The share of all pairs that differ."""
    _, counts = np.unique(known, return_counts=True)
    return 1.0 - float(((counts / len(known)) ** 2).sum()) if len(counts) > 1 else 0.0


def _nearly_constant(known: Floats) -> bool:
    _, counts = np.unique(known, return_counts=True)
    return bool(counts.max(initial=0) > CONSTANT * len(known))


def _often_zero(known: Floats) -> bool:
    return bool((known == 0).sum() > ZEROS / 2 * len(known))


def _runs(known: Floats) -> bool:
    """Whether whole numbers, each once, count up or lie close together far from 0, as ids do."""
    if len(known) < _MANY or (known != np.round(known)).any():
        return False
    span = float(known.max() - known.min())
    if len(np.unique(known)) < len(known):
        return False
    return span < _RUNS * len(known) or (known.min() > 10_000 and span < 0.1 * known.max())
