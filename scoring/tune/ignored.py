"""What a card does not look at: measures it never reads, and traits of accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from scoring.live.book import plain_reading
from scoring.spec.model import Card
from scoring.tune.footing import Footing
from scoring.tune.rescore import in_force
from scoring.values import Floats, Texts

MEASURES: Final = 200
"""So many measures are looked at, in the order of the data."""

VALUES: Final = 12
"""A text with more values than this is a name, not a kind."""

RARE: Final = 0.02
"""A value that fewer of the cases have is not compared."""

_TOGETHER: Final = 32
"""Columns fetched in one query: no more than stay on the book's shelf until they are read."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """One thing the card ignores, over the judged cases: a number, or 1 and 0 for a value.

    NaN where nothing is known.
    """

    name: str
    sort: Literal["number", "share"]
    value: Floats


def read_by(card: Card) -> frozenset[str]:
    """The measures that a card reads by anything in force."""
    metrics = [*in_force(card), *(a.as_metric() for a in card.deeds)]
    names = {name for m in metrics if m for name in (m.measure, *m.transform.also)}
    names |= {name for sort, name in card.subjects if sort == "measure"}
    by_metric = {name for sort, name in card.subjects if sort == "metric"}
    names |= {card.metric(name).measure for name in by_metric}
    if card.pushes is not None:
        names.add(card.pushes.measure)
    return frozenset(names)


def ignored(at: Footing, leaky: Sequence[str]) -> Iterator[Ignored]:
    """The measures and traits that the card ignores, but for those that may know of the loss."""
    read, catalogue = read_by(at.card), at.book.frame.catalogue
    names = [m.name for m in catalogue.measures if m.name not in read and m.name not in leaky]
    names = names[:MEASURES]
    row = at.ground.row
    for start in range(0, len(names), _TOGETHER):
        part = names[start : start + _TOGETHER]
        at.book.fetch_together([plain_reading(name) for name in part])
        for name in part:
            column = at.book.column(plain_reading(name))
            if isinstance(column, Texts):
                codes = np.where(row >= 0, column.codes[row], -1)
                yield from _values(name, codes.astype(np.int64), column.labels)
            else:
                yield Ignored(name, "number", np.where(row >= 0, column[row], np.nan))
    looked_at = {name for sort, name in at.card.subjects if sort == "dimension"}
    for name, texts in at.book.frame.accounts.dimensions.items():
        if name not in looked_at:
            codes = texts.codes[at.ground.account].astype(np.int64)
            yield from _values(name, codes, texts.labels)


def _values(
    name: str, codes: np.ndarray[tuple[int], np.dtype[np.int64]], labels: Sequence[str]
) -> Iterator[Ignored]:
    """Each value of a text that is neither a name nor rare."""
    known = codes >= 0
    counts = np.bincount(codes[known], minlength=len(labels))
    if np.count_nonzero(counts) > VALUES:
        return
    for code in np.flatnonzero((counts >= RARE * len(codes)) & (counts < known.sum())).tolist():
        value = np.where(known, (codes == code).astype(np.float64), np.nan)
        yield Ignored(f"{name}: {labels[code]}", "share", value)
