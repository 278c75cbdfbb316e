"""What stands in the bars and fields of the segments: shares and amounts with what they rest on."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scoring.backtest.by_group import Group
from scoring.backtest.figure import Figure
from scoring.live.crossing import Crossing
from scoring.output.charts.segment_bands import Line, Part
from scoring.output.charts.segment_heat import Field
from scoring.output.charts.tones import ToneName, tone
from scoring.output.figures import count, money, money_or_dash, share
from scoring.output.headline import counted, whole_percent
from scoring.spec.model import Card
from scoring.spec.scale import show
from scoring.values import NOT_SCORED, ONBOARDING
from scoring.views.segments import Segment


@dataclass(frozen=True, slots=True)
class Told:
    """What a field says: its figure for the shade (None: none), text, n, all in words, grey."""

    value: float | None
    text: str
    small: str
    words: str
    grey: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One cell with its accounts today and its past cases; either may be missing."""

    segment: Segment | None
    group: Group | None


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that a heatmap can show: its name, its tone, and how to tell it of a cell.

    `top` is the value of the darkest field; None takes the highest there is.
    """

    label: str
    tone: ToneName
    tell: Callable[[Pair, Card, str | None], Told | None]
    top: float | None = None


def _flagged(pair: Pair, card: Card, currency: str | None) -> Told | None:
    del card, currency
    one = pair.segment
    if one is None:
        return None
    of = f"{count(one.flagged)} of {count(one.accounts)}"
    text = share(one.flagged, one.accounts)
    return Told(one.flagged / one.accounts, text, of, f"{of} accounts flagged · {text}")


def _at_risk(pair: Pair, card: Card, currency: str | None) -> Told | None:
    del card
    one = pair.segment
    if one is None or currency is None:
        return None
    amount, whole = money(one.flagged_arr, currency), money(one.arr, currency)
    part = share(one.flagged_arr, one.arr)
    return Told(one.flagged_arr, amount, f"of {whole}", f"{amount} of {whole} · {part}")


def _mean(pair: Pair, card: Card, currency: str | None) -> Told | None:
    del currency
    one = pair.segment
    if one is None:
        return None
    scored = one.accounts - one.counts[-1] - one.counts[-2]
    if math.isnan(one.mean):
        text, why = (
            ("–", "nobody is scored") if not scored else (f"{one.rulers} variants", _rulers(one))
        )
        return Told(None, text, "", why, grey=True)
    of = f"{count(scored)} scored"
    return Told(one.mean / 100.0, show(one.mean, card), of, f"mean {show(one.mean, card)}, {of}")


def _rulers(one: Segment) -> str:
    return f"{one.rulers} variants scored these accounts: no common average"


def _past(figure: Figure, hits: float, group: Group) -> Told:
    if figure.estimate is None:
        return Told(None, "–", f"{count(group.lost)} lost", figure.why, grey=True)
    of = f"{count(hits)} of {count(figure.n)}"
    text = whole_percent(figure.estimate)
    return Told(figure.estimate, text, of, counted(hits, figure), group.grey)


def _churn(pair: Pair, card: Card, currency: str | None) -> Told | None:
    del card, currency
    group = pair.group
    return None if group is None else _past(group.rate, group.lost, group)


def _caught(pair: Pair, card: Card, currency: str | None) -> Told | None:
    del card, currency
    group = pair.group
    if group is None:
        return None
    figure = group.caught
    return _past(figure, (figure.estimate or 0.0) * figure.n, group)


MEASURES: Final[Mapping[str, Measure]] = {
    "flagged": Measure("Flagged accounts", "bad", _flagged),
    "arr": Measure("ARR at risk", "bad", _at_risk),
    "mean": Measure("Mean score", "good", _mean, 1.0),
    "churn": Measure("Churn rate", "churned", _churn),
    "caught": Measure("Losses caught", "accent", _caught, 1.0),
}
"""The figures of the heatmap, each in one line."""


def fields(
    crossed: Crossing,
    segments: Sequence[Segment],
    groups: Sequence[Group],
    measure: Measure,
    card: Card,
    currency: str | None,
) -> list[Field]:
    """The fields of a heatmap, for every cell that has an account or a case."""
    book, past = {s.cell: s for s in segments}, {g.code: g for g in groups}
    told = {
        cell: found
        for cell in sorted({*book, *past})
        if (found := measure.tell(Pair(book.get(cell), past.get(cell)), card, currency))
    }
    seen = [one.value for one in told.values() if one.value is not None and not one.grey]
    top = measure.top or max(seen, default=0.0) or 1.0
    return [
        Field(
            cell,
            *_place(crossed, cell),
            crossed.title(cell),
            0.0 if one.grey else (one.value or 0.0) / top,
            one.text,
            one.small,
            one.words,
            one.grey,
        )
        for cell, one in told.items()
    ]


def _place(crossed: Crossing, cell: int) -> tuple[int, int]:
    places = crossed.places(cell)
    return places[0], places[1] if len(places) > 1 else 0


def lines(
    crossed: Crossing,
    segments: Sequence[Segment],
    card: Card,
    currency: str | None,
    by_arr: bool = False,
) -> list[Line]:
    """The bars of the segments, by accounts or by ARR."""
    bands: list[tuple[str, ToneName]] = [(band.name, tone(band.tone)) for band in card.bands]
    bands += [(ONBOARDING, "none"), (NOT_SCORED, "none")]
    return [
        Line(
            one.cell,
            crossed.title(one.cell),
            " · ".join(filter(None, (count(one.accounts), _amount(one.arr, currency)))),
            [
                _part(band, value, whole, currency if by_arr else None)
                for band, value in zip(bands, values, strict=True)
            ],
        )
        for one in segments
        for values, whole in [(one.amounts, one.arr) if by_arr else (one.counts, one.accounts)]
    ]


def _amount(arr: float, currency: str | None) -> str:
    return "" if currency is None else money_or_dash(arr, currency)


def _part(band: tuple[str, ToneName], value: float, whole: float, currency: str | None) -> Part:
    text = count(value) if currency is None else money(value, currency)
    return Part(*band, float(value), f"{text} · {share(value, whole)}")
