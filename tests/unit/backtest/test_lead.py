"""Months of warning: the last run of red months that reaches the notice, gaps of one allowed."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.backtest.cases import build_cases
from scoring.backtest.lead import NO_ROW, lead_months, lead_time, share_warned, strips_of
from scoring.live.frame import Frame
from scoring.spec.question import Question
from tests.unit.hand_made import NAN, frame, scores
from tests.unit.spec.samples import card

YEAR = [f"2026-{m:02}" for m in range(1, 13)]
CARD = card()  # Good from 75, Fair from 50, Poor (flags)
R, A = 30.0, 60.0


@pytest.mark.parametrize(
    ("months", "lead"),
    [
        ("......", 0),
        ("R.....", 0),  # red half a year ago, and then no more
        (".....R", 1),
        ("..RRRR", 4),
        ("RR.RRR", 6),  # one month between does not end it
        ("R..RRR", 3),  # two do
        ("RRRRR.", 6),  # the gap may be the last month
        ("RRRR..", 0),
        ("R.R.R.", 6),
        (".RR.R.", 5),
    ],
)
def test_the_last_run(months: str, lead: int) -> None:
    """Written as time goes by, the notice after the last letter."""
    red = np.array([[letter == "R" for letter in reversed(months)]])
    assert lead_months(red).tolist() == [lead]


def strip(values: list[float], months: int = 6, **facts: object) -> tuple[Frame, object]:
    made = frame([("a", m) for m in YEAR[: len(values)]], **facts)  # type: ignore[arg-type]
    losses = build_cases(made, Question(min_tenure=0)).losses
    return made, strips_of(made, losses, scores(CARD, values), CARD, months)


def test_a_strip_ends_before_the_notice() -> None:
    """Notice in July, end in September: June comes first, then May, back to January.

    Red in February, and from April to June: three months of warning; first red five months
    before the notice. What came after the notice, red or not, is no part of it.
    """
    values = [A, R, A, A, R, R, *[90.0] * 3]
    _, seen = strip(values, ended={"a": "2026-09"}, notice={"a": "2026-07"})
    assert seen.band.tolist() == [[2, 2, 1, 1, 2, 1]]
    assert seen.score().tolist() == [[R, R, A, A, R, A]]
    assert (seen.lead.tolist(), seen.first.tolist(), seen.whole.tolist()) == ([2], [5], [True])


def test_where_the_data_begin_the_warning_may_be_older() -> None:
    """Red from the first row on: at least four months, and it is said that there may be more."""
    _, seen = strip([R, R, R, R, R], ended={"a": "2026-05"})
    assert seen.band.tolist() == [[2, 2, 2, 2, NO_ROW, NO_ROW]]
    assert (seen.lead.tolist(), seen.whole.tolist()) == ([4], [False])


def test_a_month_without_a_score_is_a_gap() -> None:
    """Red, no score, red: three months; two months without a score end the run."""
    _, one = strip([A, A, R, NAN, R, A], ended={"a": "2026-06"})
    assert one.lead.tolist() == [3]
    _, two = strip([A, R, NAN, NAN, R, A], ended={"a": "2026-06"})
    assert two.lead.tolist() == [1]


def test_never_red() -> None:
    """No month of warning and no first flag."""
    _, seen = strip([A] * 6, ended={"a": "2026-06"})
    assert (seen.lead.tolist(), seen.first.tolist(), seen.whole.tolist()) == ([0], [0], [True])


def test_each_spell_has_its_own_strip() -> None:
    """a left in April and, back since June, in September: July and June precede the second."""
    _, seen = strip(
        [R] * 9, ended={"a": "2026-09"}, earlier=[("a", "2026-01", "2026-04", "2026-06")]
    )
    assert (seen.band >= 0).sum(axis=1).tolist() == [3, 3]  # January-March; June-August
    assert seen.lead.tolist() == [3, 3]


def test_how_many_were_warned_in_time() -> None:
    """Of four losses two were red for three months or more, three were red at all."""
    assert share_warned(np.array([0, 2, 3, 9]), 3) == (2, 4)
    assert share_warned(np.array([0, 2, 3, 9]), 0) == (3, 4)


def test_only_losses_that_the_question_counts_are_early_or_late() -> None:
    """Four are lost in July: one by a merger, one in its third month; two of them count.

    Of these b was red in May and June, d never: 1 of 2 was red for two months or more.
    """
    rows = [(name, m) for name in "abcd" for m in YEAR[:6] if name != "c" or m > "2026-04"]
    made = frame(
        rows,
        ended=dict.fromkeys("abcd", "2026-07"),
        reasons={"a": "Merger", "b": "Price"},
        started={"a": "2025-01", "b": "2025-01", "c": "2026-05", "d": "2025-01"},
    )
    red = {(name, m) for name in "ab" for m in YEAR[4:6]}
    ids = made.accounts.ids
    values = [
        R if (ids[who], YEAR[when - 2026 * 12]) in red else A
        for who, when in zip(made.account.tolist(), made.month.tolist(), strict=True)
    ]
    asked = Question(min_tenure=3, without=("Merger",))
    losses = build_cases(made, asked).losses
    found = lead_time(made, losses, scores(CARD, values), CARD, 2)
    assert (found.losses, found.never, found.early.estimate) == (2, 1, 0.5)
    everybody = build_cases(made, Question(min_tenure=0)).losses
    assert lead_time(made, everybody, scores(CARD, values), CARD, 2).losses == 4
