"""A figure of a back-test in one line: the number, its interval and its n, or the words instead."""

from __future__ import annotations

from scoring.backtest.figure import Figure
from scoring.output.figures import count
from scoring.views.sentences import percent


def said(figure: Figure, number: bool = False, signed: bool = False) -> str:
    """A figure with its interval and its n, or the words in its place.

    It is written as a share in percent, as a `number` with one decimal, or `signed` in points.
    """
    if figure.estimate is None:
        return figure.why
    write = _tenths if number else _points if signed else percent
    interval = ""
    if figure.low is not None and figure.high is not None:
        interval = f" [{write(figure.low)}, {write(figure.high)}]"
    why = f" {figure.why}" if figure.why else ""
    return f"{write(figure.estimate)}{interval}, n = {count(figure.n)}.{why}"


def _points(share: float) -> str:
    return f"{100 * share:+.1f} points"


def _tenths(number: float) -> str:
    return f"{number:.1f}"
