"""What the questions need to know of each measure, found in one pass over its column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.backtest.leak_light import STATIC
from scoring.engine.quality.histories import Histories, Places
from scoring.engine.quality.jumps import Jumps, jumps_in
from scoring.limits.ending import go_on
from scoring.live.book import Book, plain_reading
from scoring.live.frame import Frame
from scoring.spec.catalogue import Measure
from scoring.values import Bools, Floats, Ints, Texts

CONSTANT: Final = 0.95
"""A measure of which so many values are one and the same tells accounts apart no more."""

_TOGETHER: Final = 32
"""Columns fetched in one query: no more than stay on the book's shelf until they are read."""

_PART: Final = 8
"""An eighth of the rows says of most measures that they move."""

_SURELY: Final = 4.0
"""Who moves so many times as much as is asked does so whatever the last digits are."""


@dataclass(frozen=True, slots=True, eq=False)
class Swept:
    """One measure at a glance.

    `known` counts its values, `empty` are positions among the frame's months in which it holds
    nothing. Where `varied` holds, no value is 95% of all. Of texts `counts` says how often each of
    the `labels` is there. Of numbers: how many are below 0, above 1, and between the two with a
    fraction; whether it hardly moves within accounts; and its jumps, where there is a history.
    """

    known: int
    empty: tuple[int, ...]
    varied: bool
    counts: Ints | None = None
    labels: tuple[str, ...] = ()
    below: int = 0
    above: int = 0
    inside: int = 0
    static: bool = False
    jumps: Jumps | None = None


def sweep(
    book: Book, histories: Histories, measures: tuple[Measure, ...], examples: int
) -> Mapping[str, Swept]:
    """Each measure of a book by its name; `examples` bounds the rows of jumps that are named.

    Raises what ends the work this is a part of, between two measures.
    """
    return dict(_each(book, histories, measures, examples))


def _each(
    book: Book, histories: Histories, measures: tuple[Measure, ...], examples: int
) -> Iterator[tuple[str, Swept]]:
    frame = book.frame
    for start in range(0, len(measures), _TOGETHER):
        part = measures[start : start + _TOGETHER]
        book.fetch_together([plain_reading(m.name) for m in part])
        for measure in part:
            go_on()
            column = book.column(plain_reading(measure.name))
            if isinstance(column, Texts):
                yield measure.name, _of_texts(frame, column)
            else:
                yield measure.name, _of_numbers(frame, histories, column, examples)


def _of_texts(frame: Frame, column: Texts) -> Swept:
    held = column.codes >= 0
    counts = counted(column.codes, len(column.labels))
    known = int(counts.sum())
    varied = bool(counts.max(initial=0) < CONSTANT * known)
    return Swept(known, _empty(frame, held), varied, counts, column.labels)


def counted(codes: NDArray[np.int32], labels: int) -> Ints:
    """How often each label is there, (labels,); the code -1 is none."""
    return np.bincount(codes + 1, minlength=labels + 1)[1:]


def _of_numbers(frame: Frame, histories: Histories, values: Floats, examples: int) -> Swept:
    held = ~np.isnan(values)
    known, above = int(np.count_nonzero(held)), int(np.count_nonzero(values > 1))
    inside = 0
    if 0 < above < known:
        between = (values >= 0) & (values <= 1) & (values != np.floor(values))
        inside = int(np.count_nonzero(between))
    single = frame.catalogue.single
    told = values[histories.order]
    return Swept(
        known,
        _empty(frame, held),
        _varied(values, held, known),
        below=int(np.count_nonzero(values < 0)),
        above=above,
        inside=inside,
        static=not single and bool(known) and _static(told, values, held, histories),
        jumps=None if single else jumps_in(told, histories, examples),
    )


def _empty(frame: Frame, held: Bools) -> tuple[int, ...]:
    """The months, by their position, in which nothing is held."""
    begins = np.searchsorted(frame.month, [month.number for month in frame.months])
    return tuple(np.flatnonzero(~np.logical_or.reduceat(held, begins)).tolist())


def _varied(values: Floats, held: Bools, known: int) -> bool:
    """Whether it is certain that no value is 95% of all, from the rows two by two.

    Of two that differ one at least is not the usual one, so that with more such pairs than 5% of
    the values no value can be so frequent. Neighbours in the book are different accounts.
    """
    half = len(values) // 2
    one, other = values[0 : 2 * half : 2], values[1 : 2 * half : 2]
    both = held[0 : 2 * half : 2] & held[1 : 2 * half : 2]
    return int(np.count_nonzero(both & (one != other))) > (1 - CONSTANT) * known + 1


@np.errstate(over="ignore", invalid="ignore")
def _static(told: Floats, values: Floats, held: Bools, histories: Histories) -> bool:
    """Whether its spread within accounts is less than a twentieth of its whole spread.

    The squares of numbers beyond 1e154 are endless: such a measure is a trait if it never moves.
    """
    known = np.count_nonzero(held)
    off = values - values[np.argmax(held)]  # a constant is off by nothing, to the last digit
    off[~held] = 0.0
    off -= off.sum() / known
    off[~held] = 0.0
    whole = _squares(off)
    least = STATIC**2 * whole
    if not whole or _within(told[: len(told) // _PART], histories.owner) > _SURELY * least:
        return False
    return _within(told, histories.owner) < least


def _within(told: Floats, owner: Places) -> float:
    """The squares of what values are off from the mean of their account, in all.

    Input: values in the order of the histories, or the first of them; the account of each place.
    """
    held = np.flatnonzero(~np.isnan(told))
    told, owner = told[held], owner[held]
    if not len(told):
        return 0.0
    begins = np.append(0, np.flatnonzero(owner[1:] != owner[:-1]) + 1)
    counts = np.diff(np.append(begins, len(told)))
    off = told - np.repeat(told[begins], counts)  # who never moves is off by nothing
    off -= np.repeat(np.add.reduceat(off, begins) / counts, counts)
    return _squares(off)


def _squares(values: Floats) -> float:
    """The sum of the squares; the values are lost. A scalar product would wake idle threads."""
    return float(np.square(values, out=values).sum())
