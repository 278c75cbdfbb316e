"""The rules by which a case was flagged or not: what counts as a warning.

Every rule looks back over the same months for cases lost and kept.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np

from scoring.errors import CommandError
from scoring.registry import Registry
from scoring.values import Bools, Floats, rounded

WINDOW: Final = 6
"""Months that the rules over a window look at, the as-of month included."""

LONGEST: Final = 12
"""No rule looks back over more months."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a card said of each case over the months up to its as-of month.

    Arrays of shape (months, cases), the as-of month first; `score` is NaN and `red` and
    `scored` are false where there is no score.
    """

    red: Bools
    scored: Bools
    score: Floats


@dataclass(frozen=True, slots=True)
class Flags:
    """The answer of a rule, shape (cases,): who is flagged, and who could not be judged.

    Whoever could not be judged for want of a score is not flagged and is counted apart.
    """

    flagged: Bools
    unscored: Bools


@dataclass(frozen=True)
class FlagRule(ABC):
    """A rule; `months` is how far it looks back, the as-of month included."""

    name: ClassVar[str]
    label: ClassVar[str]
    """The rule, whatever its numbers, as the end of "a customer is flagged that"."""

    @property
    @abstractmethod
    def months(self) -> int:
        """How many months it looks at."""

    @abstractmethod
    def apply(self, seen: Seen) -> Flags:
        """Who is flagged. Input: at least `months` months."""

    @abstractmethod
    def in_words(self) -> str:
        """The rule as the end of a sentence that begins with "a customer is flagged that is"."""


@dataclass(frozen=True)
class RedNow(FlagRule):
    """Red at the as-of month."""

    name: ClassVar[str] = "red"
    label: ClassVar[str] = "is red"

    @property
    def months(self) -> int:
        """The as-of month alone."""
        return 1

    def apply(self, seen: Seen) -> Flags:
        """Who is in a band that flags."""
        return Flags(seen.red[0], ~seen.scored[0])

    def in_words(self) -> str:
        """The rule in words."""
        return "red at the month looked at"


@dataclass(frozen=True)
class RedRunning(FlagRule):
    """Red at the as-of month and in the months before it."""

    running: int = 2
    name: ClassVar[str] = "red_running"
    label: ClassVar[str] = "is red months running"

    def __post_init__(self) -> None:
        """Refuse what cannot be looked at."""
        _within("running", self.running, 2)

    @property
    def months(self) -> int:
        """As many as have to be red."""
        return self.running

    def apply(self, seen: Seen) -> Flags:
        """Who is red in all of these months."""
        return Flags(_every(seen.red[: self.running]), ~seen.scored[0])

    def in_words(self) -> str:
        """The rule in words."""
        return f"red at the month looked at and, with it, {self.running} months running"


@dataclass(frozen=True)
class RedRunInWindow(FlagRule):
    """Red in a number of consecutive months somewhere in the window."""

    running: int = 2
    window: int = WINDOW
    name: ClassVar[str] = "red_run_in_window"
    label: ClassVar[str] = "was red months running"

    def __post_init__(self) -> None:
        """Refuse what cannot be looked at."""
        _within("running", self.running, 2)
        _within("window", self.window, self.running)

    @property
    def months(self) -> int:
        """The window."""
        return self.window

    def apply(self, seen: Seen) -> Flags:
        """Who has so many red months in a row."""
        red = seen.red[: self.window]
        starts = self.window - self.running + 1
        runs = red[:starts].copy()
        for step in range(1, self.running):
            runs &= red[step : step + starts]
        return Flags(_some(runs), ~_some(seen.scored[: self.window]))

    def in_words(self) -> str:
        """The rule in words."""
        return f"red {self.running} months in a row within {self.window} months"


@dataclass(frozen=True)
class EverRed(FlagRule):
    """Red in any month of the window."""

    window: int = WINDOW
    name: ClassVar[str] = "ever_red"
    label: ClassVar[str] = "was ever red"

    def __post_init__(self) -> None:
        """Refuse what cannot be looked at."""
        _within("window", self.window, 1)

    @property
    def months(self) -> int:
        """The window."""
        return self.window

    def apply(self, seen: Seen) -> Flags:
        """Who was red at least once."""
        return Flags(_some(seen.red[: self.window]), ~_some(seen.scored[: self.window]))

    def in_words(self) -> str:
        """The rule in words."""
        return f"red at least once within {self.window} months"


@dataclass(frozen=True)
class Drop(FlagRule):
    """The score fell by so many points within so many months.

    The score of the as-of month is compared with that of exactly `over` months before.
    """

    points: float = 15.0
    over: int = 3
    name: ClassVar[str] = "drop"
    label: ClassVar[str] = "fell by points"

    def __post_init__(self) -> None:
        """Refuse what cannot be looked at."""
        _within("over", self.over, 1, LONGEST - 1)
        if not 0 < self.points <= 100:
            raise CommandError(f"points is {self.points:g}", fix="give more than 0, at most 100")

    @property
    def months(self) -> int:
        """From the as-of month back to the one it is compared with."""
        return self.over + 1

    def apply(self, seen: Seen) -> Flags:
        """Who fell far enough; without both scores nobody can tell."""
        fall = rounded(seen.score[self.over] - seen.score[0])
        return Flags(fall >= self.points, ~(seen.scored[0] & seen.scored[self.over]))

    def in_words(self) -> str:
        """The rule in words."""
        return f"{self.points:g} points or more below {_so_many(self.over)} before"


@dataclass(frozen=True)
class RedOrDrop(Drop):
    """Red at the as-of month, or fallen."""

    name: ClassVar[str] = "red_or_drop"
    label: ClassVar[str] = "is red, or fell by points"

    def apply(self, seen: Seen) -> Flags:
        """Who is one or the other; who has a score now can be judged."""
        return Flags(seen.red[0] | super().apply(seen).flagged, ~seen.scored[0])

    def in_words(self) -> str:
        """The rule in words."""
        return f"{RedNow().in_words()}, or {super().in_words()}"


FLAG_RULES: Final = Registry[type[FlagRule]](
    "flag rule", (RedNow, RedRunning, RedRunInWindow, EverRed, Drop, RedOrDrop)
)
"""All the rules there are, the usual one first."""


def _every(months: Bools) -> Bools:
    return np.asarray(months.all(axis=0), dtype=np.bool_)


def _some(months: Bools) -> Bools:
    return np.asarray(months.any(axis=0), dtype=np.bool_)


def _within(name: str, number: int, least: int, most: int = LONGEST) -> None:
    if not least <= number <= most:
        raise CommandError(f"{name} is {number}", fix=f"give {least} to {most} months")


def _so_many(months: int) -> str:
    return "the month" if months == 1 else f"{months} months"
