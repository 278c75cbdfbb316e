"""A platform says how a card is entered there and what of it gets lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scoring.spec.model import Card


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the instructions: sentences, and a table of texts below them.

    Its texts are as people wrote them; whoever shows them makes them harmless.
    """

    title: str
    said: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that the platform cannot say.

    `says` is what gets lost and `instead` what to do about it; `like` makes a card that scores
    as the platform then does, so that the difference can be counted (None: it cannot be).
    """

    says: str
    instead: str
    like: Callable[[Card], Card] | None = None


@dataclass(frozen=True, slots=True)
class Platform:
    """A customer success platform: its name, how a card is entered, what it cannot say.

    `pages` are the titles of its own documentation that this was written from.
    """

    name: str
    label: str
    pages: tuple[str, ...]
    enter: Callable[[Card], tuple[Part, ...]]
    losses: Callable[[Card], tuple[Loss, ...]]


@dataclass(frozen=True, slots=True)
class Counted:
    """A loss, and the accounts whose band it changes; None where that cannot be counted."""

    loss: Loss
    moved: int | None


@dataclass(frozen=True, slots=True)
class Handover:
    """Instructions for one card and one platform, with what gets lost.

    `of` accounts of the month `as_of` were looked at and `together` of them get another band
    by all counted losses at once; None without data.
    """

    platform: Platform
    card: Card
    parts: tuple[Part, ...]
    losses: tuple[Counted, ...]
    as_of: str | None = None
    of: int = 0
    together: int | None = None
