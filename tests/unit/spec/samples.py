"""Small sound cards for tests to change one thing of."""

from __future__ import annotations

from typing import Any

from scoring.spec.model import Card
from scoring.spec.parse import check_document
from scoring.spec.strict_yaml import Document

POINTS = {"kind": "points"}


def raw_card(**changes: Any) -> dict[str, Any]:
    """A sound card of three metrics and three bands as plain data, with other keys in place."""
    return {
        "version": 1,
        "name": "Sample",
        "metrics": [
            {"id": f"m{i}", "measure": f"x{i}", "normaliser": POINTS, "weight": weight}
            for i, weight in enumerate([50, 30, 20])
        ],
        "bands": [
            {"name": "Good", "from": 75, "tone": "good"},
            {"name": "Fair", "from": 50, "tone": "watch"},
            {"name": "Poor", "from": 0, "tone": "bad"},
        ],
    } | changes


def card(**changes: Any) -> Card:
    """The same, read; it must be sound."""
    reading = check_document(Document(raw_card(**changes)))
    assert reading.card is not None, [f.as_text() for f in reading.findings]
    return reading.card


def weighted(*weights: float, **changes: Any) -> Card:
    """A card with these weights on metrics m0, m1, …"""
    metrics = [
        {"id": f"m{i}", "measure": f"x{i}", "normaliser": POINTS, "weight": weight}
        for i, weight in enumerate(weights)
    ]
    return card(metrics=metrics, **changes)


def banded(*cuts: float, display: str = "percent") -> Card:
    """A card with bands from these cuts, highest first."""
    bands = [{"name": f"B{i}", "from": cut, "tone": "watch"} for i, cut in enumerate(cuts)]
    return card(bands=bands, display=display)
