"""What counts as a loss: its notice, its end, its reason, and who comes back."""

from __future__ import annotations

from scoring.backtest.cases import build_cases
from scoring.spec.question import Question
from tests.unit.backtest.small_books import MARCH, YEAR, book, left_out, outcome_in_march, told


def test_the_notice_dates_the_loss() -> None:
    """Notice in June for an end in August: too late in March; by the end it is lost."""
    assert outcome_in_march("2026-08", notice={"a": "2026-06"}) == "too late"
    by_end = Question(cohort="calendar", label="end")
    assert outcome_in_march("2026-08", by_end, notice={"a": "2026-06"}) == "lost"


def test_after_the_notice_there_is_nothing_to_warn_of() -> None:
    """Notice in March, end in August: no case, whichever date is the label."""
    for label in ("notice", "end"):
        made = book(ended={"a": "2026-08"}, notice={"a": "2026-03"})
        cases = build_cases(made, Question(cohort="calendar", label=label))  # type: ignore[arg-type]
        assert told(made, cases) == {"b 2026-03": "kept"}
        assert left_out(cases)["after notice"] == 1


def test_a_notice_after_the_end_is_none() -> None:
    """An end in August and a notice in September: lost in August."""
    assert outcome_in_march("2026-08", notice={"a": "2026-09"}) == "lost"


def test_a_notice_without_an_end_is_neither_lost_nor_kept() -> None:
    """Notice in November, no end yet: the window to December cannot be judged."""
    made = book(notice={"a": "2026-11"})
    cases = build_cases(made, MARCH)
    assert told(made, cases) == {"b 2026-03": "kept"}
    assert left_out(cases)["open notice"] == 1
    assert len(cases.losses) == 0
    by_end = build_cases(made, Question(cohort="calendar", label="end"))
    assert told(made, by_end)["a 2026-03"] == "kept"  # it had not ended by December


def test_losses_set_aside_by_their_reason() -> None:
    """Acquired in August: out at the looks that see it, kept at the one before.

    Looks every 3 months with horizon 3: March sees July to September, June sees August too
    late, December 2025 sees April to June.
    """
    months = ["2025-12", *YEAR]
    made = book("abc", months, ended={"a": "2026-08", "b": "2026-08"}, reasons={"a": "Acquired"})
    question = Question(horizon=3, cohort="calendar", without=("Acquired",))
    said = told(made, build_cases(made, question))
    assert said["b 2026-03"] == "lost"
    assert "a 2026-03" not in said
    assert said["a 2025-12"] == "kept"
    assert left_out(build_cases(made, question))["other reason"] == 2


def test_who_comes_back_is_a_customer_twice() -> None:
    """a left in July 2025, came back in October, left in August 2026.

    With looks in March and September: lost from March 2025 (window July to December), in
    September not a customer, in March 2026 five months back and lost again.
    """
    two = [f"2025-{m:02}" for m in range(1, 13)] + YEAR
    made = book("ab", two, ended={"a": "2026-08"}, earlier=[("a", "2024-01", "2025-07", "2025-10")])
    cases = build_cases(made, MARCH)
    said = told(made, cases)
    assert {k: v for k, v in said.items() if k[0] == "a"} == {
        "a 2025-03": "lost",
        "a 2026-03": "lost",
    }
    own = cases.account == 0
    assert (cases.spell[own].tolist(), set(cases.account[own].tolist())) == ([1, 2], {0})
    assert cases.losses.spell.tolist() == [1, 2]


def test_the_reason_on_record_is_that_of_the_last_loss() -> None:
    """Acquired in August 2026 sets that loss aside, not the one of July 2025."""
    two = [f"2025-{m:02}" for m in range(1, 13)] + YEAR
    made = book(
        "ab",
        two,
        ended={"a": "2026-08"},
        earlier=[("a", "2024-01", "2025-07", "2025-10")],
        reasons={"a": "Acquired"},
    )
    said = told(made, build_cases(made, Question(cohort="calendar", without=("Acquired",))))
    assert {k: v for k, v in said.items() if k[0] == "a"} == {"a 2025-03": "lost"}
