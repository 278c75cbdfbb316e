"""A long list is searched, filtered and sorted as arrays, whatever its columns hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scoring.live.frame import NEVER
from scoring.spec.model import Card
from scoring.spec.scale import decimals, grade_codes, grades_of, shown
from scoring.values import Bools, Floats, Ints, Month, Texts

Kind: TypeAlias = Literal["text", "band", "number", "money", "score", "share", "month"]
Made: TypeAlias = Callable[[Ints], Sequence[str]]
"""What writes the cells of some rows, given by their positions."""

MOST_PICKS = 50
"""A column with more different texts than this, or than every other row has one, is searched and
not picked from."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    `values` has one entry a row: texts as codes (`text` sorts by the alphabet, `band` by the
    order of its labels), numbers (NaN is null; `share` runs from 0 to 1), month numbers (NEVER
    is null), or a function that writes the cells that are looked at: those are neither
    searched, filtered nor sorted. `digits` are the decimals of a number; `meaning` is said
    about the column on hover.
    """

    name: str
    kind: Kind
    values: Texts | Floats | Ints | Made
    meaning: str = ""
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see of a list: all of it, in its own order, without any.

    `words` must all be found, each in some text of the row, in either case. `picked` holds the
    texts wanted of a column, `between` the least and the greatest number or month number, None
    where there is no limit; a row without a value is not among them. `order` is the column to
    sort by, and whether it falls; rows without a value come last either way.
    """

    words: str = ""
    picked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    between: Mapping[str, tuple[float | None, float | None]] = field(default_factory=dict)
    order: tuple[str, bool] | None = None

    @property
    def filters(self) -> int:
        """How many columns are narrowed."""
        limits = sum(low is not None or high is not None for low, high in self.between.values())
        return limits + sum(bool(texts) for texts in self.picked.values())


def score_column(name: str, score: Floats, card: Card, meaning: str = "") -> Column:
    """Scores as their card shows them: numbers on its scale, or grades in their order."""
    if card.display != "grade":
        return Column(name, "score", shown(score, card), meaning, decimals(card))
    codes = np.nan_to_num(grade_codes(score, card), nan=-1.0).astype(np.int32)
    return Column(name, "band", Texts(codes, tuple(grades_of(card))), meaning)


def wanted(columns: Sequence[Column], rows: int, wish: Wish) -> Ints:
    """The positions of the rows that are wanted, in the order that is wanted."""
    held = np.ones(rows, dtype=np.bool_)
    for word in wish.words.lower().split():
        found = np.zeros(rows, dtype=np.bool_)
        for column in columns:
            if isinstance(column.values, Texts):
                found |= _holds(column.values, word)
        held &= found
    for column in columns:
        if isinstance(column.values, Texts):
            if texts := wish.picked.get(column.name):
                held &= _is_one_of(column.values, texts)
        elif not callable(column.values) and column.name in wish.between:
            held &= _lies_between(column.values, *wish.between[column.name])
    at = np.flatnonzero(held)
    return at if wish.order is None else _sorted(columns, at, *wish.order)


def labels_present(column: Column) -> tuple[str, ...]:
    """The different texts of a column in their order; none if they are too many to pick from."""
    texts = column.values
    if not isinstance(texts, Texts) or len(texts.labels) > 20 * MOST_PICKS:
        return ()
    counts = np.bincount(texts.codes + 1, minlength=len(texts.labels) + 1)[1:]
    found = [texts.labels[i] for i in np.flatnonzero(counts).tolist()]
    if len(found) > (MOST_PICKS if column.kind == "band" else min(MOST_PICKS, len(texts) // 2)):
        return ()
    return tuple(found if column.kind == "band" else sorted(found, key=str.lower))


def months_present(column: Column) -> tuple[int, ...]:
    """The different month numbers of a column in their order."""
    if column.kind != "month" or not isinstance(column.values, np.ndarray):
        return ()
    return tuple(n for n in np.unique(column.values).tolist() if n != NEVER)


def as_table(columns: Sequence[Column], at: Ints) -> pa.Table:
    """Some rows as a table, null where a column has no value; a month is written YYYY-MM."""
    return pa.table({column.name: _cells(column, at) for column in columns})


def _holds(texts: Texts, word: str) -> Bools:
    """In which rows the text has the word; whichever is shorter, rows or labels, is read."""
    if len(texts.codes) < len(texts.labels):
        read = [texts.labels[code] if code >= 0 else None for code in texts.codes.tolist()]
        return _has(read, word)
    if not texts.labels:
        return np.zeros(len(texts.codes), dtype=np.bool_)
    return np.asarray((texts.codes >= 0) & _has(texts.labels, word)[texts.codes])


def _has(texts: Sequence[str | None], word: str) -> Bools:
    lower = pc.utf8_lower(pa.array(texts, pa.string()))
    found = pc.fill_null(pc.match_substring(lower, word), False)
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.bool_)


def _is_one_of(texts: Texts, labels: Sequence[str]) -> Bools:
    codes = [i for i, label in enumerate(texts.labels) if label in labels]
    return np.isin(texts.codes, codes)


def _lies_between(values: Floats | Ints, low: float | None, high: float | None) -> Bools:
    known = ~_null(values)
    if low is not None:
        known &= values >= low
    if high is not None:
        known &= values <= high
    return known if low is not None or high is not None else np.ones(len(values), np.bool_)


def _null(values: Floats | Ints) -> Bools:
    return np.isnan(values) if values.dtype.kind == "f" else np.asarray(values == NEVER)


def _sorted(columns: Sequence[Column], at: Ints, name: str, falls: bool) -> Ints:
    """Rows in the order of a column; equals as they came, rows without a value last."""
    values = next((c.values for c in columns if c.name == name), None)
    if values is None or callable(values):
        return at
    kind = next(c.kind for c in columns if c.name == name)
    keys: Floats | Ints
    if isinstance(values, Texts):
        null = values.codes[at] < 0
        keys = np.append(_ranks(values, kind), -1)[values.codes[at]]
    else:
        null, keys = _null(values)[at], values[at]
    known, sizes = at[~null], keys[~null]
    order = np.argsort(-sizes if falls else sizes, kind="stable")
    return np.concatenate([known[order], at[null]])


def _ranks(texts: Texts, kind: Kind) -> Ints:
    """The place of each label in the order of its column."""
    ranks = np.arange(len(texts.labels), dtype=np.int64)
    if kind != "band":
        lower = pc.utf8_lower(pa.array(texts.labels, pa.string()))
        order = np.asarray(pc.sort_indices(lower))
        ranks[order] = np.arange(len(order), dtype=np.int64)
    return ranks


def _cells(column: Column, at: Ints) -> pa.Array:
    values = column.values
    if isinstance(values, Texts):
        labels = values.labels
        read = [labels[code] if code >= 0 else None for code in values.codes[at].tolist()]
        return pa.array(read, pa.string())
    if not isinstance(values, np.ndarray):
        return pa.array(list(values(at)), pa.string())
    if column.kind == "month":
        said = [None if n == NEVER else str(Month(n)) for n in values[at].tolist()]
        return pa.array(said, pa.string())
    if values.dtype.kind == "f":
        return pa.array(values[at], pa.float64(), from_pandas=True)
    return pa.array(values[at])
