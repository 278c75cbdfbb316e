"""A scorecard scored with fractions and loops: the arithmetic as a person would do it by hand.

It reads the card's text as plain data and shares no line with the product. All sums are
exact; the score is rounded once, half up, at nine decimals.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.truth.plain_layers import (
    added_up,
    adjusted,
    capped,
    pin,
    pulse_metric,
    too_young,
    variant_of,
)
from tests.truth.plain_places import Place, nine

GRADES = {"A": 90, "B": 80, "C": 70, "D": 60, "F": 0}


@dataclass(frozen=True)
class Answer:
    """What one account-month gets; `exact` is the score before it is rounded and capped."""

    points: dict[str, Fraction | None]
    coverage: Fraction
    exact: Fraction | None
    mean: Fraction | None
    score: Fraction | None
    band: str
    shown: Fraction | str | None
    capped_by: str | None = None
    variant: str | None = None
    raw: Fraction | None = None
    pinned: str | None = None
    reason: str | None = None


def answer(card: Mapping[str, Any], place: Place) -> Answer:
    """Score one account at one month."""
    name, card = variant_of(card, place)
    raw = None
    if card.get("kind") == "points":
        points, coverage, raw, mean = added_up(card, place)
    else:
        points, coverage, mean = averaged(card, place)
    young = name is None and too_young(card, place)
    if coverage < nine(Fraction(card.get("rules", {}).get("min_coverage", 0.5))) or young:
        mean = None
    exact = None if mean is None else adjusted(card, place, mean)
    score = None if exact is None else nine(exact)
    score, capped_by = capped(card, place, score)
    band = "Onboarding" if young else band_of(card, score)
    pinned, reason = pin(card, place)
    return Answer(
        points=points,
        coverage=coverage,
        exact=exact,
        mean=mean,
        score=score,
        band=band,
        shown=shown(card, score),
        capped_by=capped_by,
        variant=name,
        raw=raw,
        pinned=pinned,
        reason=reason,
    )


def averaged(
    card: Mapping[str, Any], place: Place
) -> tuple[dict[str, Fraction | None], Fraction, Fraction | None]:
    """The points of a weighted card, how much of the weight is known, and the mean."""
    points: dict[str, Fraction | None] = {}
    typed = known = top = bottom = Fraction(0)
    refused = False
    for metric in [*card["metrics"], *pulse_metric(card)]:
        if not metric.get("enabled", True):
            continue
        weight = Fraction(metric["weight"])
        value = place.read(metric)
        own = None if value is None else points_of(metric["normaliser"], value)
        typed += weight
        if own is not None:
            known += weight
        else:
            policy = metric.get("missing", "skip")
            refused = refused or (policy == "refuse" and weight > 0)
            stand_in = policy["points"] if isinstance(policy, dict) else None
            stand_in = {"neutral": 50, "worst": 0}.get(str(policy), stand_in)
            own = None if stand_in is None else Fraction(stand_in)
        points[metric["id"]] = own
        if own is not None:
            top += weight * own
            bottom += weight
    mean = None if refused or bottom == 0 else top / bottom
    return points, nine(known / typed), mean


def points_of(rule: Mapping[str, Any], value: float | str | Fraction) -> Fraction | None:
    """The points of a value that is there."""
    if rule["kind"] == "categories":
        return category(rule, value)
    number = Fraction(value)
    if rule["kind"] == "linear":
        worst, best = Fraction(rule["worst"]), Fraction(rule["best"])
        return clipped(100 * (number - worst) / (best - worst))
    if rule["kind"] == "curve":
        return on_the_line(rule["points"], number, rule.get("outside", "clip"))
    if rule["kind"] == "steps":
        reached = [step["points"] for step in rule["steps"] if number >= Fraction(step["from"])]
        return Fraction(reached[-1] if reached else rule["steps"][0]["points"])
    if rule["kind"] == "threshold":
        holds = (
            number >= Fraction(rule.get("at_least", -(10**15)))
            and number <= Fraction(rule.get("at_most", 10**15))
            and number > Fraction(rule.get("more_than", -(10**15)))
            and number < Fraction(rule.get("less_than", 10**15))
        )
        return Fraction(rule.get("pass", 100) if holds else rule.get("fail", 0))
    assert rule["kind"] == "points"
    return clipped(number)


def on_the_line(corners: Sequence[Any], number: Fraction, outside: str) -> Fraction | None:
    """Straight lines from corner to corner; beyond them the end's points, or nothing."""
    line = [(Fraction(x), Fraction(p)) for x, p in corners]
    if number < line[0][0] or number > line[-1][0]:
        end = line[0] if number < line[0][0] else line[-1]
        return None if outside == "missing" else end[1]
    for (x0, p0), (x1, p1) in itertools.pairwise(line):
        if x0 <= number <= x1:
            return p0 + (p1 - p0) * (number - x0) / (x1 - x0)
    raise AssertionError("corners rise, so the number lies between two")


def category(rule: Mapping[str, Any], value: float | str | Fraction) -> Fraction | None:
    """The points of the category that is written like the value, or counts as much."""
    for name, points in rule["map"].items():
        if name == value or (not isinstance(value, str) and Fraction(name) == value):
            return Fraction(points)
    return Fraction(rule["other"]) if "other" in rule else None


def clipped(number: Fraction) -> Fraction:
    return max(Fraction(0), min(Fraction(100), number))


def cut(card: Mapping[str, Any], start: float | Fraction) -> Fraction:
    """A border on the card's scale as a score from 0 to 100."""
    number = Fraction(str(start))
    return nine((number - 1) * 100 / 9 if card.get("display") == "ten" else number)


def band_of(card: Mapping[str, Any], score: Fraction | None) -> str:
    """The first band, from the best down, whose border the score reaches."""
    if score is None:
        return "Not scored"
    return next(band["name"] for band in card["bands"] if score >= cut(card, band["from"]))


def shown(card: Mapping[str, Any], score: Fraction | None) -> Fraction | str | None:
    """The highest tenth on the card's scale whose border the score reaches, or the grade."""
    if score is None:
        return None
    if card.get("display") == "grade":
        grades = card.get("grades", GRADES)
        return next(letter for letter, floor in grades.items() if score >= Fraction(floor))
    unit = 10 ** decimals(card)
    top = 10 if card.get("display") == "ten" else 100
    near = int((score * 9 / 100 + 1 if top == 10 else score) * unit) + 1
    return next(
        Fraction(n, unit)
        for n in range(min(near, top * unit), -1, -1)
        if score >= cut(card, Fraction(n, unit))
    )


def decimals(card: Mapping[str, Any]) -> int:
    """One, or as many as the borders on a scale of ten have."""
    borders = [band["from"] for band in card["bands"]] if card.get("display") == "ten" else [0]
    return max(1, *(len(str(float(b)).split(".")[1]) for b in borders))
