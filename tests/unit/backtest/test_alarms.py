"""False alarms in three units, on calendars small enough to count on."""

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
from scoring.values import Bools, Ints


def calendar(*accounts: str) -> tuple[Bools, Ints, Ints]:
    """Accounts as strings of months: R flagged, . not flagged, a space for no row."""
    cells = [
        (sign == "R", account, month)
        for account, months in enumerate(accounts)
        for month, sign in enumerate(months)
        if sign != " "
    ]
    flagged, account, month = (np.array(column) for column in zip(*cells, strict=True))
    return flagged, account, month


def begins(*accounts: str, gap: int = 1) -> list[tuple[int, int]]:
    """The accounts and months in which an episode begins."""
    flagged, account, month = calendar(*accounts)
    starts = episode_starts(flagged, account, month, gap)
    return list(zip(account[starts].tolist(), month[starts].tolist(), strict=True))


def test_months() -> None:
    """3 of 12 account-months were flagged."""
    flagged, account, _ = calendar("R...RR", "......")
    figure = false_alarm_months(flagged, account)
    assert (figure.estimate, figure.n) == (0.25, 12)


def test_accounts() -> None:
    """In the last four months one of the two accounts watched through was flagged.

    The third has no row in one of them, the fourth came later: neither is counted.
    """
    flagged, account, month = calendar("R..R..", "RR....", "RRR RR", "   RRR")
    figure = false_alarm_accounts(flagged, account, month, window=4)
    assert (figure.estimate, figure.n) == (0.5, 2)


def test_a_year_needs_a_year() -> None:
    """With six months of data nobody was watched for a year, and the words say so."""
    figure = false_alarm_accounts(*calendar("R..R.."))
    assert figure.estimate is None
    assert figure.why == "No kept account was watched for 12 months in a row."


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ("RRR...", [0]),
        ("R.R...", [0]),  # one month between is tolerated
        ("R..R..", [0, 3]),  # two are not
        ("R R...", [0]),  # a month without a row is one without a flag
        ("R  R..", [0, 3]),
        ("......", []),
    ],
)
def test_one_gap_month_does_not_end_an_episode(months: str, expected: list[int]) -> None:
    """Flags with at most one month between them are one episode."""
    assert begins(months) == [(0, month) for month in expected]


def test_accounts_do_not_run_into_each_other() -> None:
    """The last month of one account and the first of the next are two episodes."""
    assert begins("..R", "R..") == [(0, 2), (1, 0)]
    assert begins("R.R", gap=0) == [(0, 0), (0, 2)]


def test_the_order_of_rows_does_not_matter() -> None:
    """Shuffled rows have the same beginnings."""
    flagged, account, month = calendar("R.RR..R", ".RR..R.")
    mix = np.random.default_rng(1).permutation(len(flagged))
    plain = episode_starts(flagged, account, month)
    assert episode_starts(flagged[mix], account[mix], month[mix]).tolist() == plain[mix].tolist()


def test_episodes_per_100() -> None:
    """Of 2 accounts x 4 counted months, two begin an episode: 25 per 100 accounts and month.

    The first two months only show what was running: the flag in month 0 runs on to month 2
    and begins nothing, month 5 does; the other account begins one in month 3.
    """
    figure = episodes_per_100(*calendar("R.R..R", "...R.R"))
    assert (figure.estimate, figure.n) == (25, 8)
    assert figure.low is not None
    assert figure.high is not None
    assert 0 < figure.low < 25 < figure.high < 100


def test_too_few_months_for_a_beginning() -> None:
    """In two months no beginning can be told."""
    figure = episodes_per_100(*calendar("RR", ".R"))
    assert (figure.estimate, figure.why) == (
        None,
        "It takes more than 2 months to see where an alarm begins.",
    )


def test_how_many_alarms_were_right() -> None:
    """Lead 1, horizon 2, data to month 9: of four observed alarms one is right, one too late.

    Account 0 is flagged in month 2 and lost in month 5 (right, 3 later); account 1 in month 3
    and lost in month 4 (too late, 1 later); account 2 in month 3 and kept; account 3 in month 2
    and lost in month 8 (6 later, not followed); account 4 in month 7, whose window is not over.
    Right of those in time: 1 of 3.
    """
    flagged, account, month = calendar("..R..", "...R", "...R......", "..R.....", ".......R..")
    never = np.iinfo(np.int64).max
    left = np.array([5, 4, never, 8, never])[account]
    found = episode_precision(flagged, account, month, left, last=9, lead=1, horizon=2)
    assert (found.followed, found.too_late, found.fully_observed) == (1, 1, 4)
    assert found.precision.estimate == pytest.approx(1 / 3)


def test_rows_after_the_loss_begin_nothing() -> None:
    """A flag in the month of the loss or later is no alarm."""
    flagged, account, month = calendar("....RR..")
    found = episode_precision(flagged, account, month, np.full(8, 4), last=20, lead=1, horizon=2)
    assert (found.fully_observed, found.precision.estimate) == (0, None)


def test_no_rows_are_words() -> None:
    """Without a row every unit says why it has no number."""
    no, none = np.zeros(0, bool), np.zeros(0, np.int64)
    assert false_alarm_months(no, none).why == "No account was kept."
    assert false_alarm_accounts(no, none, none).estimate is None
    assert episodes_per_100(no, none, none).estimate is None
    assert episode_precision(no, none, none, none, 9, 1, 2).precision.estimate is None
