"""Each lost customer stands on the board with the verdict that its case has."""

from __future__ import annotations

import math

import pytest

from scoring.backtest.cases import LOST, build_cases
from scoring.backtest.flag_rules import EverRed, FlagRule, RedNow
from scoring.backtest.flags import rows_before as look_back
from scoring.backtest.flags import seen_of
from scoring.backtest.lost import Board, Lost, board_of
from scoring.live.frame import Frame
from scoring.spec.question import Question
from scoring.values import Bools
from tests.unit.hand_made import NAN, frame, scores
from tests.unit.spec.samples import card

YEAR = [f"2026-{m:02}" for m in range(1, 13)]
CARD = card()  # Good from 75, Fair from 50, Poor (flags)

# With a lead of 3 and a horizon of 6 months a year of data has one look: the end of March, as
# 3 + 3 + 6 = 12. It sees losses from July to December; April to June are too late to act on.
CALENDAR = Question(cohort="calendar", min_tenure=0)


def book(ended: dict[str, str], notice: dict[str, str] | None = None) -> Frame:
    """Accounts a to e with a row in each month of 2026."""
    return frame([(n, m) for n in "abcde" for m in YEAR], ended=ended, notice=notice)


def board(
    made: Frame,
    values: list[float],
    question: Question = CALENDAR,
    rule: FlagRule | None = None,
    within: Bools | None = None,
) -> Board:
    """The board of a book whose rows have these scores."""
    rule, told = rule or RedNow(), scores(CARD, values)
    cases = build_cases(made, question)
    flags = rule.apply(seen_of(look_back(made, cases, rule.months), told, CARD))
    return board_of(made, cases, flags, told, CARD, within)


def steady(made: Frame, values: dict[str, float]) -> list[float]:
    """Every account has the same score in all its months."""
    return [values[made.accounts.ids[a]] for a in made.account.tolist()]


def by_month(made: Frame, values: dict[str, float], otherwise: float) -> list[float]:
    """All accounts have the same score in a month."""
    names = {m.number: str(m) for m in made.months}
    return [values.get(names[n], otherwise) for n in made.month.tolist()]


def told(made: Frame, found: Board) -> dict[str, Lost]:
    return {made.accounts.ids[one.account]: one for one in found.lost}


def test_the_verdicts_are_those_of_the_cases() -> None:
    """In a band that flags is caught, in another missed, without a score not scored."""
    made = book(dict.fromkeys("abcd", "2026-10"))
    found = board(made, steady(made, {"a": 49.9, "b": 50.0, "c": NAN, "d": 80.0, "e": 10.0}))
    verdicts = {name: one.verdict for name, one in told(made, found).items()}
    assert verdicts == {"a": "caught", "b": "missed", "c": "not scored", "d": "missed"}
    assert (found.count("missed"), found.count("caught"), found.count("too late")) == (2, 1, 0)


def test_the_month_looked_at_is_that_of_the_case() -> None:
    """Who left in October is looked at in March, 7 months before; with a notice in August, 5."""
    made = book({"a": "2026-10", "b": "2026-10"}, {"b": "2026-08"})
    found = told(made, board(made, steady(made, dict.fromkeys("abcde", 90.0))))
    assert (str(found["a"].left), found["a"].looked) == ("2026-10", 7)
    assert (str(found["b"].left), found["b"].looked) == ("2026-08", 5)
    assert {int(made.month[one.row]) for one in found.values()} == {made.months[2].number}


def test_the_look_of_a_renewal_is_a_lead_before_the_loss() -> None:
    """A loss of the renewal cohort is looked at 3 months before, whenever that is."""
    made = book({"a": "2026-10", "b": "2026-12"})
    values = steady(made, dict.fromkeys("abcde", 90.0))
    found = told(made, board(made, values, Question(cohort="renewal", min_tenure=0)))
    assert [found[name].looked for name in "ab"] == [3, 3]
    assert str(made.months[6]) == "2026-07"
    assert made.month[found["a"].row] == made.months[6].number


def test_a_loss_within_the_lead_came_too_late() -> None:
    """Seen in March and gone in June there was no time: it is in no rate, red or not."""
    made = book({"a": "2026-06"})
    found = told(made, board(made, steady(made, dict.fromkeys("abcde", 10.0))))
    assert found["a"].verdict == "too late"


