"""Each lost customer is looked at three months before its notice, with what was known then."""

from __future__ import annotations

import math

import pytest

from scoring.backtest.lost import LEAD, Lost, lost_customers, lost_rows
from scoring.live.frame import Frame
from tests.unit.hand_made import NAN, frame, scores
from tests.unit.spec.samples import card

YEAR = [f"2026-{m:02}" for m in range(1, 13)]
CARD = card()  # Good from 75, Fair from 50, Poor (flags)


def book(ended: dict[str, str], notice: dict[str, str] | None = None) -> Frame:
    """Accounts a to d with a row in each month of 2026."""
    return frame([(n, m) for n in "abcd" for m in YEAR], ended=ended, notice=notice)


def looked_at(made: Frame, lead: int = LEAD) -> dict[str, str | None]:
    """The month at which each lost customer is looked at; None without a row."""
    accounts, rows = lost_rows(made, lead)
    return {
        made.accounts.ids[a]: str(month_of(made, r)) if r >= 0 else None
        for a, r in zip(accounts.tolist(), rows.tolist(), strict=True)
    }


def month_of(made: Frame, row: int) -> object:
    return next(m for m in made.months if m.number == made.month[row])


def test_three_months_before_the_end() -> None:
    """Who left in October is looked at in July; who stayed is not among them."""
    assert looked_at(book({"a": "2026-10"})) == {"a": "2026-07"}


def test_the_notice_counts_where_it_is_known() -> None:
    """Notice in August for an end in October leaves May; a notice after the end does not."""
    ended = {"a": "2026-10", "b": "2026-10"}
    assert looked_at(book(ended, {"a": "2026-08", "b": "2026-12"})) == {
        "a": "2026-05",
        "b": "2026-07",
    }


def test_a_notice_without_an_end_is_no_loss() -> None:
    """Who gave notice but has not left is still a customer."""
    assert looked_at(book({}, {"a": "2026-08"})) == {}


def test_another_lead() -> None:
    """A lead of six months looks in April, of none in October itself."""
    assert looked_at(book({"a": "2026-10"}), lead=6) == {"a": "2026-04"}
    assert looked_at(book({"a": "2026-10"}), lead=0) == {"a": "2026-10"}


def test_before_the_data_begin_nobody_can_look() -> None:
    """Who left in March would have to be looked at in December, before the first row."""
    assert looked_at(book({"a": "2026-03", "b": "2026-04"})) == {"b": "2026-01"}


def test_losses_beyond_the_data() -> None:
    """An end three months after the last row can be looked at in it, a later one cannot yet."""
    assert looked_at(book({"a": "2027-03", "b": "2027-04"})) == {"a": "2026-12"}


def test_who_had_no_row_then_is_counted_without_one() -> None:
    """A customer who came in August and left in October has no row in July."""
    rows = [("a", m) for m in YEAR[7:10]] + [("b", m) for m in YEAR]
    made = frame(rows, ended={"a": "2026-10"})
    assert looked_at(made) == {"a": None}
    (one,) = lost_customers(made, scores(CARD, [90] * len(rows)), CARD, lost_rows(made))
    assert (one.verdict, one.row, one.arr) == ("not scored", -1, 100)
    assert math.isnan(one.score)


def verdicts(made: Frame, values: dict[str, float]) -> list[Lost]:
    """Every account has the same score in all its months."""
    array = [values[made.accounts.ids[a]] for a in made.account.tolist()]
    return list(lost_customers(made, scores(CARD, array), CARD, lost_rows(made)))


def test_verdicts() -> None:
    """In a band that flags is caught, in another missed, without a score not scored."""
    made = book({"a": "2026-10", "b": "2026-10", "c": "2026-10", "d": "2026-10"})
    found = verdicts(made, {"a": 49.9, "b": 50.0, "c": NAN, "d": 80.0})
    assert {made.accounts.ids[one.account]: one.verdict for one in found} == {
        "a": "caught",
        "b": "missed",
        "c": "not scored",
        "d": "missed",
    }
    caught = sum(one.verdict == "caught" for one in found)
    assert f"{caught} of {len(found)}" == "1 of 4"  # the one without a score is in the four


def test_missed_ones_come_first() -> None:
    """Missed, then not scored, then caught; among equals the larger revenue first."""
    rows = [(n, m) for n in "abcde" for m in YEAR]
    ended = dict.fromkeys("abcde", "2026-10")
    made = frame(rows, ended=ended, arr={"a": 5, "b": 1, "c": 9, "d": NAN, "e": 3})
    found = verdicts(made, {"a": 10, "b": 90, "c": NAN, "d": 90, "e": 90})
    assert [made.accounts.ids[one.account] for one in found] == ["e", "b", "d", "c", "a"]


def test_only_what_was_known_then_counts() -> None:
    """The score of the month looked at decides, not the fall that came after."""
    made = book({"a": "2026-10"})
    values = [20.0 if str(month_of(made, r)) > "2026-07" else 90.0 for r in range(len(made.month))]
    (one,) = lost_customers(made, scores(CARD, values), CARD, lost_rows(made))
    assert (one.verdict, one.score, str(one.left)) == ("missed", 90, "2026-10")


def test_flagged_losses_have_one_snapshot() -> None:
    """Without dates the row is the last snapshot and the month of leaving is not known."""
    made = frame([(n, "2026-10") for n in "abc"], lost=["b"], churn="flagged")
    assert looked_at(made) == {"b": "2026-10"}
    (one,) = lost_customers(made, scores(CARD, [90, 10, 90]), CARD, lost_rows(made))
    assert (one.verdict, one.left, one.score) == ("caught", None, 10)


@pytest.mark.parametrize("churn", ["dated", "flagged", "unknown"])
def test_nobody_lost(churn: str) -> None:
    """A book without losses has an empty list, however losses are known."""
    made = frame([("a", "2026-10")], churn=churn)  # type: ignore[arg-type]
    assert lost_customers(made, scores(CARD, [10]), CARD, lost_rows(made)) == ()


def test_some_accounts_only() -> None:
    """A filter keeps the lost customers among its accounts."""
    made = book({"a": "2026-10", "b": "2026-10"})
    array = scores(CARD, [10.0] * len(made.month))
    within = made.members("letter", "b")
    found = lost_customers(made, array, CARD, lost_rows(made), within)
    assert [made.accounts.ids[one.account] for one in found] == ["b"]
