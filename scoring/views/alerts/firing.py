"""When an alert fires: once, and not again before its account was calm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scoring.errors import CommandError
from scoring.values import Bools, Month
from scoring.views.alerts.rule import AlertRule, Spot, within
from scoring.views.alerts.sight import Sight

MOST_CALM = 24
MOST_MARGIN = 50.0


@dataclass(frozen=True, slots=True)
class Hysteresis:
    """What must be before an alert fires again for the same account.

    `calm` months running without it, each by `margin` points clear of the line.
    """

    calm: int = 1
    margin: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        if self.calm != int(self.calm):
            raise CommandError(f"calm is {self.calm:g}", fix="give whole months")
        within("calm", self.calm, 1, MOST_CALM)
        within("margin", self.margin, 0, MOST_MARGIN)


@dataclass(frozen=True, slots=True)
class Fired:
    """One alert: rule, line of it, account and row (-1: none), and the place of its month."""

    rule: AlertRule
    line: str
    account: int
    row: int
    month: Month

    @property
    def key(self) -> str:
        """The rule and its line in one word."""
        return f"{self.rule.name}:{self.line}" if self.line else self.rule.name


def fires(holds: Bools, calm: Bools, months: int = 1) -> Bools:
    """Where an alert fires. Input: shape (months, accounts), see `Line`.

    An alert is on or off. It is off at first, but on where it holds in the first month of the
    data, as nobody knows since when. Off and holding, it fires and is on. On, it goes off at
    the end of the last of `months` calm months in a row; a month in which nobody can tell ends
    that row and begins none.
    """
    found = np.zeros(holds.shape, dtype=np.bool_)
    on, row = np.zeros(holds.shape[1], np.bool_), np.zeros(holds.shape[1], np.int64)
    for at in range(len(holds)):
        found[at] = holds[at] & ~on & (at > 0)
        row = np.where(calm[at], row + 1, 0)
        on = (on | holds[at]) & (row < months)
    return found


def fired(
    sight: Sight,
    rules: Sequence[AlertRule],
    hysteresis: Hysteresis,
    months: Sequence[Month],
    within: Bools | None = None,
) -> tuple[Fired, ...]:
    """What fired in these months, by month, then in the order of the rules, then by account.

    Input: `within` narrows to some accounts (a mask over accounts).
    """
    wanted = {month.number - sight.first for month in months}
    found: list[tuple[int, int, int, Fired]] = []
    for place, rule in enumerate(rules):
        for line in rule.lines(sight, hysteresis.margin):
            alarms = fires(line.holds, line.calm, hysteresis.calm)
            if within is not None:
                alarms &= within
            for at in sorted(wanted & set(range(len(alarms)))):
                for account in np.flatnonzero(alarms[at]).tolist():
                    row = int(sight.row[at, account])
                    month = Month(sight.first + at)
                    one = Fired(rule, line.name, account, row, month)
                    found.append((at, place, account, one))
    found.sort(key=lambda entry: entry[:3])
    return tuple(one for *_, one in found)


def why(sight: Sight, one: Fired) -> str:
    """Why an alert fired, in words."""
    return one.rule.why(sight, Spot(one.line, one.account, one.month.number - sight.first))
