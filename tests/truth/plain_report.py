"""What is odd about rows, found by plain loops over plain rows, as the quality report words it."""

from __future__ import annotations

import math
import re
import statistics
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

Cells = Mapping[tuple[str, str], Any]
"""The known values of a column by account and month, such as ('A01', '2024-03')."""

Told = tuple[str, str, int, tuple[str, ...]]
"""What a finding says: its kind, of what, how many, and its examples."""


def named(key: tuple[str, str], value: Any) -> str:
    return f"'{key[0]}' {key[1]}: {f'{value:.6g}' if isinstance(value, float) else value}"


def newest(keys: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The last months first, within one by account; three of them."""
    return sorted(sorted(keys), key=lambda key: key[1], reverse=True)[:3]


def number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])


def gaps(keys: Sequence[tuple[str, str]]) -> Iterator[Told]:
    """`keys` are the accounts and months of all rows."""
    of: dict[str, list[str]] = defaultdict(list)
    for account, month in keys:
        of[account].append(month)
    found = []
    for account, months in of.items():
        lacks = number(max(months)) - number(min(months)) + 1 - len(months)
        if lacks:
            told = f"'{account}' lacks {lacks} between {min(months)} and {max(months)}"
            found.append((-lacks, account, told))
    if found:
        yield "gaps", "snapshots", len(found), tuple(told for *_, told in sorted(found)[:3])


def empty_months(keys: Sequence[tuple[str, str]], columns: Mapping[str, Cells]) -> Iterator[Told]:
    silent: dict[tuple[str, ...], int] = {}
    for cells in columns.values():
        if 2 * len(cells) < len(keys):
            continue
        filled = {month for _, month in cells}
        months = tuple(sorted({month for _, month in keys} - filled))
        if months:
            silent.setdefault(months, 0)
    for months in silent:
        yield "empty_months", "snapshots", len(months), months[:3]


def constant(name: str, cells: Cells) -> Iterator[Told]:
    if len(cells) < 20:
        return
    ((usual, times),) = Counter(cells.values()).most_common(1)
    if times * 100 >= 95 * len(cells):
        others = newest([key for key, value in cells.items() if value != usual])
        yield "constant", name, times, tuple(named(k, cells[k]) for k in others)


def static(name: str, cells: Cells) -> Iterator[Told]:
    """The spread within accounts is less than a twentieth of the whole, reckoned in fractions."""
    own: dict[str, list[Fraction]] = defaultdict(list)
    for (account, _), value in cells.items():
        own[account].append(Fraction(value))
    everything = [value for values in own.values() for value in values]
    if len(set(everything)) < 2:
        return
    within = sum(_squares(values) for values in own.values())
    if 400 * within < _squares(everything):
        yield "static", name, len(cells), tuple(named(k, cells[k]) for k in newest([*cells]))


def _squares(values: list[Fraction]) -> Fraction:
    mean = sum(values, Fraction(0)) / len(values)
    return sum(((value - mean) ** 2 for value in values), Fraction(0))


def impossible(name: str, cells: Cells) -> Iterator[Told]:
    def odd(kind: str, keys: list[tuple[str, str]]) -> Iterator[Told]:
        if 0 < 50 * len(keys) <= len(cells):
            yield kind, name, len(keys), tuple(named(k, cells[k]) for k in newest(keys))

    yield from odd("below_0", [key for key, value in cells.items() if value < 0])
    shares = sum(0 < value < 1 for value in cells.values())
    if 2 * shares >= len(cells):
        yield from odd("above_1", [key for key, value in cells.items() if value > 1])


def unit_jumps(name: str, cells: Cells) -> Iterator[Told]:
    of: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (account, month), value in sorted(cells.items()):
        if value > 0:
            of[account].append((month, math.log(value)))
    steps = [
        abs(after - before)
        for months in of.values()
        for (_, before), (_, after) in pairwise(months)
    ]
    far = max(8 * statistics.median(steps), math.log(10)) if steps else math.log(10)
    found = []
    for account, months in of.items():
        for i, (month, own) in enumerate(months):
            beside = [x for _, x in [*months[max(0, i - 2) : i], *months[i + 1 : i + 3]]]
            last = i == len(months) - 1
            if len(beside) < 2:
                continue
            if own - max(beside) > far or (min(beside) - own > far and not last):
                found.append((-abs(own - min(beside)), account, month))
    if 0 < len(found) <= 0.005 * sum(len(months) for months in of.values()):
        keys = [(account, month) for _, account, month in sorted(found)[:3]]
        yield "unit_jumps", name, len(found), tuple(named(k, cells[k]) for k in keys)


def signed_numbers(name: str, cells: Cells) -> Iterator[Told]:
    found: Counter[str] = Counter()
    for text in cells.values():
        bare = re.sub("[$€£¥₹%]|USD|EUR|GBP|CHF|[ \u00a0\u202f]", "", text)
        if bare != text and re.fullmatch("[+-]?[0-9][0-9.,]*", bare):
            found[text] += 1
    if found and 2 * found.total() >= len(cells):
        often = sorted(found, key=lambda text: (-found[text], text))[:3]
        yield "signed_numbers", name, found.total(), tuple(repr(text) for text in often)


def spellings(name: str, cells: Cells) -> Iterator[Told]:
    same: dict[str, Counter[str]] = defaultdict(Counter)
    for text in cells.values():
        plain = unicodedata.normalize("NFD", text).lower()
        same[re.sub("[^a-z0-9]", "", plain)][text] += 1
    several = [(-texts.total(), " · ".join(sorted(texts))) for texts in same.values()]
    several = [one for one, texts in zip(several, same.values(), strict=True) if len(texts) > 1]
    if several:
        yield "spellings", name, len(several), tuple(told for _, told in sorted(several)[:3])


OF_NUMBERS: tuple[Callable[[str, Cells], Iterator[Told]], ...] = (
    constant,
    static,
    impossible,
    unit_jumps,
)
OF_TEXTS: tuple[Callable[[str, Cells], Iterator[Told]], ...] = (constant, signed_numbers, spellings)
