"""What is asked of the past: how early, over which months, of which accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from scoring.errors import CommandError
from scoring.values import Month

Cohort = Literal["auto", "renewal", "calendar"]

Box = Literal["", "outside", "inside"]

Asked = Literal["renewal", "calendar", "current"]
"""The cohort that is looked at; `current` where the data have no before."""

CASES: Final = ("lost", "kept", "too late")
"""The outcomes that make a case; one that is too late has no place in any rate."""

EXCLUDED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "too young": "a customer for fewer months than the minimum tenure",
        "after notice": "notice had been given, or the end was there: nothing was left to warn of",
        "open notice": "notice given, but no end known yet: neither lost nor kept",
        "other reason": "lost for a reason that is set aside",
        "not closed": "the outcome lies beyond the last complete month",
        "pending": "the renewal lies beyond the last complete month",
        "no month": "the data have no rows at the month to look at",
    }
)
"""Why an account is no case at a month it was a customer, in words."""

_LIMITS: Final = {"lead": (0, 24), "horizon": (1, 36), "min_tenure": (0, 60)}


@dataclass(frozen=True, slots=True)
class Question:
    """The clock of a back-test; months throughout.

    An account is scored at the end of month t; a loss in (t + lead, t + lead + horizon] is
    one that could have been warned of. `every` is the least distance of two calendar looks
    (None: the horizon, so that no loss is counted twice). `label` dates a loss by the notice
    where one is known, or by the end always. `term` reckons past renewals back from the one
    on record, so many months each (None: only what is on record). Losses whose reason is in
    `without` are set aside. `box` leaves out what is locked away from tuning, or all but that.
    Raises CommandError for a number out of range.
    """

    lead: int = 3
    horizon: int = 6
    min_tenure: int = 3
    cohort: Cohort = "auto"
    label: Literal["notice", "end"] = "notice"
    every: int | None = None
    term: int | None = None
    without: tuple[str, ...] = ()
    box: Box = ""

    def __post_init__(self) -> None:
        """Refuse what no back-test can mean."""
        for name, (low, high) in _LIMITS.items():
            if not low <= getattr(self, name) <= high:
                raise CommandError(
                    f"{name} is {getattr(self, name)}", fix=f"give {low} to {high} months"
                )
        for name in ("every", "term"):
            given = getattr(self, name)
            if given is not None and not 1 <= given <= 60:
                raise CommandError(f"{name} is {given}", fix="give 1 to 60 months, or nothing")

    @property
    def spacing(self) -> int:
        """The least number of months between two calendar looks."""
        return self.horizon if self.every is None else self.every


@dataclass(frozen=True, slots=True)
class Clock:
    """A question with the data's answer to when: which cohort, which months.

    `looks` are the as-of months that are allowed; of the calendar `too_new` are those whose
    window is not closed yet. `last` is the last complete month, `because` says why this
    cohort was taken.
    """

    question: Question
    cohort: Asked
    last: Month
    looks: tuple[Month, ...]
    too_new: tuple[Month, ...]
    because: str
