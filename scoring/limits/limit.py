"""A limit is a number with a name, a meaning and a unit, which the environment may set anew."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scoring.errors import CommandError

PREFIX: Final = "BELLWETHER_LIMIT_"

_BYTES: Final = {"bytes": 1, "KiB": 1 << 10, "MiB": 1 << 20, "MB": 1_000_000}


@dataclass(frozen=True, slots=True)
class Limit:
    """One bound: what it is called, its usual number, in what unit, and how far it may be moved.

    Where `least` is `most` it cannot be moved: a card, a link or a file that is sound here is to
    be sound on every other server, too.
    """

    name: str
    usual: int
    unit: str
    least: int
    most: int
    meaning: str

    @property
    def variable(self) -> str:
        """The variable of the environment that sets it."""
        return PREFIX + self.name.upper()

    @property
    def fixed(self) -> bool:
        """Whether it is the same everywhere."""
        return self.least == self.most

    @property
    def now(self) -> int:
        """The number in force, in its unit; the usual one where what is set is no number for it.

        Nothing starts by a wrong setting, see `scoring.limits.settings`.
        """
        try:
            return self.read(os.environ)
        except CommandError:
            return self.usual

    @property
    def bytes(self) -> int:
        """The number in force in bytes. Raises KeyError where it counts something else."""
        return self.now * _BYTES[self.unit]

    def read(self, environ: Mapping[str, str]) -> int:
        """The number that an environment sets, or the usual one.

        Raises CommandError for what is no whole number, or one that is too small or too large.
        """
        text = environ.get(self.variable, "").strip()
        if not text:
            return self.usual
        if self.fixed:
            problem = f"{self.variable} cannot be set: {self.meaning} is bounded alike everywhere"
            raise CommandError(problem, fix=f"remove it; the limit is {self.said(self.usual)}")
        digits = text.replace("_", "")
        if not (digits.isascii() and digits.isdecimal() and len(digits) <= 18):
            problem = f"{self.variable} is '{text[:40]}', which is no whole number"
            raise CommandError(problem, fix=f"write {self.unit} as digits, such as {self.usual}")
        number = int(digits)
        if not self.least <= number <= self.most:
            side = "too small" if number < self.least else "too large"
            fix = f"choose from {self.said(self.least)} to {self.said(self.most)}"
            raise CommandError(f"{self.variable} is {number:,}, which is {side}", fix=fix)
        return number

    def said(self, number: int | None = None) -> str:
        """A number of it with its unit, the one in force unless said otherwise."""
        count = self.now if number is None else number
        one = count == 1 and self.unit.endswith("s")
        return f"{count:,} {self.unit[:-1] if one else self.unit}"


def fixed(name: str, number: int, unit: str, meaning: str) -> Limit:
    """A limit that is the same everywhere."""
    return Limit(name, number, unit, number, number, meaning)
