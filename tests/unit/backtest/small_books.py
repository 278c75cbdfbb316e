"""Books of a few accounts of one letter, and what is told of their cases."""

from __future__ import annotations

from typing import Any

from scoring.backtest.cases import KEPT, LOST, TOO_LATE, Cases, build_cases
from scoring.live.frame import Frame
from scoring.spec.question import Question
from scoring.values import Month
from tests.unit.hand_made import frame

YEAR = [f"2026-{m:02}" for m in range(1, 13)]
OUTCOME = {LOST: "lost", KEPT: "kept", TOO_LATE: "too late"}

# With data to December, lead 3 and horizon 6 the last look is March: 3 + 3 + 6 = 12.
MARCH = Question(cohort="calendar")
RENEWAL = Question(cohort="renewal")


def book(names: str = "ab", months: list[str] = YEAR, **facts: Any) -> Frame:
    """Accounts of one letter with a row in each of the months."""
    return frame([(n, m) for n in names for m in months], **facts)


def told(made: Frame, cases: Cases) -> dict[str, str]:
    """The outcome of each case, by account and month."""
    ids = made.accounts.ids
    return {
        f"{ids[a]} {Month(t)}": OUTCOME[y]
        for a, t, y in zip(
            cases.account.tolist(), cases.as_of.tolist(), cases.outcome.tolist(), strict=True
        )
    }


def left_out(cases: Cases) -> dict[str, int]:
    return {e.reason: e.count for e in cases.excluded}


def outcome_in_march(ended: str, question: Question = MARCH, **facts: object) -> str:
    """What is said of account a at the one look, if it ends in that month."""
    made = book(ended={"a": ended}, **facts)
    return told(made, build_cases(made, question)).get("a 2026-03", "no case")
