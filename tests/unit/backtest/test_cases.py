"""Who is a case at which month, and why others are not: each rule on a book of a few accounts."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scoring.backtest.candidates import FATES
from scoring.backtest.cases import KEPT, LOST, TOO_LATE, Cases, build_cases, cases_of
from scoring.errors import CommandError
from scoring.live.book import Book
from scoring.live.frame import Frame
from scoring.spec.question import Question
from scoring.values import Month
from tests.unit.hand_made import frame

YEAR = [f"2026-{m:02}" for m in range(1, 13)]
OUTCOME = {LOST: "lost", KEPT: "kept", TOO_LATE: "too late"}

# With data to December, lead 3 and horizon 6 the last look is March: 3 + 3 + 6 = 12.
MARCH = Question(cohort="calendar")
RENEWAL = Question(cohort="renewal")


def book(names: str = "ab", months: list[str] = YEAR, **facts: object) -> Frame:
    """Accounts of one letter with a row in each of the months."""
    return frame([(n, m) for n in names for m in months], **facts)  # type: ignore[arg-type]


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


# ---------------------------------------------------------------- from renewals


def test_each_renewal_is_looked_at_a_lead_before() -> None:
    """a renewed in June, b left at its renewal in July: March and April. c renews next year."""
    made = book(
        "abc",
        ended={"b": "2026-07"},
        renewal={"a": "2026-06", "b": "2026-07", "c": "2027-02"},
    )
    cases = build_cases(made, RENEWAL)
    assert told(made, cases) == {"a 2026-03": "kept", "b 2026-04": "lost"}
    assert left_out(cases) == {"pending": 1}


def test_a_renewal_and_its_loss_are_one_case() -> None:
    """Renewal in July, notice in May, end in July: one case, a lead before the notice."""
    made = book("ab", ended={"a": "2026-07"}, notice={"a": "2026-05"}, renewal={"a": "2026-07"})
    assert told(made, build_cases(made, RENEWAL)) == {"a 2026-02": "lost"}


def test_by_the_end_a_loss_told_of_at_the_look_is_no_case() -> None:
    """Counted by its end in July the look is April; notice had been given in March or April."""
    facts = {"ended": {"a": "2026-07"}, "notice": {"a": "2026-04"}}
    made = book("ab", **facts)
    cases = build_cases(made, Question(cohort="renewal", label="end"))
    assert told(made, cases) == {}
    assert left_out(cases) == {"after notice": 1}


def test_nobody_is_looked_at_in_the_month_in_which_it_leaves() -> None:
    """Without a lead the look would be July's, in which a ends: it knows of the end."""
    made = book("ab", ended={"a": "2026-07"}, renewal={"a": "2026-07", "b": "2026-07"})
    cases = build_cases(made, Question(cohort="renewal", lead=0))
    assert told(made, cases) == {"b 2026-07": "kept"}
    assert left_out(cases) == {"after notice": 1}


def test_no_renewal_is_made_up() -> None:
    """A next renewal in March 2027 says nothing of the past, unless a term is stated.

    With 12 months a has renewed in March 2026, looked at in December 2025, and in March
    2025 (December 2024 is before the data); with 6 in September 2026 as well.
    """
    months = ["2025-12", *YEAR]
    made = book("a", months, renewal={"a": "2027-03"}, started={"a": "2020-03"})
    assert told(made, build_cases(made, RENEWAL)) == {}
    yearly = build_cases(made, Question(cohort="renewal", term=12))
    assert told(made, yearly) == {"a 2025-12": "kept"}
    assert yearly.reckoned.tolist() == [True]
    half = build_cases(made, Question(cohort="renewal", term=6))
    assert told(made, half) == {"a 2025-12": "kept", "a 2026-06": "kept"}


def test_a_contract_has_no_renewal_before_it_began() -> None:
    """Reckoned back by 3 months from December: September is met, June is the start itself."""
    made = book("a", renewal={"a": "2026-12"}, started={"a": "2026-06"})
    cases = build_cases(made, Question(cohort="renewal", term=3, min_tenure=0, lead=1))
    assert told(made, cases) == {"a 2026-08": "kept", "a 2026-11": "kept"}
    assert left_out(cases) == {}


def test_a_renewal_in_the_last_month_is_met() -> None:
    """Reckoned back by 12 months from December 2027 it is December 2026, seen from September."""
    made = book("a", renewal={"a": "2027-12"}, started={"a": "2020-12"})
    cases = build_cases(made, Question(cohort="renewal", term=12))
    assert told(made, cases) == {"a 2026-09": "kept"}


def test_who_is_not_known_yet_at_the_look_is_young() -> None:
    """First seen in June and lost in August: in May, a lead before, nobody knew of a."""
    rows = [("a", m) for m in YEAR[5:8]] + [("b", m) for m in YEAR]
    cases = build_cases(frame(rows, ended={"a": "2026-08"}), RENEWAL)
    assert left_out(cases) == {"too young": 1}


def test_losses_before_the_data_are_counted() -> None:
    """A loss in February would be looked at in November, before the first row."""
    made = book("ab", ended={"a": "2026-02"})
    cases = build_cases(made, RENEWAL)
    assert left_out(cases) == {"no month": 1}
    assert [FATES[f] for f in cases.losses.fate.tolist()] == ["no month"]


# ---------------------------------------------------------------- which cohort


def test_the_cohort_follows_the_renewal_dates() -> None:
    """Half of the accounts with a renewal date, and as many kept as lost, look back from it."""
    facts: dict[str, object] = {"ended": {"a": "2026-07"}}
    half = book("abcd", renewal={"a": "2026-07", "b": "2026-08"}, **facts)
    assert build_cases(half, Question()).clock.cohort == "renewal"
    fewer = book("abcde", renewal={"a": "2026-07", "b": "2026-08"}, **facts)
    assert build_cases(fewer, Question()).clock.cohort == "calendar"


def test_next_renewals_alone_are_no_past() -> None:
    """All renewals lie ahead: nothing kept is on record beside the loss; the reason is said."""
    made = book("ab", ended={"a": "2026-07"}, renewal={"a": "2026-07", "b": "2027-01"})
    clock = build_cases(made, Question()).clock
    assert clock.cohort == "calendar"
    assert clock.because == (
        "100% of the accounts have a renewal date, but on record are 0 renewals met beside 1 loss."
    )


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
