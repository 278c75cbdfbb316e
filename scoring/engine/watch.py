"""Whoever waits for a long piece of work sees how far it is, and can end it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from scoring.errors import DataError, Finding, Stopped
from scoring.limits.time import LOAD_SECONDS

SECONDS: Final = float(LOAD_SECONDS.now)
"""A load that takes longer is stopped."""


class Watch:
    """How far a piece of work is, and the wish to end it; safe between threads.

    The work tells each of its steps, and passes through `checked` whatever can be broken off.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        """Begin to count the time that the work may take."""
        self.step = ""
        self.share = 0.0
        self._until = time.monotonic() + seconds
        self._seconds = seconds
        self._asked = threading.Event()
        self._held: list[Callable[[], None]] = []
        self._lock = threading.Lock()

    @property
    def left(self) -> float:
        """The seconds that the work may still take; 0 if none are left."""
        return max(0.0, self._until - time.monotonic())

    @property
    def over(self) -> float:
        """The seconds by which it has outrun its time; 0 if it has not."""
        return max(0.0, time.monotonic() - self._until)

    @property
    def asked(self) -> bool:
        """Whether the end was asked for."""
        return self._asked.is_set()

    def renew(self) -> None:
        """Begin to count the time anew."""
        self._until = time.monotonic() + self._seconds

    def tell(self, step: str, share: float) -> None:
        """Name the step that begins, and the share of the work that is done, from 0 to 1.

        Raises what `check` raises.
        """
        self.check()
        self.step, self.share = step, min(1.0, max(self.share, share))

    def stop(self) -> None:
        """Ask the work to end; what can be broken off is broken off at once."""
        with self._lock:
            self._asked.set()
            for break_off in self._held:
                break_off()

    def check(self) -> None:
        """Raise Stopped if the end was asked for, DataError if the time is up."""
        if self._asked.is_set():
            raise Stopped("the work was stopped", fix="begin again when you like")
        if not self.left:
            raise self.too_long()

    def too_long(self) -> DataError:
        """The error for work whose time is up."""
        problem = f"it took longer than {LOAD_SECONDS.said(round(self._seconds))} and was stopped"
        return DataError([Finding("data", problem, "load fewer rows, months or columns")])

    @contextmanager
    def held(self, break_off: Callable[[], None]) -> Iterator[None]:
        """A stretch of work that `break_off` ends early. Raises what `check` raises."""
        with self._lock:
            self._held.append(break_off)
        try:
            self.check()
            yield
        finally:
            with self._lock:
                self._held.remove(break_off)
