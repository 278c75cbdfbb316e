"""What speaks for a leak in a measure: the signs, their thresholds, and the light they make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from scoring.backtest.figure import Figure
from scoring.kinds.naming import titled

NAMES: Final = re.compile(
    r"churn|cancel|lost|notice|offboard|attrition|exited"
    r"|renewal[ _-]?(stage|status|forecast)|closed",
    re.IGNORECASE,
)
"""Names that speak of the loss itself (W13)."""

ZEROS: Final = 0.8
"""So many zeros in the month of the loss, and less than half as many otherwise (W10)."""

TOO_GOOD, TOO_GOOD_AND_STILL = 0.95, 0.85
"""No honest measure ranks so well months ahead; none so well that never moves (W11)."""

STATIC: Final = 0.05
"""Below this part of its spread within accounts, a measure does not move: a trait."""

CLIFF, SURE_CLIFF = 0.12, 0.05
"""So much ranking power, and surely so much, is there only on the eve of the end (W12)."""

APART: Final = 0.10
"""Blanks of lost and kept cases that differ by more, and surely by more than 0, tell (W14)."""

Level = Literal["clear", "amber", "red"]

LEVELS: Final[Mapping[str, Level]] = MappingProxyType(
    {"W11": "red", "W12": "amber", "W13": "amber", "W14": "amber", "W10": "clear"}
)
"""How grave each sign is. W10 harms no figure: rows from the month of the loss on are not used."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks for a leak: its code, and what was seen as a clause."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class LeakLight:
    """What speaks for a leak in one measure, its gravest sign first.

    `area` is the share of pairs of a lost case and one of an account that never left that the
    measure ranks rightly, in the direction in which it ranks better; `within` its spread
    within accounts over its whole spread, worked out where `area` asks for it; `drop` how much
    ranking power is there on the eve of the end and not yet three months before; `blank_lost`
    and `blank_kept` the shares of those cases without a value; `silent` the share of zeros in
    the month of the loss. None where it cannot be known. `unjudged` says why there is no
    `area`, "" if there is one.
    """

    name: str
    signs: tuple[Sign, ...]
    area: float | None = None
    within: float | None = None
    drop: Figure | None = None
    blank_lost: float | None = None
    blank_kept: float | None = None
    silent: float | None = None
    unjudged: str = ""

    @property
    def label(self) -> str:
        """The name made readable."""
        return titled(self.name)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the signs."""
        return tuple(sign.code for sign in self.signs)

    @property
    def level(self) -> Level:
        """Red: not to be believed; amber: to be looked into; clear: no harm to a back-test."""
        levels = [LEVELS[code] for code in self.codes]
        return "red" if "red" in levels else "amber" if "amber" in levels else "clear"

    @property
    def words(self) -> str:
        """What was seen, as one sentence; "" where nothing was."""
        return f"{self.label}: {'; '.join(s.words for s in self.signs)}." if self.signs else ""

    def said(self, code: str) -> str:
        """The words of the sign of that code. Raises KeyError if the light has none."""
        return {sign.code: sign.words for sign in self.signs}[code]


@dataclass(frozen=True, slots=True)
class LeakRows:
    """Rows that know of a loss by their date.

    `ending` counts those of the month of a loss, `after` later ones that are in the data,
    `used` the cases that look at any of them: none, if the case table is right.
    """

    ending: int
    after: int
    used: int


@dataclass(frozen=True, slots=True)
class Leaks:
    """The lights of all measures in the order of the catalogue; `losses` are lost accounts.

    Below 8 losses only names are looked at, and `words` says so; else it is "".
    """

    lights: tuple[LeakLight, ...]
    rows: LeakRows
    losses: int
    words: str

    def having(self, code: str) -> tuple[LeakLight, ...]:
        """The lights with the sign of that code."""
        return tuple(light for light in self.lights if code in light.codes)
