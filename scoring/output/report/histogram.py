"""Two histograms over one axis: the scores of the book, and of lost customers as they were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scoring.output.charts.tones import TONES, ToneName
from scoring.output.report.svg import FAINT, INK, WIDTH, box, cut, picture, stroke, words

_LEFT, _END, _TOP, _HIGH, _APART = 44.0, 18.0, 34.0, 110.0, 40.0

Cut = tuple[str, ToneName, float]
"""A band: its name, its tone and the score from which it holds."""

Count = tuple[float, float, int, int]
"""From and up to which score; the accounts of the book, and the lost ones."""


def histogram(title: str, bins: Sequence[Count], bands: Sequence[Cut], lost: str) -> str:
    """The book above, the lost below, dashed lines where a band begins.

    Input: bins of scores within 0 … 100, the bands best first, and the heading of the lower one.
    """
    drawn: list[str] = []
    for place, heading in enumerate(("Customers now", lost)):
        top = _TOP + place * (_HIGH + _APART)
        drawn += _panel(bins, bands, top, heading, place)
    base = _TOP + 2 * _HIGH + _APART
    drawn += [words(_x(s), base + 14, f"{s}", anchor="middle", fill=FAINT) for s in _TICKS]
    drawn += [
        stroke((_x(start), _TOP), (_x(start), base), INK, dashed=True)
        for _, _, start in bands
        if start > 0
    ]
    drawn += _names(bands)
    said = _said("Customers now", bins, 2) + "; " + _said(lost, bins, 3)
    return picture(title, said, base + 24, drawn)


_TICKS: Final = (0, 20, 40, 60, 80, 100)


def _x(score: float) -> float:
    return _LEFT + (WIDTH - _LEFT - _END) * score / 100.0


def _panel(
    bins: Sequence[Count], bands: Sequence[Cut], top: float, heading: str, place: int
) -> list[str]:
    counts = [one[2 + place] for one in bins]
    most, base = max([*counts, 1]), top + _HIGH
    drawn = [
        stroke((_LEFT, base), (WIDTH - _END, base)),
        words(_LEFT - 6, base - _HIGH, f"{most:,}", anchor="end", fill=FAINT),
        words(_LEFT - 6, base, "0", anchor="end", fill=FAINT),
        words(_LEFT, top - 10 if place else base - _HIGH - 26, heading),
    ]
    for (start, stop, *_), count in zip(bins, counts, strict=True):
        tall = _HIGH * count / most
        colour = TONES["churned" if place else _tone(bands, start)].colour
        told = f"{start:g} to {stop:g}: {count:,}"
        drawn.append(box(_x(start) + 1, base - tall, _x(stop) - _x(start) - 2, tall, colour, told))
    return drawn


def _tone(bands: Sequence[Cut], score: float) -> ToneName:
    return next((tone for _, tone, start in bands if start <= score), "none")


def _names(bands: Sequence[Cut]) -> list[str]:
    """The name of each band above its part of the axis, where there is room."""
    drawn, end = [], 100.0
    for name, tone, start in bands:
        room = _x(end) - _x(start)
        said = cut(f"{TONES[tone].sign} {name}", room - 4)
        middle = (_x(start) + _x(end)) / 2
        drawn.append(words(middle, _TOP - 10, said, anchor="middle", fill=FAINT, size=11))
        end = start
    return drawn


def _said(heading: str, bins: Sequence[Count], place: int) -> str:
    counts = [(one[0], one[1], int(one[place])) for one in bins]
    told = ", ".join(f"{start:g} to {stop:g}: {n:,}" for start, stop, n in counts if n)
    return f"{heading}: {told or 'none with a score'}"