def test_what_no_look_reaches_says_why() -> None:
    """Gone in February, before the look in March, a loss is no case."""
    made = book({"a": "2026-02"})
    one = told(made, board(made, steady(made, dict.fromkeys("abcde", 10.0))))["a"]
    assert (one.verdict, one.fate) == ("no case", "no look")


def test_only_what_was_known_then_counts() -> None:
    """The score of the month looked at decides, not the fall that came after."""
    made = book({"a": "2026-10"})
    late = {f"2026-{m:02}": 20.0 for m in range(4, 13)}
    found = board(made, by_month(made, late, 90.0))
    one = told(made, found)["a"]
    assert (one.verdict, one.score) == ("missed", 90)
    # Red from April to September, the six months before October.
    before = found.strips([one])
    assert before is not None
    assert (before.lead.tolist(), before.whole.tolist()) == ([6], [True])


def test_the_rule_decides_who_was_flagged() -> None:
    """Red in January only, an account is missed by its state in March, caught as ever red."""
    made = book({"a": "2026-10"})
    values = by_month(made, {"2026-01": 20.0}, 90.0)
    assert told(made, board(made, values))["a"].verdict == "missed"
    assert told(made, board(made, values, rule=EverRed()))["a"].verdict == "caught"


def test_missed_ones_come_first() -> None:
    """Missed, not scored, caught, then too late; among equals the larger revenue first."""
    rows = [(n, m) for n in "abcdef" for m in YEAR]
    ended = dict.fromkeys("abcde", "2026-10") | {"f": "2026-05"}
    made = frame(rows, ended=ended, arr={"a": 5, "b": 1, "c": 9, "d": NAN, "e": 3, "f": 99})
    values = {"a": 10.0, "b": 90.0, "c": NAN, "d": 90.0, "e": 90.0, "f": 10.0}
    found = board(made, steady(made, values))
    assert [made.accounts.ids[one.account] for one in found.lost] == list("ebdcaf")


def test_without_a_row_at_the_look_there_is_no_score() -> None:
    """A customer since June without a row in March is looked at in none."""
    rows = [("a", m) for m in YEAR[5:10]] + [("b", m) for m in YEAR]
    made = frame(rows, ended={"a": "2026-10"}, started={"a": "2025-01"})
    one = told(made, board(made, [90.0] * len(rows)))["a"]
    assert (one.verdict, one.row, one.arr) == ("not scored", -1, 100)
    assert math.isnan(one.score)


def test_flagged_losses_have_one_snapshot() -> None:
    """Without dates the row is the last snapshot: no month of leaving, no strip."""
    made = frame([(n, "2026-10") for n in "abc"], lost=["b"], churn="flagged")
    found = board(made, [90, 10, 90], Question(min_tenure=0))
    (one,) = found.lost
    assert (one.verdict, one.left, one.score, one.place) == ("caught", None, 10, -1)
    assert found.strips([one]) is None


@pytest.mark.parametrize("churn", ["dated", "flagged", "unknown"])
def test_nobody_lost(churn: str) -> None:
    """A book without losses has an empty board, however losses are known."""
    made = frame([("a", "2026-10")], churn=churn)  # type: ignore[arg-type]
    assert not len(board(made, [10], Question()).lost)


def test_some_accounts_only() -> None:
    """A filter keeps the lost customers among its accounts, each with its own verdict."""
    made = book({"a": "2026-10", "b": "2026-10"})
    values = steady(made, {"a": 90.0, "b": 10.0, "c": 1.0, "d": 1.0, "e": 1.0})
    found = board(made, values, within=made.members("letter", "b"))
    (one,) = found.lost
    assert (made.accounts.ids[one.account], one.verdict) == ("b", "caught")


def test_the_board_and_the_table_count_alike() -> None:
    """Caught, missed and not scored together are the lost cases of the table."""
    made = book({"a": "2026-08", "b": "2026-12", "c": "2026-02", "d": "2026-05"})
    found = board(made, steady(made, dict.fromkeys("abcde", 10.0)))
    cases = build_cases(made, CALENDAR)
    judged = [one.account for one in found.lost if one.verdict in ("caught", "missed")]
    assert sorted(judged) == sorted(cases.account[cases.outcome == LOST].tolist()) == [0, 1]
