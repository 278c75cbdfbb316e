"""Each rule for missing values and weights on its own, with the arithmetic beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scoring.spec.parse import parse_card
from scoring.workbench import score_table
from tests.truth.small_data import data_set
from tests.unit.spec.samples import raw_card

pytestmark = pytest.mark.slow

MONTH = 2026 * 12
BOTH = ("plan", "kernel")

CASES: dict[str, tuple[list[dict[str, Any]], float, float | None, float]] = {
    # metrics a = 80 (known) and b (missing), coverage asked: score, coverage
    "skip: 80 alone": ([{"weight": 30}, {"weight": 10}], 0.5, 80, 0.75),
    "neutral: (30x80 + 10x50) / 40": (
        [{"weight": 30}, {"weight": 10, "missing": "neutral"}],
        0.5,
        72.5,
        0.75,
    ),
    "worst: 30x80 / 40": ([{"weight": 30}, {"weight": 10, "missing": "worst"}], 0.5, 60, 0.75),
    "stated: (30x80 + 10x40) / 40": (
        [{"weight": 30}, {"weight": 10, "missing": {"points": 40}}],
        0.5,
        70,
        0.75,
    ),
    "refuse: none": ([{"weight": 30}, {"weight": 10, "missing": "refuse"}], 0.5, None, 0.75),
    "refuse without weight does not count": (
        [{"weight": 30}, {"weight": 0, "missing": "refuse"}],
        0.5,
        80,
        1,
    ),
    "refuse switched off does not count": (
        [{"weight": 30}, {"weight": 10, "missing": "refuse", "enabled": False}],
        0.5,
        80,
        1,
    ),
    "stand-ins are no coverage": (
        [{"weight": 30}, {"weight": 70, "missing": "neutral"}],
        0.5,
        None,
        0.3,
    ),
    "coverage exactly as asked is enough": ([{"weight": 30}, {"weight": 10}], 0.75, 80, 0.75),
    "coverage a hair below is not": ([{"weight": 30}, {"weight": 10}], 0.750001, None, 0.75),
    "a third asked, a third known": ([{"weight": 1}, {"weight": 2}], 1 / 3, 80, 0.333333333),
    "only weight 0 is known: no score even at coverage 0": (
        [{"weight": 0}, {"weight": 10}],
        0,
        None,
        0,
    ),
    "only stand-ins count at coverage 0": (
        [{"weight": 0}, {"weight": 10, "missing": "worst"}],
        0,
        0,
        0,
    ),
    "weights of a million": ([{"weight": 1e6}, {"weight": 0.1}], 0.5, 80, 0.9999999),
}


@pytest.mark.parametrize("engine", BOTH)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_policy(
    case: tuple[list[dict[str, Any]], float, float | None, float], engine: str, tmp_path: Path
) -> None:
    """80 points known beside a missing metric give the score that the case works out."""
    parts, asked, score, coverage = case
    metrics = [
        {"id": name, "measure": name, "normaliser": {"kind": "points"}} | part
        for name, part in zip("ab", parts, strict=True)
    ]
    card = parse_card(json.dumps(raw_card(metrics=metrics, rules={"min_coverage": asked})))
    data = data_set(tmp_path, {("A", MONTH): {"a": 80.0, "b": None}})
    row = score_table(data, card, data.book.frame.months, engine).to_pylist()[0]
    assert row["score"] == score
    assert row["coverage"] == pytest.approx(coverage, abs=1e-9)
    assert (row["band"] == "Not scored") == (score is None)
    assert (row["shown"] is None) == (score is None)


@pytest.mark.parametrize("engine", BOTH)
def test_where_nothing_is_known(engine: str, tmp_path: Path) -> None:
    """Without a single value there is no score, whatever the coverage asked: never 0."""
    raw = raw_card(rules={"min_coverage": 0})
    data = data_set(tmp_path, {("A", MONTH): {"x0": None, "x1": None, "x2": None}})
    row = score_table(data, parse_card(json.dumps(raw)), data.book.frame.months, engine)
    assert row.to_pylist()[0]["score"] is None
    assert row.to_pylist()[0]["band"] == "Not scored"
