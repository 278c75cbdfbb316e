"""A tour in the browser points at real controls, one after the other, and stands beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from scoring.ui.live.part import browser_part

_tour = browser_part("tour")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its title, what it says, and at what it points.

    `at` are CSS selectors in the order of preference: the first that finds something that can be
    seen is pointed at, also where it stands inside another part.
    """

    title: str
    text: str
    at: tuple[str, ...]


def show_tour(
    steps: Sequence[Step], words: Mapping[str, str], *, first: bool, called: str, key: str
) -> None:
    """Stand ready for the tour.

    Input: its steps; the words on its buttons (see `tour.js`); `first` says that this may be a
    first visit, so that the tour begins by itself unless this browser has seen it; `called` is a
    word that is new each time the tour is called, empty for never; a key that stays the same.
    """
    told = [asdict(one) for one in steps]
    _tour(key=key, data={"steps": told, "words": dict(words), "first": first, "called": called})
