"""How many cards were held against the same losses, and what the best of many is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

PASSING: Final = 1.0
"""A card that is gone within so many seconds was passed on the way to another: a slider moved."""

MOST: Final = 10_000
"""So many cards are told apart on one data set."""

FEW: Final = 5
"""Up to so many cards nothing is said of paths not taken."""


@dataclass(frozen=True, slots=True)
class Fork:
    """What the best of 200 cards seems to gain on so many losses, and what it truly gains.

    Both in AUC over the first card, from simulated books whose truth is known.
    """

    losses: int
    seems: float
    truly: float


FORKS: Final = (Fork(15, 0.054, 0.018), Fork(30, 0.050, 0.020), Fork(100, 0.032, 0.021))
FORKS_OF: Final = 200


@dataclass(frozen=True, slots=True)
class Tries:
    """The cards that were looked at in one visit, by the version of the data they were held to.

    `last` is the card on the screen with the second it came: data, digest, time.
    """

    settled: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    last: tuple[str, str, float] | None = None

    def looked(self, version: str, digest: str, now: float) -> Tries:
        """The same after a look at a card; `now` in seconds, of a clock that never goes back.

        The card before counts if it stood for a second; one that a slider passed does not.
        """
        before = self.last
        if before is not None and before[:2] == (version, digest):
            return self
        if before is None or now - before[2] < PASSING:
            return Tries(self.settled, (version, digest, now))
        held = self.settled.get(before[0], frozenset())
        if len(held) < MOST:
            held = held | {before[1]}
        settled = MappingProxyType({**self.settled, before[0]: held})
        return Tries(settled, (version, digest, now))

    def count(self, version: str) -> int:
        """How many different cards were held against these data, the one on the screen too."""
        held = self.settled.get(version, frozenset())
        if self.last is not None and self.last[0] == version:
            held = held | {self.last[1]}
        return len(held)


NO_TRIES: Final = Tries()
"""Where a visit begins."""


def fork_of(losses: int) -> Fork:
    """The nearest of the simulated numbers of losses that is not above this one."""
    return next((fork for fork in reversed(FORKS) if fork.losses <= losses), FORKS[0])


def forking_paths(tries: int, losses: int) -> str:
    """What trying so many cards on so many losses means, in words; "" for few cards."""
    if tries <= FEW:
        return ""
    fork = fork_of(losses)
    counted = "1 loss" if losses == 1 else f"{losses:,} losses"
    return (
        f"You have held {tries:,} cards against {counted}. Whoever tries many keeps the luckiest:"
        f" in simulated books with {fork.losses} losses the best of {FORKS_OF} cards seemed"
        f" {100 * fork.seems:.1f} points of ranking power better than the first and truly was"
        f" {100 * fork.truly:.1f}."
    )
