"""The months before each loss, a row a customer: its band as a coloured cell with its sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.output.charts.tones import TONES, ToneName
from scoring.output.report.bars import legend
from scoring.output.report.svg import FAINT, INK, WIDTH, box, cut, picture, stroke, words

_LEFT, _RIGHT, _ROW, _TOP = 170.0, 190.0, 20.0, 22.0


@dataclass(frozen=True, slots=True)
class Strip:
    """One lost customer: its name, the tones of its months, the oldest first, and its verdict.

    A month is None where there is no row; `words` says for each month what it shows.
    """

    name: str
    tones: Sequence[ToneName | None]
    words: Sequence[str]
    verdict: str


def strips(title: str, rows: Sequence[Strip], lead: int, names: Mapping[str, ToneName]) -> str:
    """One row a customer, all up to the notice; a line where the time to act ends.

    Input: strips of the same number of months; the lead in months, 0 for no line; the tone
    of each band by its name.
    """
    months = len(rows[0].tones) if rows else 0
    wide = (WIDTH - _LEFT - _RIGHT) / max(months, 1)
    base = _TOP + len(rows) * _ROW
    drawn = [
        words(_LEFT, _TOP - 11, f"{months} months before", fill=FAINT, size=11),
        words(WIDTH - _RIGHT, _TOP - 11, "notice", anchor="end", fill=FAINT, size=11),
    ]
    for place, row in enumerate(rows):
        y = _TOP + place * _ROW
        drawn.append(words(_LEFT - 8, y + _ROW / 2, cut(row.name, _LEFT - 12), anchor="end"))
        drawn.append(words(WIDTH - _RIGHT + 8, y + _ROW / 2, cut(row.verdict, _RIGHT - 8)))
        for month, tone in enumerate(row.tones):
            if tone is not None:
                drawn.append(_cell(_LEFT + month * wide, y, wide, tone, row.words[month]))
    if 0 < lead < months:
        x = _LEFT + (months - lead) * wide
        drawn.append(stroke((x, _TOP - 4), (x, base), INK, width=1.5))
    said = "; ".join(f"{row.name}: {row.verdict}" for row in rows)
    below, height = legend(names, base + 10, _LEFT)
    return picture(title, said, base + 10 + height, [*drawn, *below])


def _cell(x: float, y: float, wide: float, tone: ToneName, told: str) -> str:
    look = TONES[tone]
    filled = box(x + 0.5, y + 1.5, wide - 1, _ROW - 3, look.colour, told)
    if wide < 9:
        return filled
    sign = words(x + wide / 2, y + _ROW / 2, look.sign, anchor="middle", fill=look.ink, size=8)
    return filled + sign
