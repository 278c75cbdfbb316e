"""Alarms that are told by their places give every figure of the rows, to the last digit."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.backtest.alarms import (
    episode_precision,
    episode_starts,
    episodes_per_100,
    false_alarm_accounts,
    false_alarm_months,
)
from scoring.backtest.clock import clock_of, usual_question
from scoring.backtest.false_alarms import watched_of
from tests.bundled import opened

FRAME = opened("demo").book.frame
CLOCK = clock_of(FRAME, usual_question(FRAME))
SOME = np.arange(len(FRAME.accounts.ids)) % 3 == 0


@pytest.mark.parametrize("part", [0.0, 0.02, 0.3, 1.0])
@pytest.mark.parametrize("within", [None, SOME, ~SOME & False], ids=["all", "some", "nobody"])
def test_places_say_what_rows_say(part: float, within: np.ndarray | None) -> None:
    """Of flags drawn at random the three units and the share that was right are the very same."""
    seen = watched_of(FRAME, CLOCK, within)
    flagged = np.random.default_rng(5).random(len(seen.rows)) < part
    alarms, kept, question = np.flatnonzero(flagged), seen.kept, CLOCK.question
    starts = episode_starts(flagged, seen.life, seen.month)
    begun = seen.begun(alarms)
    assert begun.tolist() == np.flatnonzero(starts).tolist()
    account, month = seen.account, seen.month
    assert seen.months(alarms) == false_alarm_months(flagged[kept], account[kept])
    years = false_alarm_accounts(flagged[kept], account[kept], month[kept])
    assert seen.accounts(alarms) == years
    assert seen.episodes(begun) == episodes_per_100(flagged, account, month, starts=starts)
    asked = CLOCK.last.number, question.lead, question.horizon
    right = episode_precision(
        flagged, account, month, seen.left, *asked, starts=starts, unsure=seen.unsure
    )
    assert seen.followed(begun, *asked) == right
