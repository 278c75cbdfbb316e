"""What counts as a warning, rule by rule, on months that can be counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.backtest.cases import build_cases
from scoring.backtest.flag_rules import (
    FLAG_RULES,
    Drop,
    EverRed,
    FlagRule,
    Flags,
    RedNow,
    RedOrDrop,
    RedRunInWindow,
    RedRunning,
)
from scoring.backtest.flags import flags_of
from scoring.errors import CommandError
from scoring.live.book import Book
from scoring.spec.question import Question
from tests.unit.hand_made import NAN, frame, scores
from tests.unit.spec.samples import card

YEAR = [f"2026-{m:02}" for m in range(1, 13)]
CARD = card()  # Good from 75, Fair from 50, Poor (flags)

# One look in June (lead 3, horizon 3, data to December); the scores of January to June.
JUNE = Question(horizon=3, every=12, cohort="calendar")
R, A = 30.0, 60.0
HISTORY = {
    "a": [A, A, A, A, A, R],  # red in June alone
    "b": [A, A, A, A, R, R],  # red in May and June
    "c": [A, R, R, A, A, A],  # red two months running, but earlier
    "d": [A, R, A, R, A, A],  # red twice, never running
    "e": [A, A, 90.0, A, A, 75.0],  # from 90 in March to 75 in June: 15 points
    "f": [A, A, 90.0, A, A, 75.5],  # 14.5 points
    "g": [R, R, R, R, R, NAN],  # no score in June
    "h": [A, A, NAN, A, A, A],  # no score in March
    "i": [NAN] * 6,  # never a score
    "j": [A, R, NAN, R, A, A],  # no score in March, between two red months
}


def by_rule(rule: FlagRule, history: dict[str, list[float]] | None = None) -> Flags:
    """The rule over the histories; what comes after June is red for all and must not count."""
    known = history or HISTORY
    made = frame([(n, m) for n in known for m in YEAR])
    values = [*np.array(list(known.values())).T.ravel(), *[R] * (6 * len(known))]
    cases = build_cases(made, JUNE)
    assert len(cases) == len(known)
    return flags_of(Book(made, lambda _: {}), cases, scores(CARD, values), CARD, rule)


def named(mask: np.ndarray) -> str:
    return "".join(name for name, holds in zip(HISTORY, mask.tolist(), strict=True) if holds)


@pytest.mark.parametrize(
    ("rule", "flagged", "unscored"),
    [
        (RedNow(), "ab", "gi"),
        (RedRunning(), "b", "gi"),
        (RedRunning(3), "", "gi"),
        (RedRunInWindow(), "bcg", "i"),
        (RedRunInWindow(window=3), "bg", "i"),
        (EverRed(), "abcdgj", "i"),
        (EverRed(window=3), "abdgj", "i"),
        (Drop(), "abe", "ghij"),  # a and b fell from 60 to 30
        (Drop(points=40), "", "ghij"),
        (Drop(over=1), "a", "gi"),  # b was red in May already; e rose from 60 to 75
        (RedOrDrop(), "abe", "gi"),
    ],
    ids=lambda value: value.in_words() if isinstance(value, FlagRule) else str(value),
)
def test_each_rule(rule: FlagRule, flagged: str, unscored: str) -> None:
    """Who is flagged, and who cannot be judged; nobody is both."""
    found = by_rule(rule)
    assert named(found.flagged) == flagged
    assert named(found.unscored) == unscored
    assert not (found.flagged & found.unscored).any()


def test_the_usual_rule_comes_first() -> None:
    """The registry lists six rules by name, each made without a word."""
    assert FLAG_RULES.names == (
        "red",
        "red_running",
        "red_run_in_window",
        "ever_red",
        "drop",
        "red_or_drop",
    )
    words = [rule().in_words() for rule in FLAG_RULES]
    assert words[0] == "red at the month looked at"
    assert words[4] == "15 points or more below 3 months before"
    assert len(set(words)) == 6


def test_windows_are_equally_long_for_lost_and_kept() -> None:
    """a is lost in November, b stays: the same six months of each are looked at."""
    made = frame([(n, m) for n in "ab" for m in YEAR], ended={"a": "2026-11"})
    red_in_january = [R, R, *[A] * 22]
    cases = build_cases(made, JUNE)
    kept = Book(made, lambda _: {})
    values = scores(CARD, red_in_january)
    assert flags_of(kept, cases, values, CARD, EverRed(6)).flagged.tolist() == [True, True]
    assert flags_of(kept, cases, values, CARD, EverRed(5)).flagged.tolist() == [False, False]


def test_months_of_an_earlier_spell_are_not_looked_at() -> None:
    """a was red in January and left, and is back since March: in June March to June count."""
    made = frame([("a", m) for m in YEAR], earlier=[("a", "2025-01", "2026-01", "2026-03")])
    cases = build_cases(made, JUNE)
    values = scores(CARD, [R, *[A] * 11])
    assert cases.spell.tolist() == [2]
    found = flags_of(Book(made, lambda _: {}), cases, values, CARD, EverRed())
    assert found.flagged.tolist() == [False]
    in_march = scores(CARD, [R, A, R, *[A] * 9])
    found = flags_of(Book(made, lambda _: {}), cases, in_march, CARD, EverRed())
    assert found.flagged.tolist() == [True]


def test_a_fall_is_compared_as_scores_are() -> None:
    """60.3 less 45.3 is 15, whatever the last bits of the doubles say."""
    assert by_rule(Drop(), {"a": [A, A, 60.3, A, A, 45.3]}).flagged.tolist() == [True]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: RedRunning(1),
        lambda: RedRunInWindow(running=7, window=6),
        lambda: EverRed(13),
        lambda: Drop(over=12),
        lambda: Drop(points=0),
        lambda: RedOrDrop(points=101),
    ],
)
def test_what_cannot_be_looked_at(wrong: type[FlagRule]) -> None:
    """Rules beyond a year or without sense are refused with the range."""
    with pytest.raises(CommandError, match="give"):
        wrong()
