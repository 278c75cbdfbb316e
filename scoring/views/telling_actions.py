"""The lines of a points card's explanation: how often each thing happened, and what it earned."""

from __future__ import annotations

import math

from scoring.kinds.normaliser import plain
from scoring.live.book import Book
from scoring.spec.model import Card
from scoring.spec.parts import Action
from scoring.views import sentences
from scoring.views.closing import closing
from scoring.views.explain import Contribution
from scoring.views.explanation import MetricLine, Value
from scoring.views.facts import facts_of, value_of


def action_lines(
    book: Book, card: Card, row: int, parts: tuple[Contribution, ...], mean: float | None
) -> tuple[MetricLine, ...]:
    """The base and each action of a row; as printed they close to the printed mean."""
    won = None if mean is None else closing([p.won for p in parts], mean)
    base, *earned = parts
    lines = [_base(card, base, None if won is None else won[0])]
    for i, (action, part) in enumerate(zip(card.deeds, earned, strict=True), start=1):
        lines.append(_line(book, card, action, row, part, None if won is None else won[i]))
    return tuple(lines)


def _base(card: Card, part: Contribution, printed: float | None) -> MetricLine:
    rule = f"the points that every account has, above the floor of {plain(card.ends[0])}"
    return MetricLine(
        metric_id=part.metric_id,
        label=part.label,
        measure="",
        reading="",
        rule=rule,
        value=None,
        treated="known",
        points=part.points,
        weight=0.0,
        share=0.0,
        won=None if printed is None else part.won,
        lost=None if printed is None else 0.0,
        won_printed=printed,
        lost_printed=None if printed is None else 0.0,
        sentence=f"Base: {plain(part.points)} points.",
    )


def _line(
    book: Book, card: Card, action: Action, row: int, part: Contribution, printed: float | None
) -> MetricLine:
    read = action.as_metric()
    value: Value
    if read is not None:
        value = value_of(book.column(read), row)
        measure, reading = read.measure, sentences.reading_of(read)
    else:
        value = float(part.points != 0.0)
        when = action.when
        measure = "" if when is None else when.in_words()
        reading = "" if when is None else facts_of(book, card, when, row)
    return MetricLine(
        metric_id=action.id,
        label=action.title,
        measure=measure,
        reading=reading,
        rule=_rule(action),
        value=value,
        treated="left out" if value is None else "known",
        points=None if math.isnan(part.points) else part.points,
        weight=action.points,
        share=0.0,
        won=None if printed is None else part.won,
        lost=None if printed is None else 0.0,
        won_printed=printed,
        lost_printed=None if printed is None else 0.0,
        sentence=sentences.action_sentence(action.title, value, action.points, part.points),
    )


def _rule(action: Action) -> str:
    most = "" if action.at_most is None else f", at most {plain(action.at_most)} times"
    each = "each time" if action.measure else "if so"
    return f"{plain(action.points)} points {each}{most}"
