"""One account-month is explained in full, so that a page and a command say the same."""

from __future__ import annotations

import math

import numpy as np

from scoring.kinds.naming import spoken
from scoring.live.book import Book
from scoring.live.frame import Frame
from scoring.live.kernel import UNPINNED, YOUNG, Scores, band_names
from scoring.spec.model import PULSE, UNMATCHED, Card, Metric
from scoring.spec.scale import of_hundred, show
from scoring.values import Column, Month, Texts, rounded_one
from scoring.views import sentences
from scoring.views.closing import closing
from scoring.views.explain import Contribution, contributions, effective_card, extras
from scoring.views.explanation import (
    AdjustmentLine,
    CapLine,
    Explanation,
    MetricLine,
    Step,
    Treated,
)
from scoring.views.facts import facts_of, value_of
from scoring.views.telling_actions import action_lines


def explained(book: Book, card: Card, row: int) -> Explanation:
    """Every step of one row of the book's frame under a card that fits it.

    The printed parts close in two stages: mean and steps to the printed score, then the
    points won to the printed mean and the points lost to what that lacks to 100.
    """
    scores, frame = book.scored(card), book.frame
    parts, variant = contributions(card, scores, row), _variant(card, scores, row)
    pin = _pin(book, card, scores, row)
    card = effective_card(card, scores, row)
    score, coverage = float(scores.score[row]), float(scores.coverage[row])
    scored, band = not math.isnan(score), str(band_names(card)[scores.standing[row]])
    steps, mean = _steps(card, scores, row)
    lines = _lines(book, card, row, parts, mean)
    return Explanation(
        card=card.name,
        kind=card.kind,
        variant=variant,
        display=card.display,
        account_id=frame.accounts.ids[int(frame.account[row])],
        name=frame.accounts.names[int(frame.account[row])],
        month=Month(int(frame.month[row])),
        metrics=lines,
        adjustments=_adjustments(book, card, scores, row),
        caps=_caps(book, card, scores, row),
        steps=steps,
        typed=sum(m.weight for m in card.active) or sum(abs(a.points) for a in card.deeds),
        in_force=_in_force(card, parts),
        coverage=None if math.isnan(coverage) else coverage,
        floor=card.rules.min_coverage,
        mean=float(scores.mean[row]) if scored else None,
        mean_printed=mean,
        score=score if scored else None,
        score_printed=of_hundred(score) if scored else None,
        shown=show(score, card),
        raw=None if scores.raw is None else float(scores.raw[row]),
        ends=card.ends if card.kind == "points" else None,
        band=band,
        band_of_score=str(band_names(card)[scores.band[row]]),
        pinned=pin,
        reasons=() if scored else _reasons(scores, frame, card, row, lines),
    )


def _lines(
    book: Book, card: Card, row: int, parts: tuple[Contribution, ...], mean: float | None
) -> tuple[MetricLine, ...]:
    told = action_lines if card.kind == "points" else _metrics
    return told(book, card, row, parts, mean)


def _variant(card: Card, scores: Scores, row: int) -> str | None:
    """The name of the variant that scored a row; None for the card itself."""
    at = UNMATCHED if scores.variant is None else int(scores.variant[row])
    return None if at == UNMATCHED else card.variants[at].name


def _pin(book: Book, card: Card, scores: Scores, row: int) -> str | None:
    """The reason of the pin that sets the row's band; None where none does."""
    if scores.pinned is None or int(scores.pinned[row]) == UNPINNED:
        return None
    reason = value_of(book.judgement(card)[1], row)
    return None if reason is None else str(reason)


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
        value = value_of(book.column(metric), row)
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
    if card.kind == "points":
        return 0.0
    known = zip(card.active, parts, strict=True)
    return sum(metric.weight for metric, part in known if not math.isnan(part.points))


def _treated(metric: Metric, column: Column, row: int) -> Treated:
    """Whether the metric's own value counts; if not, what its policy did."""
    known = value_of(column, row) is not None
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


def _adjustments(book: Book, card: Card, scores: Scores, row: int) -> tuple[AdjustmentLine, ...]:
    lines: list[AdjustmentLine] = []
    pulse, nudge = card.pushes, scores.verdicts.nudge
    if pulse is not None and nudge is not None:
        judged = value_of(book.judgement(card)[0], row)
        asked, points = (
            f"{spoken(pulse.measure)} not older than {pulse.lasts} months",
            float(nudge[row]),
        )
        facts = f"{spoken(pulse.measure)} is {sentences.value_text(judged)}"
        said = sentences.pulse_sentence(pulse, judged, points)
        held = judged is not None
        lines.append(AdjustmentLine(PULSE, pulse.title, asked, facts, points, held, said))
    for bonus in card.bonuses:
        holds, facts = (
            bool(scores.verdicts.bonuses[bonus.id][row]),
            facts_of(book, card, bonus.when, row),
        )
        said = sentences.adjustment_sentence(bonus, facts, holds)
        asked = bonus.when.in_words()
        lines.append(AdjustmentLine(bonus.id, bonus.title, asked, facts, bonus.points, holds, said))
    return tuple(lines)


def _caps(book: Book, card: Card, scores: Scores, row: int) -> tuple[CapLine, ...]:
    lines: list[CapLine] = []
    for position, flag in enumerate(card.flags):
        holds, facts = (
            bool(scores.verdicts.flags[flag.id][row]),
            facts_of(book, card, flag.when, row),
        )
        binds = int(scores.capped[row]) == position
        said = sentences.cap_sentence(flag, facts, holds, binds)
        asked = flag.when.in_words()
        lines.append(CapLine(flag.id, flag.title, asked, facts, flag.cap, holds, binds, said))
    return tuple(lines)


def _reasons(
    scores: Scores,
    frame: Frame,
    card: Card,
    row: int,
    lines: tuple[MetricLine, ...],
) -> tuple[str, ...]:
    """Why there is no score: every reason that holds."""
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
    elif card.kind == "weighted" and not any(m.weight for m in lines if m.points is not None):
        reasons.append("No metric that carries weight has points.")
    return tuple(reasons)
