"""So much work goes on at a time; the rest waits in line, and no visit takes every place.

Who has waited longest comes next, except that a visit with enough work going on lets others pass.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from scoring.errors import CommandError

_LOOK: Final = 0.2
"""Seconds after which whoever waits looks whether it is still wanted."""


@dataclass(eq=False, frozen=True)
class _Place:
    """One piece of work in line; `whose` is the visit, empty for none."""

    whose: str


class Turns:
    """A line before a number of places; safe between threads."""

    def __init__(self, at_once: int, each: int, waiting: int) -> None:
        """So many works at once, so many of each visit, and so many that may wait."""
        self._at_once, self._each, self._most = at_once, each, waiting
        self._line: list[_Place] = []
        self._going: Counter[str] = Counter()
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, whose: str, told: Callable[[str], None]) -> Iterator[None]:
        """Wait for a place, and have it for the length of the block.

        Input: the visit, empty for work of none; who hears, again and again, how long the line
        is, and may raise to leave it. Raises CommandError where too many wait already.
        """
        self._wait(whose, told)
        try:
            yield
        finally:
            with self._changed:
                self._going[whose] -= 1
                self._going += Counter()  # forgets visits that have nothing going on
                self._changed.notify_all()

    def _wait(self, whose: str, told: Callable[[str], None]) -> None:
        place = _Place(whose)
        with self._changed:
            if len(self._line) >= self._most:
                problem = f"the server is busy: {len(self._line)} works wait already"
                raise CommandError(problem, fix="try again in a few minutes")
            self._line.append(place)
        try:
            while not self._taken(place):
                told(self._said(place))
        finally:
            with self._changed:
                if place in self._line:
                    self._line.remove(place)
                self._changed.notify_all()

    def _taken(self, place: _Place) -> bool:
        """Whether the place was taken, at once or within a moment."""
        with self._changed:
            if not self._is_next(place):
                self._changed.wait(_LOOK)
            if not self._is_next(place):
                return False
            self._line.remove(place)
            self._going[place.whose] += 1
            return True

    def _is_next(self, place: _Place) -> bool:
        if self._going.total() >= self._at_once:
            return False
        return next((one for one in self._line if not self._has_enough(one)), None) is place

    def _has_enough(self, place: _Place) -> bool:
        return bool(place.whose) and self._going[place.whose] >= self._each

    def _said(self, place: _Place) -> str:
        with self._changed:
            if self._has_enough(place):
                return "Waiting for your other work to end"
            before = next((at for at, one in enumerate(self._line) if one is place), 0)
            return f"The server is busy; you are number {before + 1} in line"
