"""Anchors are percentiles in numbers that people would choose."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.kinds.normalisers.linear import Linear
from scoring.kinds.normalisers.steps import Steps
from scoring.tune.anchors import anchors

UP = np.append(np.arange(0.0, 101.0), np.nan)


def test_more_is_better() -> None:
    """Of 0, 1, … 100 the 10th, 20th, 50th and 90th percentiles are 10, 20, 50 and 90."""
    found = anchors(UP, falls=False)
    assert found is not None
    assert (found.worst, found.best, found.accounts) == (10.0, 90.0, 101)
    assert found.steps == ((0.0, 0.0), (20.0, 50.0), (50.0, 100.0))
    assert Linear.model_validate(found.line).apply(np.array([50.0])).tolist() == [50.0]
    rule = Steps.model_validate(found.in_steps)
    assert rule.apply(np.array([19.0, 20.0, 49.0, 50.0])).tolist() == [0.0, 50.0, 50.0, 100.0]


def test_less_is_better() -> None:
    """The same from the other end: the worst fifth lies above 80."""
    found = anchors(UP, falls=True)
    assert found is not None
    assert (found.worst, found.best) == (90.0, 10.0)
    assert found.steps == ((0.0, 100.0), (50.0, 50.0), (80.0, 0.0))


def test_numbers_are_friendly() -> None:
    """12,345 times as much: 123,450 and 1,111,050 become 120,000 and 1,100,000."""
    found = anchors(UP * 12_345, falls=False)
    assert found is not None
    assert (found.worst, found.best) == (120_000.0, 1_100_000.0)


@pytest.mark.parametrize("values", [np.full(9, 3.0), np.full(9, np.nan), np.zeros(0)])
def test_one_value_has_no_ends(values: np.ndarray) -> None:
    """Nothing can be laid between them."""
    assert anchors(values, falls=False) is None


def test_marks_that_coincide_give_no_steps() -> None:
    """Nineteen of twenty are 0: a line from 0 to 8 can be drawn, three steps cannot."""
    found = anchors(np.array([0.0] * 19 + [8.0]), falls=True)
    assert found is not None
    assert (found.worst, found.best, found.steps, found.in_steps) == (8.0, 0.0, None, None)
