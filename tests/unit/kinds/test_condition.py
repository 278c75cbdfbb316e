"""A condition is true or false for every row, in SQL and in memory alike."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from scoring.kinds.condition import Condition
from scoring.values import Texts
from tests.contract import in_duckdb

NUMBERS = [None, 0.0, 2.0, 3.0]
WORDS = [None, "Pro", "Free", "pro"]
TEXTS = Texts(np.array([-1, 0, 1, 2], dtype=np.int32), ("Pro", "Free", "pro"))

SENTENCES: list[tuple[dict[str, Any], list[bool]]] = [
    ({"measure": "x", "at_least": 2}, [False, False, True, True]),
    ({"measure": "x", "at_most": 2}, [False, True, True, False]),
    ({"measure": "x", "more_than": 2}, [False, False, False, True]),
    ({"measure": "x", "less_than": 2}, [False, True, False, False]),
    ({"measure": "x", "is": [2, 3]}, [False, False, True, True]),
    ({"measure": "x", "is_not": 2}, [False, True, False, True]),
    ({"measure": "x", "missing": True}, [True, False, False, False]),
    ({"measure": "x", "present": True}, [False, True, True, True]),
    ({"dimension": "w", "is": "Pro"}, [False, True, False, False]),
    ({"dimension": "w", "is_not": ["Pro", "pro"]}, [False, False, True, False]),
    ({"not": {"measure": "x", "at_least": 2}}, [True, True, False, False]),
    (
        {"all": [{"measure": "x", "at_most": 2}, {"dimension": "w", "present": True}]},
        [False, True, True, False],
    ),
    (
        {"any": [{"measure": "x", "missing": True}, {"dimension": "w", "is": "pro"}]},
        [True, False, False, True],
    ),
]


@pytest.mark.parametrize(("written", "holds"), SENTENCES, ids=lambda part: str(part)[:50])
def test_a_null_makes_a_comparison_not_hold(written: dict[str, Any], holds: list[bool]) -> None:
    """Both faces give the column worked out by hand; only `missing` holds on a null."""
    condition = Condition.model_validate(written)
    arrays = {
        ("measure", "x"): np.array([np.nan, 0.0, 2.0, 3.0]),
        ("dimension", "w"): TEXTS,
    }
    assert condition.apply(arrays).tolist() == holds  # type: ignore[arg-type]
    found = in_duckdb.run(
        {"x": ("float64", NUMBERS), "w": ("string", WORDS)},
        lambda t: condition.express({("measure", "x"): t.x, ("dimension", "w"): t.w}),
    )
    assert found == holds


@pytest.mark.parametrize(
    "written",
    [
        {},
        {"measure": "a"},
        {"at_least": 3},
        {"measure": "a", "metric": "b", "at_least": 3},
        {"measure": "a", "at_least": 3, "at_most": 9},
        {"dimension": "a", "at_least": 3},
        {"all": []},
        {"all": [{"measure": "a", "at_least": 1}], "not": {"measure": "a", "at_least": 1}},
        {"measure": "a", "at_least": 1, "any": [{"measure": "a", "at_least": 1}]},
    ],
    ids=str,
)
def test_half_a_sentence_is_refused(written: dict[str, Any]) -> None:
    """A comparison has one subject and one test, a combination stands alone."""
    with pytest.raises(
        ValidationError, match=r"one subject and one test|stands alone|at least 1|no size"
    ):
        Condition.model_validate(written)


def test_a_condition_reads_aloud() -> None:
    """The words are what the side of a red flag shows."""
    late = {
        "all": [{"measure": "late", "at_least": 30}, {"not": {"dimension": "plan", "is": "Pro"}}]
    }
    words = Condition.model_validate(late).in_words()
    assert words == "late at least 30 and not (plan is Pro)"
