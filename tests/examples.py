"""How many examples and cases a test is tried with: all, or some of them in the quick set."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import settings

QUICK = "quick"
"""The Hypothesis profile of `make quick`; conftest.py gives it a tenth of the usual hundred."""


def examples(full: int, quick: int = 0) -> int:
    """The examples of a test that says how many: all, or in the quick set a few.

    That is `quick`, or without it a tenth, at least 2.
    """
    few = quick or max(2, full // 10)
    return few if settings.get_current_profile_name() == QUICK else full


def some(cases: Iterable[Any], stay: int = 2) -> list[Any]:
    """All cases of a test for `parametrize`: so many stay in the quick set, the others are slow."""
    first, later = list(cases)[:stay], list(cases)[stay:]
    rows = (case if isinstance(case, tuple) else (case,) for case in later)
    return [*first, *(pytest.param(*row, marks=pytest.mark.slow) for row in rows)]
