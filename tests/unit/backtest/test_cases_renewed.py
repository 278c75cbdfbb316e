"""At which renewal who is a case, and who is left out."""

from __future__ import annotations

from scoring.backtest.candidates import FATES
from scoring.backtest.cases import build_cases
from scoring.spec.question import Question
from tests.unit.backtest.small_books import RENEWAL, YEAR, book, left_out, told
from tests.unit.hand_made import frame

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
        "100% of the accounts have a renewal date, but none of those that lie behind went on,"
        " and 1 customer was lost: most past renewals are missing."
    )
