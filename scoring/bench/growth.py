"""How each path grows with the accounts: three sizes of a book, and the slope through them."""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from scoring.backtest.trial import Trial
from scoring.bench.many_book import many_book
from scoring.bench.memory import peak_memory
from scoring.output.board_lines import lines_of
from scoring.output.headline import tiles_of
from scoring.spec.edit import with_weight
from scoring.spec.edit_cut import with_alarm_cut
from scoring.spec.model import Card
from scoring.values import Month
from scoring.workbench import (
    DataSet,
    Picture,
    cut_for_capacity,
    cut_sweep,
    overview,
    picture,
    rivals_of,
)
from scoring.workbench.looking_back import looked_back
from scoring.workbench.previewing import picture_in_hand

_RUNS: Final = 7
_SIZES: Final = 3
_ENOUGH: Final = 1_500.0
"""Milliseconds after which a path is not run again."""

Way = Callable[[int], object]


def growth_bench(accounts: int, smallest: int = 0) -> str:
    """Measure and print as a Markdown table.

    Input: how many accounts the largest book has, over 24 months, and the smallest (0: a
    tenth); a third lies between them. Output: text with the CPU time of each path at each size,
    the exponent of its growth (1: twice the accounts take twice as long), and the peak memory.
    """
    small = smallest or max(accounts // 10, 100)
    ratio = (accounts / small) ** (1 / (_SIZES - 1))
    sizes = [round(small * ratio**i) for i in range(_SIZES)]
    found: dict[str, list[float]] = {}
    peaks = []
    for size in sizes:
        for name, ms in _at(size).items():
            found.setdefault(name, []).append(ms)
        peaks.append(peak_memory())
        gc.collect()
    lines = [
        "Growth with the accounts, over 24 months. Median CPU ms of an event; the first picture"
        " and reading the bytes once. Peak memory of the process, the making of the book included:"
        f" {' · '.join(f'{peak / 1e9:.2f}' for peak in peaks)} GB.",
        "",
        f"| path | {' | '.join(f'{size:,} accounts' for size in sizes)} | exponent |",
        f"|---|{'---:|' * (_SIZES + 1)}",
        *(_line(name, times, sizes) for name, times in found.items()),
    ]
    return "\n".join(lines) + "\n"


def slope(sizes: Sequence[float], times: Sequence[float]) -> float:
    """The exponent of growth: the slope of the least squares line through both logarithms."""
    xs, ys = ([math.log(max(one, 1e-9)) for one in side] for side in (sizes, times))
    return statistics.linear_regression(xs, ys).slope


def _line(name: str, times: Sequence[float], sizes: Sequence[int]) -> str:
    told = " | ".join(f"{ms:,.1f}" for ms in times)
    return f"| {name} | {told} | {slope(sizes, times):.2f} |"


def _at(accounts: int) -> dict[str, float]:
    data, card = many_book(accounts)
    month = data.book.frame.months[-1]
    once = _spent(lambda _: picture(data, card, card, month), 0)
    told = {name: _median(way) for name, way in _ways(data, card).items()}
    return {"first picture of the Workbench": once, **told}


def _ways(data: DataSet, card: Card) -> dict[str, Way]:
    month, first = data.book.frame.months[-1], card.active[0].id

    def weight(i: int) -> Card:
        return with_weight(card, first, 90.0 - i)

    def cut(i: int) -> Card:
        return with_alarm_cut(card, 46.0 + i / 2)

    shown = partial(in_hand, data, saved=card, month=month)
    whole = partial(picture, data, saved=card, month=month)
    return {
        "reading the points once": lambda _: _read(data, card),
        "a weight moves: scores of all months": lambda i: data.book.scored(weight(i + 50)),
        "a weight moves: Workbench": lambda i: shown(card=weight(i)),
        "a weight is let go: Workbench": lambda i: whole(card=weight(i)),
        "a cut moves: Workbench": lambda i: shown(card=cut(i)),
        "a cut moves: Lost customers": lambda i: _dragged(data, cut(20 + i), card),
        "a capacity is set: Lost customers": lambda i: _capacity(data, card, i),
        "the book over its months: Portfolio": lambda i: overview(data, weight(i), month),
    }


def in_hand(data: DataSet, card: Card, saved: Card, month: Month) -> Picture:
    """The picture while a slider moves, with the months before the losses that lead the list."""
    seen = picture_in_hand(data, card, saved, month)
    seen.board.strips(lines_of(seen.board, ()))
    return seen


def _read(data: DataSet, card: Card) -> float:
    return sum(float(data.book.pointed(m).points.sum()) for m in card.active)


def _dragged(data: DataSet, card: Card, saved: Card) -> Trial:
    seen = looked_back(data, card, saved)
    tiles_of(seen.trial, seen.trial_saved, seen.near)
    rivals_of(data, card, seen.trial, live=True)
    return seen.trial


def _lost(data: DataSet, card: Card, saved: Card) -> Trial:
    month = data.book.frame.months[-1]
    seen = picture(data, card, saved, month)
    tiles_of(seen.trial, seen.trial_saved)
    cut_sweep(data, card, seen.trial, month)
    rivals_of(data, card, seen.trial)
    return seen.trial


def _capacity(data: DataSet, card: Card, i: int) -> Trial:
    month = data.book.frame.months[-1]
    many = len(data.book.frame.accounts.ids) // 20 + 7 * i
    place = cut_for_capacity(data, card, month, many)
    return _lost(data, with_alarm_cut(card, place), card)


def _median(way: Way) -> float:
    way(_RUNS)  # whatever is made once for the path
    spent: list[float] = []
    while len(spent) < _RUNS and sum(spent) < _ENOUGH:
        spent.append(_spent(way, len(spent)))
    return statistics.median(spent)


def _spent(way: Way, i: int) -> float:
    began = time.process_time()
    way(i)
    return (time.process_time() - began) * 1000
