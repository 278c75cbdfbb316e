"""Which lead and horizon suit a book when nobody has said."""

from __future__ import annotations

import pytest

from scoring.backtest.clock import usual_question
from scoring.spec.question import Question
from tests.unit.hand_made import frame

MONTHLY, ANNUAL = Question(lead=1, horizon=3), Question()


@pytest.mark.parametrize(
    ("renewal", "started", "expected"),
    [
        (["2027-01"] * 3, ["2025-02", "2026-05", "2026-07"], MONTHLY),
        (["2027-01", "2027-01", "2027-08"], ["2025-02", "2026-05", "2026-08"], MONTHLY),
        (["2027-01", "2027-06", "2027-08"], ["2025-02", "2026-06", "2026-08"], ANNUAL),
        (["2027-01"] * 3, ["2025-01", "2026-01", "2024-01"], ANNUAL),  # years from January
        ([None] * 3, ["2025-02", "2026-05", "2026-07"], ANNUAL),
        (["2027-01"] * 3, [None] * 3, ANNUAL),
    ],
    ids=["all", "most", "one", "every January", "no dates", "no starts"],
)
def test_monthly_plans_are_seen_by_their_renewals(
    renewal: list[str | None], started: list[str | None], expected: Question
) -> None:
    """With data to December 2026: who renews in January and did not start in one is monthly."""
    made = frame(
        [(n, "2026-12") for n in "abc"],
        renewal={n: r for n, r in zip("abc", renewal, strict=True) if r},
        started={n: s for n, s in zip("abc", started, strict=True) if s},
    )
    assert usual_question(made) == expected
