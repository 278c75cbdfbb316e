"""Who is a case at which month, and why others are not: each rule on a book of a few accounts."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scoring.backtest.candidates import FATES
from scoring.backtest.cases import KEPT, LOST, build_cases, cases_of
from scoring.errors import CommandError
from scoring.live.book import Book
from scoring.spec.question import Question
from scoring.values import Month
from tests.unit.backtest.small_books import (
    MARCH,
    RENEWAL,
    YEAR,
    book,
    left_out,
    outcome_in_march,
    told,
)
from tests.unit.hand_made import frame


def test_the_window_opens_after_the_lead_and_closes_with_the_horizon() -> None:
    """March + 3 is June, + 6 more is December.

    April to June come too late to act, July to December are lost, January is beyond.
    """
    said = {m: outcome_in_march(m) for m in [*YEAR[2:], "2027-01"]}
    assert (
        said
        == {
            "2026-03": "no case",  # gone at the end of March
            **dict.fromkeys(YEAR[3:6], "too late"),
            **dict.fromkeys(YEAR[6:], "lost"),
            "2027-01": "kept",
        }
    )


def test_without_a_lead_nothing_comes_too_late() -> None:
    """Lead 0 and horizon 3: the last look is September, October to December are lost."""
    question = Question(lead=0, horizon=3, every=12, cohort="calendar")
    made = book("abcd", ended={"a": "2026-09", "b": "2026-10", "c": "2026-12"})
    said = told(made, build_cases(made, question))
    assert said == {"b 2026-09": "lost", "c 2026-09": "lost", "d 2026-09": "kept"}


def test_looks_lie_a_horizon_apart_so_that_each_loss_counts_once() -> None:
    """Over two years the looks are March, September and March; every loss is lost once.

    From March 2025 (3 + 3 months on) the windows are July-December, January-June and
    July-December: 18 months without a gap.
    """
    two = [f"2025-{m:02}" for m in range(1, 13)] + YEAR
    names = "abcdefghijklmnopqr"
    ended = dict(zip(names, two[6:], strict=True))
    made = book(names, two, ended=ended)
    cases = build_cases(made, MARCH)
    assert [str(m) for m in cases.clock.looks] == ["2025-03", "2025-09", "2026-03"]
    lost = cases.account[cases.outcome == LOST].tolist()
    assert sorted(lost) == list(range(18))
    assert {FATES[f] for f in cases.losses.fate.tolist()} == {"lost"}


def test_every_month_may_be_a_look() -> None:
    """Every month: with lead 1 and horizon 2 January to September; a loss then counts twice."""
    made = book(ended={"a": "2026-06"})
    cases = build_cases(made, Question(lead=1, horizon=2, min_tenure=0, cohort="calendar", every=1))
    assert len(cases.clock.looks) == 9
    lost = [k for k, v in told(made, cases).items() if v == "lost"]
    assert lost == ["a 2026-03", "a 2026-04"]  # June is in (April, June] and in (May, July]
    (case,) = cases.losses.case.tolist()
    assert cases.as_of[case] == Month.parse("2026-03").number  # the first of the two


def test_a_window_that_is_not_over_is_no_case() -> None:
    """With data to December a window of 3 + 6 months is open for every look after March."""
    made = book("abc", ended={"a": "2026-11"})
    cases = build_cases(made, MARCH)
    assert [str(m) for m in cases.clock.looks] == ["2026-03"]
    assert [str(m) for m in cases.clock.too_new] == ["2026-09"]
    assert left_out(cases) == {"not closed": 3}  # all three are customers in September


def test_too_short_a_history_has_no_look_at_all() -> None:
    """Nine months of data hold no closed window: the one from January ends in October."""
    made = book("ab", YEAR[:9], ended={"a": "2026-05"})
    cases = build_cases(made, MARCH)
    assert (len(cases), cases.clock.looks) == (0, ())
    assert [FATES[f] for f in cases.losses.fate.tolist()] == ["not closed"]


def test_a_month_that_is_not_over_closes_no_window() -> None:
    """Where December is known in part only, November is the last month: the look is February."""
    made = book(ended={"a": "2026-12"}, over="2026-11")
    cases = build_cases(made, MARCH)
    assert told(made, cases) == {"a 2026-02": "kept", "b 2026-02": "kept"}
    assert str(cases.clock.last) == "2026-11"


def test_who_is_young_is_no_case() -> None:
    """In March an account of December is 3 months old and counts, one of January is not.

    The loss of the young one is listed as such. Without a known start nobody is young.
    """
    made = book("abc", ended={"b": "2026-08"}, started={"a": "2025-12", "b": "2026-01"})
    cases = build_cases(made, MARCH)
    assert told(made, cases) == {"a 2026-03": "kept", "c 2026-03": "kept"}
    assert left_out(cases)["too young"] == 1
    assert [FATES[f] for f in cases.losses.fate.tolist()] == ["too young"]


def test_cases_are_ordered_by_month_and_then_by_account() -> None:
    """As the rows of a frame are."""
    made = book("ab", ended={"a": "2026-08"})
    cases = build_cases(made, Question(lead=0, horizon=6, cohort="calendar", min_tenure=0, every=3))
    assert list(told(made, cases)) == ["a 2026-03", "b 2026-03", "a 2026-06", "b 2026-06"]


def test_who_has_just_come_back_is_young_again() -> None:
    """Back since January 2026 is two months in March."""
    two = [f"2025-{m:02}" for m in range(1, 13)] + YEAR
    made = book("ab", two, earlier=[("a", "2024-01", "2025-07", "2026-01")])
    said = told(made, build_cases(made, MARCH))
    assert "a 2026-03" not in said
    assert said["a 2025-03"] == "lost"


def test_a_customer_without_a_row_is_a_case_without_a_score() -> None:
    """a started in 2025 and has no row in March; c has no start and no row before April."""
    rows = [("b", m) for m in YEAR] + [("a", m) for m in YEAR[4:]] + [("c", m) for m in YEAR[3:]]
    made = frame(rows, started={"a": "2025-01"}, ended={"a": "2026-08"})
    cases = build_cases(made, MARCH)
    assert told(made, cases) == {"a 2026-03": "lost", "b 2026-03": "kept"}
    assert cases.row.tolist()[0] == -1
    assert math.isnan(cases.arr[0])


def test_revenue_is_that_of_the_as_of_month() -> None:
    """The row of the look counts, not the last one before the loss."""
    made = book(ended={"a": "2026-09"})
    made.arr[made.month > Month.parse("2026-03").number] = 1.0  # a discount before the end
    cases = build_cases(made, MARCH)
    assert cases.arr.tolist() == [100.0, 100.0]


def test_rows_after_the_loss_change_nothing() -> None:
    """Rows of a lost account after its end, as many as there may be, leave the table alone."""
    rows = [(n, m) for n in "ab" for m in YEAR if n == "b" or m <= "2026-08"]
    clean = frame(rows, ended={"a": "2026-08"})
    dirty = book(ended={"a": "2026-08"})
    assert told(clean, build_cases(clean, MARCH)) == told(dirty, build_cases(dirty, MARCH))


def test_losses_without_a_date_show_how_accounts_stand() -> None:
    """A flag knows no before: each account is a case in its one row."""
    made = frame([(n, "2026-10") for n in "abc"], lost=["b"], churn="flagged")
    cases = build_cases(made, Question())
    assert cases.clock.cohort == "current"
    assert cases.outcome.tolist() == [KEPT, LOST, KEPT]
    assert "no test of a warning" in cases.clock.because


def test_the_table_is_kept_for_the_question() -> None:
    """The same question is answered once, another one anew."""
    kept = Book(book(ended={"a": "2026-08"}), lambda _: {})
    assert cases_of(kept, MARCH) is cases_of(kept, Question(cohort="calendar"))
    assert cases_of(kept, MARCH) is not cases_of(kept, RENEWAL)


def test_some_of_the_cases() -> None:
    """A filter keeps the rows it names and what was excluded from all."""
    made = book("abc", ended={"a": "2026-08"})
    cases = build_cases(made, MARCH)
    assert told(made, cases.at(cases.account > 0)) == {"b 2026-03": "kept", "c 2026-03": "kept"}
    assert cases.at(np.array([0])).excluded == cases.excluded


@pytest.mark.parametrize(
    "wrong", [{"lead": -1}, {"horizon": 0}, {"min_tenure": 61}, {"every": 0}, {"term": 61}]
)
def test_what_no_back_test_can_mean(wrong: dict[str, int]) -> None:
    """Numbers out of range are refused with the range."""
    (name,) = wrong
    with pytest.raises(CommandError, match=f"{name} is .*give"):
        Question(**wrong)  # type: ignore[arg-type]
