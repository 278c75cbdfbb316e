"""One account-month is explained in full, so that a page and a command say the same."""

from __future__ import annotations

import math

import numpy as np

from scoring.kinds.condition import Condition, Subject
from scoring.kinds.normalisers.points import AsPoints
from scoring.live.book import Book
from scoring.live.kernel import YOUNG, Scores, band_names
from scoring.spec.model import Card, Metric
from scoring.spec.scale import of_hundred, show
from scoring.values import Column, Month, Texts, rounded_one
from scoring.views import sentences
from scoring.views.closing import closing
from scoring.views.explain import Contribution, contributions, extras
from scoring.views.explanation import (
    AdjustmentLine,
    CapLine,
    Explanation,
    MetricLine,
    Step,
    Treated,
    Value,
)


def explained(book: Book, card: Card, row: int) -> Explanation:
    """Every step of one row of the book's frame under a card that fits it.

    The printed parts close in two stages: mean and steps to the printed score, then the
    points won to the printed mean and the points lost to what that lacks to 100.
    """
    scores, frame = book.scored(card), book.frame
    account, month = int(frame.account[row]), Month(int(frame.month[row]))
    score, coverage = float(scores.score[row]), float(scores.coverage[row])
    parts = contributions(card, scores, row)
    steps, mean = _steps(card, scores, row)
    lines = _metrics(book, card, row, parts, mean)
    in_force = _in_force(card, parts)
    scored = not math.isnan(score)
    band = str(band_names(card)[int(scores.band[row])])
    reasons = () if scored else _reasons(book, card, row, lines, in_force)
    name = frame.accounts.names[account]
    said = f"{sentences.score_text(score, card)}, {band}" if scored else band
    return Explanation(
        card=card.name,
        display=card.display,
        account_id=frame.accounts.ids[account],
        name=name,
        month=month,
        metrics=lines,
        adjustments=_adjustments(book, card, scores, row),
        caps=_caps(book, card, scores, row),
        steps=steps,
        typed=sum(m.weight for m in card.active),
        in_force=in_force,
        coverage=None if math.isnan(coverage) else coverage,
        floor=card.rules.min_coverage,
        mean=float(scores.mean[row]) if scored else None,
        mean_printed=mean,
        score=score if scored else None,
        score_printed=of_hundred(score) if scored else None,
        shown=show(score, card),
        band=band,
        reasons=reasons,
        sentence=f"{name} at the end of {month}: {said}.",
    )


def _steps(card: Card, scores: Scores, row: int) -> tuple[tuple[Step, ...], float | None]:
    """The steps after the mean, and the mean as it is printed above them."""
    score = float(scores.score[row])
    if math.isnan(score):
        return (), None
    found = extras(card, scores, row)
    exact = [float(scores.mean[row]), *(e.points for e in found)]
    mean, *printed = closing(exact, of_hundred(score))
    return tuple(
        Step(e.label, e.kind, e.points, p, sentences.step_sentence(e.label, e.kind, p))
        for e, p in zip(found, printed, strict=True)
    ), mean


def _metrics(
    book: Book, card: Card, row: int, parts: tuple[Contribution, ...], mean: float | None
) -> tuple[MetricLine, ...]:
    won: tuple[float, ...] | None = None
    lost: tuple[float, ...] | None = None
    if mean is not None:
        won = closing([p.won for p in parts], mean)
        lost = closing([p.lost for p in parts], round(100.0 - mean, 1))
    in_force = _in_force(card, parts)
    lines: list[MetricLine] = []
    for i, (metric, part) in enumerate(zip(card.active, parts, strict=True)):
        value = _value(book.column(metric), row)
        treated = _treated(metric, book.column(metric), row)
        points = None if math.isnan(part.points) else part.points
        clause = sentences.treated_words(treated, points, value)
        counted = None if won is None or lost is None else (won[i], lost[i])
        lines.append(
            MetricLine(
                metric_id=metric.id,
                label=metric.title,
                measure=metric.measure,
                reading=sentences.reading_of(metric),
                rule=metric.normaliser.in_words(),
                value=value,
                treated=treated,
                points=points,
                weight=metric.weight,
                share=part.share,
                won=part.won if counted else None,
                lost=part.lost if counted else None,
                won_printed=counted[0] if counted else None,
                lost_printed=counted[1] if counted else None,
                sentence=sentences.metric_sentence(
                    metric, value, points, clause, counted, in_force
                ),
            )
        )
    return tuple(lines)


