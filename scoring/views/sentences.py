"""The words of an explanation: a sentence for each thing that happened to a score."""

from __future__ import annotations

import math

from scoring.kinds.naming import spoken
from scoring.kinds.normaliser import plain
from scoring.spec.model import Adjustment, Card, Metric, Pulse, RedFlag
from scoring.spec.scale import of_hundred, show
from scoring.values import Month
from scoring.views.explanation import Treated, Value


def value_text(value: Value) -> str:
    """A raw value for a sentence: a number to four digits, a text as it is, a dash for none."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if value == round(value) or abs(value) >= 1000:
        return f"{value:,.0f}".replace("-", "−")
    return f"{value:.4g}".replace("-", "−")


def signed_text(points: float) -> str:
    """Points with a sign and one decimal: +5.0, −39.2."""
    return f"{points:+.1f}".replace("-", "−")


def percent(share: float) -> str:
    """A share in percent, cut after one decimal: 49.96% never reads as the 50% it is not."""
    return f"{math.floor(share * 1000 + 1e-6) / 10:g}%"


def reading_of(metric: Metric) -> str:
    """What a metric reads of its measure, for instance: latest value, up to 2 months old."""
    words = metric.transform.in_words()
    age = metric.max_age_months
    if age and metric.transform.name == "level":
        words += f", up to {age} {'month' if age == 1 else 'months'} old"
    return words


def treated_words(treated: Treated, points: float | None, value: Value) -> str:
    """What the missing policy did, as a short clause; nothing where the value counts."""
    if treated == "known":
        return ""
    why = "no value" if value is None else "the value counts as missing"
    if treated == "stand-in":
        return f"{why}: {plain(points or 0.0)} points stand in"
    if treated == "refused":
        return f"{why}: the card refuses a score without it"
    return f"{why}: left out, its weight is shared by the others"


def metric_sentence(
    metric: Metric,
    value: Value,
    points: float | None,
    clause: str,
    won: tuple[float, float] | None,
    in_force: float,
) -> str:
    """How a metric's value became points won and lost."""
    read = f"{metric.title}: {spoken(metric.measure)}, {reading_of(metric)}"
    known = f"{read}, is {value_text(value)}" if value is not None else f"{read}, has no value"
    said = f"{known}; {clause}" if clause else known
    if won is None or points is None:
        return f"{said}."
    counted = f"{points:.1f} points × {plain(metric.weight)} of {plain(in_force)}"
    return f"{said}; {counted} = {won[0]:.1f} won, {won[1]:.1f} lost."


def adjustment_sentence(bonus: Adjustment, facts: str, holds: bool) -> str:
    """Whether an adjustment holds, and on which facts."""
    points = f"{'+' if bonus.points >= 0 else '−'}{plain(abs(bonus.points))}"
    verdict = f"holds, {points} points" if holds else "does not hold"
    return f"{bonus.title}: {verdict}. Asked: {bonus.when.in_words()}; here {facts}."


def pulse_sentence(pulse: Pulse, judged: Value, points: float) -> str:
    """What a judgement adds or takes."""
    if judged is None:
        return f"{pulse.title}: none in the last {pulse.lasts} months."
    return f"{pulse.title}: {value_text(judged)}, {signed_text(points)} points."


def action_sentence(label: str, times: Value, each: float, earned: float) -> str:
    """How often something happened, and what that earned."""
    if times is None:
        return f"{label}: no count, so no points."
    return f"{label}: {value_text(times)} × {plain(each)} points = {plain(earned)}."


def cap_sentence(flag: RedFlag, facts: str, holds: bool, binds: bool) -> str:
    """Whether a red flag holds, and whether it is the one that capped."""
    verdict = "does not hold"
    if holds:
        verdict = f"holds and caps the score at {plain(flag.cap)}"
        verdict = verdict if binds else f"holds, but its cap of {plain(flag.cap)} changes nothing"
    return f"{flag.title}: {verdict}. Asked: {flag.when.in_words()}; here {facts}."


def step_sentence(label: str, kind: str, printed: float) -> str:
    """One step from the mean to the score."""
    if kind == "end":
        return f"The score ends at 0 and 100: {signed_text(printed)} points."
    noun = "Red flag" if kind == "cap" else "Adjustment"
    return f"{noun} {label}: {signed_text(printed)} points."


def score_text(score: float, card: Card) -> str:
    """A score on its card's scale and, where that is another one, of 100 as well."""
    if card.display == "percent" or math.isnan(score):
        return show(score, card)
    scale = f"{show(score, card)} of 10" if card.display == "ten" else show(score, card)
    return f"{scale} ({of_hundred(score):.1f} of 100)"


def young_reason(started: Month, month: Month, asked: int) -> str:
    """Why an account is too young."""
    age = month.number - started.number
    months = "month" if age == 1 else "months"
    return f"It has been a customer for {age} {months}; the card scores from {asked} on."


def coverage_reason(coverage: float, floor: float) -> str:
    """Why too little is known."""
    asked = f"{100 * floor:.6g}%"
    return f"{percent(coverage)} of the weight is known; the card asks for at least {asked}."
