"""Shares with their intervals: one row each, a dot on a line, and the numbers in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.output.charts.style import ceiling
from scoring.output.charts.tones import TONES, ToneName
from scoring.output.report.svg import FAINT, RULE, WIDTH, cut, dot, picture, stroke, words

_LEFT, _RIGHT, _ROW, _TOP = 150.0, 260.0, 26.0, 20.0


@dataclass(frozen=True, slots=True)
class Row:
    """One share, 0 … 1, with its 95% interval; None where there is none, and `said` says why."""

    name: str
    tone: ToneName
    share: float | None
    low: float | None
    high: float | None
    said: str


def forest(title: str, rows: Sequence[Row], all_together: tuple[float, str] | None = None) -> str:
    """One row a share over a common axis, and a dashed line at that of all together."""
    ends = [v for row in rows for v in (row.share, row.high) if v is not None]
    top = ceiling([*ends, all_together[0] if all_together else 0.0])
    base = _TOP + len(rows) * _ROW
    drawn = []
    for share in (0.0, top / 2, top):
        drawn.append(stroke((_x(share, top), _TOP), (_x(share, top), base)))
        label = f"{100 * share:g}%"
        drawn.append(words(_x(share, top), base + 12, label, anchor="middle", fill=FAINT))
    if all_together:
        x = _x(all_together[0], top)
        drawn.append(stroke((x, _TOP), (x, base), FAINT, dashed=True))
        drawn.append(words(x, _TOP - 10, all_together[1], anchor="middle", fill=FAINT, size=11))
    for place, row in enumerate(rows):
        drawn += _row(row, _TOP + (place + 0.5) * _ROW, top)
    said = "; ".join(f"{row.name}: {row.said}" for row in rows)
    return picture(title, said, base + 24, drawn)


def _x(share: float, top: float) -> float:
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * min(share / top, 1.0)


def _row(row: Row, y: float, top: float) -> list[str]:
    look = TONES[row.tone]
    drawn = [
        words(_LEFT - 8, y, cut(f"{row.name} {look.sign}", _LEFT - 12), anchor="end"),
        words(WIDTH - _RIGHT + 14, y, cut(row.said, _RIGHT - 14)),
    ]
    if row.share is None:
        return drawn
    if row.low is not None and row.high is not None:
        ends = (_x(row.low, top), y), (_x(row.high, top), y)
        drawn.append(stroke(*ends, look.colour, width=3))
    else:
        drawn.append(stroke((_x(0.0, top), y), (_x(row.share, top), y), RULE))
    return [*drawn, dot(_x(row.share, top), y, 5, look.colour, row.said)]
