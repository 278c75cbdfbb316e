"""An alert rule says of every account and month whether it holds and whether all is calm."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from scoring.errors import CommandError
from scoring.values import Bools
from scoring.views.alerts.sight import Sight


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a rule watches, such as one red flag; `name` is empty where there is one.

    `holds` and `calm` have the shape (months, accounts) and are never both true. Neither is
    where nobody can tell, as in a month without a row.
    """

    name: str
    holds: Bools
    calm: Bools


class Spot(NamedTuple):
    """Where an alert fired: on which line, for which account, at which place of the months."""

    line: str
    account: int
    at: int


@dataclass(frozen=True)
class AlertRule(ABC):
    """A rule; its numbers are its fields, and refuse what cannot be meant."""

    name: ClassVar[str]
    label: ClassVar[str]
    """The rule, whatever its numbers, as a heading."""

    @abstractmethod
    def lines(self, sight: Sight, margin: float) -> tuple[Line, ...]:
        """What it watches. Input: the points by which a score must clear a line to be calm."""

    @abstractmethod
    def in_words(self) -> str:
        """The rule with its numbers, as the end of "fires for a customer that"."""

    @abstractmethod
    def why(self, sight: Sight, spot: Spot) -> str:
        """Why it fired there. Plain text, with names from the card and the data in it."""


def within(name: str, number: float, least: float, most: float) -> None:
    """Refuse a number outside its limits. Raises CommandError."""
    if not least <= number <= most:
        raise CommandError(f"{name} is {number:g}", fix=f"give {least:g} to {most:g}")


def so_many(months: int) -> str:
    """A number of months in words."""
    return "1 month" if months == 1 else f"{months} months"