def _in_force(card: Card, parts: tuple[Contribution, ...]) -> float:
    known = zip(card.active, parts, strict=True)
    return sum(metric.weight for metric, part in known if not math.isnan(part.points))


def _treated(metric: Metric, column: Column, row: int) -> Treated:
    """Whether the metric's own value counts; if not, what its policy did."""
    known = _value(column, row) is not None
    if known and not metric.normaliser.looks_around:
        known = not math.isnan(float(metric.normaliser.apply(_one(column, row))[0]))
    if known:
        return "known"
    if metric.missing.points is not None:
        return "stand-in"
    return "refused" if metric.missing.policy == "refuse" and metric.weight > 0 else "left out"


def _one(column: Column, row: int) -> Column:
    if isinstance(column, Texts):
        return Texts(column.codes[row : row + 1], column.labels)
    return np.asarray(column[row : row + 1])


def _value(column: Column, row: int) -> Value:
    if isinstance(column, Texts):
        code = int(column.codes[row])
        return column.labels[code] if code >= 0 else None
    number = float(column[row])
    return None if math.isnan(number) else number


def _adjustments(book: Book, card: Card, scores: Scores, row: int) -> tuple[AdjustmentLine, ...]:
    lines: list[AdjustmentLine] = []
    for bonus in card.bonuses:
        holds, facts = (
            bool(scores.verdicts.bonuses[bonus.id][row]),
            _facts(book, card, bonus.when, row),
        )
        said = sentences.adjustment_sentence(bonus, facts, holds)
        asked = bonus.when.in_words()
        lines.append(AdjustmentLine(bonus.id, bonus.title, asked, facts, bonus.points, holds, said))
    return tuple(lines)


def _caps(book: Book, card: Card, scores: Scores, row: int) -> tuple[CapLine, ...]:
    lines: list[CapLine] = []
    for position, flag in enumerate(card.flags):
        holds, facts = bool(scores.verdicts.flags[flag.id][row]), _facts(book, card, flag.when, row)
        binds = int(scores.capped[row]) == position
        said = sentences.cap_sentence(flag, facts, holds, binds)
        asked = flag.when.in_words()
        lines.append(CapLine(flag.id, flag.title, asked, facts, flag.cap, holds, binds, said))
    return tuple(lines)


def _facts(book: Book, card: Card, when: Condition, row: int) -> str:
    """What a condition looked at, for instance: days_overdue is 41, plan is Pro."""
    seen = {name: _fact(book, card, (sort, name), row) for sort, name in when.subjects()}
    return ", ".join(
        f"{name} is {sentences.value_text(value)}" if value is not None else f"{name} has no value"
        for name, value in seen.items()
    )


def _fact(book: Book, card: Card, subject: Subject, row: int) -> Value:
    sort, name = subject
    if sort == "dimension":
        return _value(book.frame.accounts.dimensions[name], int(book.frame.account[row]))
    if sort == "metric":
        return _value(book.column(card.metric(name)), row)
    plain = Metric(id="fact", measure=name, normaliser=AsPoints(kind="points"), weight=0)
    return _value(book.column(plain), row)


def _reasons(
    book: Book, card: Card, row: int, lines: tuple[MetricLine, ...], in_force: float
) -> tuple[str, ...]:
    """Why there is no score: every reason that holds."""
    scores, frame = book.scored(card), book.frame
    coverage = float(scores.coverage[row])
    reasons: list[str] = []
    if int(scores.band[row]) == YOUNG:
        started = Month(int(frame.accounts.started[frame.account[row]]))
        month, asked = Month(int(frame.month[row])), card.rules.min_tenure_months
        reasons.append(sentences.young_reason(started, month, asked))
    refused = [line.label for line in lines if line.treated == "refused"]
    reasons += [
        f"{label} has no value, and the card refuses a score without it." for label in refused
    ]
    if math.isnan(coverage):
        reasons.append("All weights are 0, so there is nothing to weigh.")
    elif coverage < rounded_one(card.rules.min_coverage):
        reasons.append(sentences.coverage_reason(coverage, card.rules.min_coverage))
    elif in_force <= 0:
        reasons.append("No metric that carries weight has points.")
    return tuple(reasons)
