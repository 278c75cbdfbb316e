"""How many examples a property is tried with: all it asks for, or a tenth in the quick set."""

from __future__ import annotations

from hypothesis import settings

QUICK = "quick"
"""The Hypothesis profile of `make quick`; conftest.py gives it a tenth of the usual hundred."""


def examples(full: int) -> int:
    """The examples of a test that says how many: all, or in the quick set a tenth (at least 2)."""
    return max(2, full // 10) if settings.get_current_profile_name() == QUICK else full
