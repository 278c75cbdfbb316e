"""False alarms in the three units that a team feels, and how often an alarm was right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.backtest.figure import Figure, no_figure
from scoring.backtest.proportions import clustered_proportion, proportion
from scoring.values import Bools, Ints

GAP = 1
"""Months without a flag that do not end an episode."""

YEAR = 12

NOTHING_OBSERVED = "No alarm was observed from its beginning to the end of its window."
"""What is said where there is no episode to judge."""


def false_alarm_months(flagged: Bools, account: Ints) -> Figure:
    """The share of the account-months of kept accounts that were flagged.

    Input: the rows of kept accounts, shape (rows,). Wilson, clustered by account.
    """
    return clustered_proportion(flagged, account, nothing="No account was kept.")


def false_alarm_accounts(flagged: Bools, account: Ints, month: Ints, window: int = YEAR) -> Figure:
    """The share of kept accounts flagged at least once in the last `window` months.

    Input: the rows of kept accounts, one per account and month, shape (rows,). Only accounts
    with a row in each of those months count: a shorter watch has fewer chances to cry wolf.
    Wilson over accounts.
    """
    nothing = f"No kept account was watched for {window} months in a row."
    if not len(month):
        return no_figure(nothing)
    recent = month > int(month.max()) - window
    watched = np.bincount(account[recent]) == window
    ever = np.bincount(account[recent], flagged[recent]) > 0.0
    return proportion(int(np.sum(ever & watched)), int(np.sum(watched)), nothing)


def episode_starts(flagged: Bools, account: Ints, month: Ints, gap: int = GAP) -> Bools:
    """Where an episode of alarm begins: flagged, and in none of the `gap` + 1 months before.

    Input: one row per account and month in any order, shape (rows,); a month without a row is
    one without a flag. Output: shape (rows,) in the same order.
    """
    rows = np.flatnonzero(flagged)
    rows = rows[np.lexsort((month[rows], account[rows]))]
    of, at = account[rows], month[rows]
    runs_on = (of[1:] == of[:-1]) & (at[1:] - at[:-1] <= gap + 1)
    starts = np.zeros(len(flagged), np.bool_)
    starts[rows[:1]] = True
    starts[rows[1:][~runs_on]] = True
    return starts


def episodes_per_100(
    flagged: Bools, account: Ints, month: Ints, gap: int = GAP, starts: Bools | None = None
) -> Figure:
    """Episodes of alarm that begin per 100 accounts and month: the workload.

    Input: the rows of the accounts asked about, one per account and month, shape (rows,). The
    first `gap` + 1 months of all only show whether an alarm was already running and are not
    counted; `starts` is the answer of `episode_starts` if it is known already. The interval is
    a hundred times the clustered Wilson interval of the share of account-months in which one
    begins.
    """
    nothing = f"It takes more than {gap + 1} months to see where an alarm begins."
    if not len(month):
        return no_figure(nothing)
    counted = month > int(month.min()) + gap  # the first months may carry an alarm on
    begins = (episode_starts(flagged, account, month, gap) if starts is None else starts)[counted]
    return per_100(clustered_proportion(begins, account[counted], nothing=nothing))


def per_100(seen: Figure) -> Figure:
    """A share as a number per hundred."""
    if seen.estimate is None or seen.low is None or seen.high is None:
        return seen
    return Figure(
        100.0 * seen.estimate,
        100.0 * seen.low,
        100.0 * seen.high,
        seen.n,
        seen.effective,
        seen.method,
    )


@dataclass(frozen=True, slots=True)
class Episodes:
    """How many alarms were right: `followed` of `fully observed` less the ones too late.

    `too_late` episodes were followed by a loss within the lead: nobody could have acted, so
    they are counted here and left out of the share, as such cases are everywhere.
    """

    precision: Figure
    followed: int
    too_late: int
    fully_observed: int


def episode_precision(
    flagged: Bools,
    account: Ints,
    month: Ints,
    left: Ints,
    last: int,
    lead: int,
    horizon: int,
    gap: int = GAP,
    starts: Bools | None = None,
    unsure: Ints | None = None,
) -> Episodes:
    """The share of alarms after whose first month t a loss followed in (t+lead, t+lead+horizon].

    Input: one row per account and month (rows,); `left` the month of the loss of each row's
    account (rows,), a month after `last` where it was kept; `last` the last complete month of
    the data. An episode is fully observed if its beginning can be told and its window is over by
    `last`; one whose window reaches the month `unsure` (rows,), from which nobody can say
    whether the account was lost, is left out. `starts` as for `episodes_per_100`. Wilson,
    clustered by account.
    """
    if not len(month):
        return Episodes(no_figure(NOTHING_OBSERVED), 0, 0, 0)
    at = np.flatnonzero(episode_starts(flagged, account, month, gap) if starts is None else starts)
    at = at[month[at] > int(month.min()) + gap]
    later = None if unsure is None else unsure[at]
    return followed(account[at], month[at], left[at], last, lead, horizon, later)


def followed(
    account: Ints,
    began: Ints,
    left: Ints,
    last: int,
    lead: int,
    horizon: int,
    unsure: Ints | None = None,
) -> Episodes:
    """The same of the episodes whose beginning can be told, shape (episodes,) each."""
    seen = (began + lead + horizon <= last) & (left > began)
    if unsure is not None:
        seen &= unsure > began + lead + horizon
    wait = left[seen] - began[seen]
    late = wait <= lead
    right = (wait > lead) & (wait <= lead + horizon)
    of = account[seen][~late]
    share = clustered_proportion(right[~late], of, nothing=NOTHING_OBSERVED)
    return Episodes(share, int(right.sum()), int(late.sum()), len(wait))
