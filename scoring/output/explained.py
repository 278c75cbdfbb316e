"""An explanation as a page of text, and as plain data for a program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from scoring.kinds.naming import spoken
from scoring.kinds.normaliser import plain
from scoring.views.explanation import Explanation, MetricLine
from scoring.views.sentences import percent, signed_text, treated_words, value_text

_WIDEST: Final = 34
_RULE: Final = "-" * 5


def explanation_data(told: Explanation) -> dict[str, Any]:
    """The explanation as plain data with stable keys, those of `Explanation` and its parts.

    The month is YYYY-MM; what there is none of is null, never left out.
    """
    return asdict(told) | {"month": str(told.month), "sentence": told.sentence}


def explanation_text(told: Explanation) -> str:
    """The explanation as aligned lines that end in a line break; as printed they close."""
    lines = [
        told.sentence.removesuffix("."),
        f"Account {told.account_id}, card {told.card}{_variant(told)}. {_known(told)}",
        *(f"No score: {reason}" for reason in told.reasons),
        "",
        *_table(told),
        *_listed("Adjustments", [a.sentence for a in told.adjustments]),
        *_listed("Red flags", [c.sentence for c in told.caps]),
        *_listed("How values became points", _rules(told)),
    ]
    return "".join(f"{_visible(line).rstrip()}\n" for line in lines)


def _variant(told: Explanation) -> str:
    return f", variant {told.variant}" if told.variant else ""


def _known(told: Explanation) -> str:
    if told.kind == "points" and told.coverage is not None:
        asked = f"{100 * told.floor:.6g}%"
        return f"{percent(told.coverage)} of the points at stake are counted; {asked} is asked for."
    if told.coverage is None:
        return "No metric carries weight."
    asked = f"{100 * told.floor:.6g}%"
    return f"{percent(told.coverage)} of the weight is known; at least {asked} is asked for."


def _table(told: Explanation) -> Iterator[str]:
    """One line a metric, then the steps from the mean to the score."""
    if told.kind == "points":
        yield from _sum(told)
        return
    name = min(_WIDEST, max(len("Weighted mean"), *(len(m.label) for m in told.metrics)))
    value = min(14, max(0, *(len(value_text(m.value)) for m in told.metrics)))
    weight = max(0, *(len(plain(m.weight)) for m in told.metrics))
    widths = (name, value, weight, len(plain(told.in_force)))
    yield from (_metric(line, widths, told.in_force) for line in told.metrics)
    if told.score_printed is None or told.mean_printed is None:
        return
    margin = name + value + weight + widths[3] + 26
    lost = f"{100 - told.mean_printed:>5.1f}"
    yield f"{'':{margin}}{_RULE}      {_RULE}"
    yield f"{'Weighted mean':{margin}}{told.mean_printed:>5.1f}      {lost}"
    for step in told.steps:
        label = f"Red flag: {step.label}" if step.kind == "cap" else step.label
        yield f"{_cut(label, margin - 2):{margin}}{signed_text(step.printed):>5}"
    other = f"      {told.shown} {_scale(told)}" if told.display != "percent" else ""
    yield f"{'Score':{margin}}{told.score_printed:>5.1f}{other}"


def _sum(told: Explanation) -> Iterator[str]:
    """One line an action, the sum, and the way from the sum to the score."""
    name = min(_WIDEST, max(len("Sum of points"), *(len(m.label) for m in told.metrics)))
    for line in told.metrics:
        times = "" if line.measure == "" else f"{value_text(line.value)} × {plain(line.weight)} ="
        earned = "–" if line.points is None else plain(line.points + 0.0)  # no -0
        won = "" if line.won_printed is None else f"{line.won_printed:>10.1f}"
        yield f"{_cut(line.label, name):{name}}  {times:>18} {earned:>8}{won}"
    if told.raw is None or told.ends is None:
        return
    margin = name + 21
    yield f"{'':{margin}}{'-' * 8}{'' if told.mean is None else '     -----'}"
    mean = "" if told.mean_printed is None else f"{told.mean_printed:>10.1f}"
    yield f"{'Sum of points':{margin}}{plain(told.raw):>8}{mean}"
    if told.score_printed is None:
        return
    for step in told.steps:
        label = f"Red flag: {step.label}" if step.kind == "cap" else step.label
        yield f"{_cut(label, margin + 6):{margin + 8}}{signed_text(step.printed):>10}"
    other = f"   {told.shown} {_scale(told)}" if told.display != "percent" else ""
    yield f"{'Score':{margin + 8}}{told.score_printed:>10.1f}{other}"
    floor, ceiling = (plain(end) for end in told.ends)
    yield f"A sum of {floor} is a score of 0, a sum of {ceiling} one of 100."


def _scale(told: Explanation) -> str:
    return "of 10" if told.display == "ten" else "as a grade"


def _metric(line: MetricLine, widths: Sequence[int], in_force: float) -> str:
    name, value, weight, total = widths
    clause = treated_words(line.treated, line.points, line.value)
    start = f"{_cut(line.label, name):{name}}  {_cut(value_text(line.value), value):>{value}}  "
    if line.points is None:
        return f"{start}{clause}"
    counted = f"{plain(line.weight):>{weight}} of {plain(in_force):>{total}}"
    start += f"{line.points:>5.1f} points × {counted}"
    if line.won_printed is not None:
        start += f" = {line.won_printed:>5.1f} won, {line.lost_printed:>5.1f} lost"
    return f"{start}   ({clause})" if clause else start


def _rules(told: Explanation) -> list[str]:
    read = (
        (m, ", ".join(part for part in (spoken(m.measure), m.reading) if part))
        for m in told.metrics
    )
    return [f"{m.label}: {reading}; {m.rule}." for m, reading in read if reading]


def _listed(heading: str, lines: Sequence[str]) -> list[str]:
    return ["", heading, *(f"  {line}" for line in lines)] if lines else []


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _visible(line: str) -> str:
    """Line breaks and control characters, which a file may hold, as visible escapes."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)
