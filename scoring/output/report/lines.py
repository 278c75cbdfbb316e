"""Lines over months, each told by its colour, its sign and the name at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scoring.output.charts.tones import TONES, ToneName
from scoring.output.report.svg import FAINT, WIDTH, cut, dot, number, path, picture, stroke, words

_LEFT, _RIGHT, _TOP, _HIGH = 44.0, 150.0, 12.0, 170.0


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its name, its tone, and a value (0 or more) for each month; None leaves a gap."""

    name: str
    tone: ToneName
    values: Sequence[float | None]


def lines(title: str, months: Sequence[str], series: Sequence[Series]) -> str:
    """One line a series over the same months, the axis from 0 up.

    Input: months as YYYY-MM in their order, one value of each series for each.
    """
    known = [v for one in series for v in one.values if v is not None]
    top = _ceiling(max([*known, 0.0]))
    drawn = _axes(months, top)
    ends = []
    for one in series:
        colour = TONES[one.tone].colour
        places = [
            None if v is None else (_x(i, len(months)), _y(v, top))
            for i, v in enumerate(one.values)
        ]
        for some in _unbroken(places):
            drawn.append(path(some, colour))
            drawn += [dot(x, y, 2, colour) for x, y in some]
        last = next((p for p in reversed(places) if p is not None), None)
        if last is not None and one.values:
            ends.append((last[1], one))
    drawn += _names(ends)
    said = "; ".join(_said(one, months) for one in series)
    return picture(title, said, _TOP + _HIGH + 30, drawn)


def _ceiling(most: float) -> float:
    """The least of 1, 2, 2.5, 5 times a power of ten that is not below the greatest value."""
    unit = 1.0
    while True:
        for step in (1.0, 2.0, 2.5, 5.0):
            if most <= step * unit:
                return step * unit
        unit *= 10.0


def _x(place: int, months: int) -> float:
    room = WIDTH - _LEFT - _RIGHT
    return _LEFT + (room * place / (months - 1) if months > 1 else room / 2)


def _y(value: float, top: float) -> float:
    return _TOP + _HIGH * (1.0 - value / top)


def _axes(months: Sequence[str], top: float) -> list[str]:
    drawn = []
    for share in (0.0, 0.5, 1.0):
        y = _y(share * top, top)
        drawn.append(stroke((_LEFT, y), (WIDTH - _RIGHT, y)))
        drawn.append(words(_LEFT - 6, y, number(share * top), anchor="end", fill=FAINT))
    every = max(1, -(-len(months) // 8))
    for place in range(len(months) - 1, -1, -every):
        x = _x(place, len(months))
        drawn.append(words(x, _TOP + _HIGH + 16, months[place], anchor="middle", fill=FAINT))
    return drawn


def _unbroken(
    places: Sequence[tuple[float, float] | None],
) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if run]


def _names(ends: Sequence[tuple[float, Series]]) -> list[str]:
    """The names at the ends of the lines, moved apart where they would lie on each other."""
    placed = sorted(ends, key=lambda end: end[0])
    at = [y for y, _ in placed]
    for before, after in pairwise(range(len(at))):
        at[after] = max(at[after], at[before] + 15)
    over = max([*at, 0.0]) - (_TOP + _HIGH)
    at = [y - max(over, 0.0) for y in at]
    drawn = []
    for y, (_, one) in zip(at, placed, strict=True):
        said = cut(f"{TONES[one.tone].sign} {one.name}", _RIGHT - 12)
        drawn.append(words(WIDTH - _RIGHT + 8, y, said))
    return drawn


def _said(one: Series, months: Sequence[str]) -> str:
    known = [(m, v) for m, v in zip(months, one.values, strict=True) if v is not None]
    if not known:
        return f"{one.name}: no value"
    (first, was), (last, now) = known[0], known[-1]
    return f"{one.name}: {number(was)} in {first}, {number(now)} in {last}"
