"""Stacked bars: how each whole divides into bands, by width, sign and number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.output.charts.tones import TONES, ToneName
from scoring.output.report.svg import CHARACTER, FAINT, WIDTH, box, cut, picture, words

_LEFT, _RIGHT, _ROW, _THICK, _TOP = 150.0, 110.0, 34.0, 24.0, 4.0


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: the name of its band, its tone, its amount (0 or more) and its number."""

    name: str
    tone: ToneName
    amount: float
    said: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One whole: its name, its parts from left to right, and what stands at its end."""

    name: str
    parts: Sequence[Part]
    end: str


def bars(title: str, wholes: Sequence[Bar]) -> str:
    """One row a bar, each as wide as the others, and below what colours and signs mean."""
    drawn, room = [], WIDTH - _LEFT - _RIGHT
    for place, bar in enumerate(wholes):
        top = _TOP + place * _ROW
        middle, x = top + _THICK / 2, _LEFT
        drawn.append(words(_LEFT - 8, middle, cut(bar.name, _LEFT - 12), anchor="end"))
        whole = sum(part.amount for part in bar.parts)
        for part in bar.parts:
            width = room * part.amount / whole if whole else 0.0
            drawn.append(_part(x, top, width, part))
            x += width
        drawn.append(words(WIDTH - _RIGHT + 8, middle, cut(bar.end, _RIGHT - 8)))
    names = {part.name: part.tone for bar in wholes for part in bar.parts}
    y = _TOP + len(wholes) * _ROW + 8
    below, height = legend(names, y)
    said = "; ".join(
        f"{bar.name}: " + ", ".join(f"{part.name} {part.said}" for part in bar.parts)
        for bar in wholes[:12]
    )
    return picture(title, said, y + height, [*drawn, *below])


def _part(x: float, top: float, width: float, part: Part) -> str:
    look = TONES[part.tone]
    drawn = box(x, top, max(width - 1, 0.0), _THICK, look.colour, f"{part.name}: {part.said}")
    for said in (f"{look.sign} {part.said}", look.sign):
        if width > CHARACTER * len(said) + 8:
            middle = top + _THICK / 2
            return drawn + words(x + width / 2, middle, said, anchor="middle", fill=look.ink)
    return drawn


def legend(names: Mapping[str, ToneName], y: float, left: float = _LEFT) -> tuple[list[str], float]:
    """What each colour and sign means, in as many lines as it takes, and their height."""
    drawn, x, top = [], left, y
    for name, tone in names.items():
        look, said = TONES[tone], cut(name, 300)
        width = CHARACTER * len(said) + 40
        if x > left and x + width > WIDTH:
            x, top = left, top + 20
        drawn.append(box(x, top, 14, 14, look.colour))
        drawn.append(words(x + 7, top + 7, look.sign, anchor="middle", fill=look.ink, size=9))
        drawn.append(words(x + 20, top + 7, said, fill=FAINT))
        x += width
    return drawn, top - y + 22
