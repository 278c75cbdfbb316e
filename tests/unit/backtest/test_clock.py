"""Which lead and horizon suit a book when nobody has said."""

from __future__ import annotations

import pytest

from scoring.backtest.cases import build_cases
from scoring.backtest.clock import clock_of, usual_question
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


YEAR = [f"2026-{m:02}" for m in range(1, 13)]


@pytest.mark.parametrize(
    ("renewal", "ended", "cohort"),
    [
        ({"a": "2027-03", "b": "2027-05"}, {"b": "2026-08"}, "calendar"),  # one loss, none met
        ({"a": "2026-09", "b": "2027-05"}, {"b": "2026-08"}, "renewal"),  # one of each
        ({"a": "2026-09", "b": "2026-10"}, {}, "calendar"),  # two met, nobody lost
        ({"a": "2025-09", "b": "2027-05"}, {"b": "2026-08"}, "calendar"),  # met before the data
    ],
    ids=["no renewal met", "both", "no loss", "met before the data"],
)
def test_the_cohort_hangs_on_the_data_not_on_the_lead(
    renewal: dict[str, str], ended: dict[str, str], cohort: str
) -> None:
    """Renewals need a loss and at least as many renewals met in 2026; no lead changes that."""
    rows = [(n, m) for n in "ab" for m in YEAR if n not in ended or m < ended[n]]
    started = {"a": "2024-01", "b": "2024-01"}
    made = frame(rows, renewal=renewal, ended=ended, started=started)
    found = [clock_of(made, Question(lead=lead)).cohort for lead in range(7)]
    assert found == [cohort] * 7


def test_with_no_lead_the_calendar_sees_the_loss() -> None:
    """Lost in August, renewals all to come: the look of June with 0 + 6 months sees it."""
    rows = [(n, m) for n in "ab" for m in YEAR if n == "a" or m < "2026-08"]
    made = frame(rows, renewal={"a": "2027-03", "b": "2027-05"}, ended={"b": "2026-08"})
    cases = build_cases(made, Question(lead=0))
    assert cases.clock.cohort == "calendar"
    assert cases.outcome.tolist().count(1) == 1
