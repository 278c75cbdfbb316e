"""A scorecard scored with fractions and loops: the arithmetic as a person would do it by hand.

It reads the card's text as plain data and shares no line with the product. All sums are
exact; the score is rounded once, half up, at nine decimals.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Cell = float | str | None
Rows = Mapping[tuple[str, int], Mapping[str, Cell]]
"""The measures of each account at each month number."""

GRADES = {"A": 90, "B": 80, "C": 70, "D": 60, "F": 0}


@dataclass(frozen=True)
class Answer:
    """What one account-month gets; `exact` is the score before it is rounded."""

    points: dict[str, Fraction | None]
    coverage: Fraction
    exact: Fraction | None
    score: Fraction | None
    band: str
    shown: Fraction | str | None


def nine(number: Fraction) -> Fraction:
    """Nine decimals, halves up."""
    return Fraction(math.floor(number * 10**9 + Fraction(1, 2)), 10**9)


def answer(card: Mapping[str, Any], rows: Rows, account: str, month: int) -> Answer:
    """Score one account at one month."""
    points: dict[str, Fraction | None] = {}
    typed = known = top = bottom = Fraction(0)
    refused = False
    for metric in card["metrics"]:
        if not metric.get("enabled", True):
            continue
        weight = Fraction(metric["weight"])
        value = read(metric, rows, account, month)
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
    coverage = nine(known / typed)
    enough = coverage >= nine(Fraction(card.get("rules", {}).get("min_coverage", 0.5)))
    exact = top / bottom if enough and bottom > 0 and not refused else None
    score = None if exact is None else nine(exact)
    return Answer(points, coverage, exact, score, band_of(card, score), shown(card, score))


def read(metric: Mapping[str, Any], rows: Rows, account: str, month: int) -> Cell | Fraction:
    """What the metric reads: the newest value in its age, or the mean of the months known."""
    transform = metric.get("transform", {"kind": "level"})
    mean = transform["kind"] == "mean"
    span = transform["months"] if mean else metric.get("max_age_months", 0) + 1
    seen = [
        rows.get((account, m), {}).get(metric["measure"])
        for m in range(month - span + 1, month + 1)
    ]
    found = [value for value in seen if value is not None]
    if not found:
        return None
    return sum((Fraction(v) for v in found), Fraction(0)) / len(found) if mean else found[-1]


def points_of(rule: Mapping[str, Any], value: float | str | Fraction) -> Fraction | None:
    """The points of a value that is there."""
    if rule["kind"] == "categories":
        return category(rule, value)
    number = Fraction(value)
    if rule["kind"] == "linear":
        worst, best = Fraction(rule["worst"]), Fraction(rule["best"])
        return clipped(100 * (number - worst) / (best - worst))
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
    tenths: Sequence[int] = (
        range(100, 9, -1) if card.get("display") == "ten" else range(1000, -1, -1)
    )
    return next(Fraction(t, 10) for t in tenths if score >= cut(card, Fraction(t, 10)))
