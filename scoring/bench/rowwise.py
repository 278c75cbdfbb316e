"""What a careful analyst writes in pandas for a linear, stepped or threshold card.

It serves only as the other side of a comparison: the starter card's kinds, no more.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from scoring.spec.model import Card, Metric


def filled_forward(raw: pd.DataFrame, card: Card) -> pd.DataFrame:
    """The measures with values carried forward as far as each metric allows."""
    frame = raw.sort_values(["account_id", "as_of"])
    values = {
        m.id: frame.groupby("account_id")[m.measure].ffill(limit=m.max_age_months)
        if m.max_age_months
        else frame[m.measure]
        for m in card.active
    }
    return pd.DataFrame(values)


def score_by_row(raw: pd.DataFrame, card: Card) -> pd.Series[Any]:
    """The band of each row by `apply` with a plain Python function."""
    rules = [(m.id, m.weight, m.normaliser.model_dump(by_alias=True)) for m in card.active]
    cuts = [(b.name, b.start) for b in card.bands]
    floor = card.rules.min_coverage

    def band(row: pd.Series[Any]) -> str:
        total, known, weights = 0.0, 0.0, 0.0
        for key, weight, rule in rules:
            weights += weight
            value = row[key]
            if value == value:
                total += weight * _points(value, rule)
                known += weight
        if not known or known / weights < floor:
            return "Not scored"
        score = round(total / known, 9)
        return next(name for name, start in cuts if score >= start)

    return filled_forward(raw, card).apply(band, axis=1)


def _points(value: float, rule: dict[str, Any]) -> float:
    if rule["kind"] == "linear":
        share = (value - rule["worst"]) / (rule["best"] - rule["worst"])
        return float(min(1.0, max(0.0, share)) * 100.0)
    if rule["kind"] == "steps":
        reached = [s["points"] for s in rule["steps"] if value >= s["from"]]
        return float(reached[-1] if reached else rule["steps"][0]["points"])
    return float(rule["pass"] if value < rule["less_than"] else rule["fail"])


def score_by_column(raw: pd.DataFrame, card: Card) -> pd.Series[Any]:
    """The band of each row with whole-column operations."""
    values = filled_forward(raw, card)
    points = pd.DataFrame({m.id: _column_points(values[m.id], m) for m in card.active})
    weights = pd.Series({m.id: m.weight for m in card.active})
    known = points.notna() * weights
    score = (points * weights).sum(axis=1) / known.sum(axis=1).replace(0, np.nan)
    score = score.where(known.sum(axis=1) / weights.sum() >= card.rules.min_coverage).round(9)
    band = pd.Series("Not scored", index=score.index)
    for b in reversed(card.bands):
        band[score >= b.start] = b.name
    return band


def _column_points(values: pd.Series[Any], metric: Metric) -> pd.Series[Any]:
    rule = metric.normaliser.model_dump(by_alias=True)
    if rule["kind"] == "linear":
        share = (values - rule["worst"]) / (rule["best"] - rule["worst"])
        points: pd.Series[Any] = share.clip(0, 1) * 100
        return points
    if rule["kind"] == "steps":
        points = pd.Series(float(rule["steps"][0]["points"]), index=values.index)
        for step in rule["steps"]:
            points[values >= step["from"]] = step["points"]
        return points.where(values.notna())
    found = pd.Series(
        np.where(values < rule["less_than"], rule["pass"], rule["fail"]), values.index
    )
    return found.where(values.notna())
