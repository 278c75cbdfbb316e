"""One word of the app with what it means."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A word as it stands on tiles, columns and labels, and its meaning in plain sentences.

    `also` are other words for it: the app's own and those that readers may look for.
    """

    name: str
    text: str
    also: tuple[str, ...] = ()
