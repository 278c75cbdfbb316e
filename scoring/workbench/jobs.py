"""Work of a few seconds or more runs beside the page that waits for it, and can be ended."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Final, Generic, TypeVar

from scoring.engine.watch import Watch
from scoring.errors import Stopped
from scoring.limits.ending import asked_by
from scoring.limits.time import ABSENT_SECONDS, LOADS_AT_ONCE, WORKS_OF_A_VISIT, WORKS_WAITING
from scoring.workbench.resident import must_have_room
from scoring.workbench.turns import Turns

Made = TypeVar("Made")

AT_ONCE: Final = LOADS_AT_ONCE.now
"""So many pieces of work run at the same time in one process; others wait for their turn."""

PATIENCE: Final = ABSENT_SECONDS.now
"""Seconds after which work is ended whose visitor has gone: a line may come back."""

_GRACE: Final = 5.0
"""Seconds that work has to end once its time is up; then nobody waits for it any more."""

_TURNS: Final = Turns(AT_ONCE, WORKS_OF_A_VISIT.now, WORKS_WAITING.now)


class Job(Generic[Made]):
    """One piece of work in a thread of its own; `watch` tells how far it is.

    `about` says what is made, for whoever waits, `part` which part of a page does, and `whose`
    which visit, so that one visit does not keep all others waiting.
    """

    def __init__(
        self,
        about: str,
        work: Callable[[Watch], Made],
        part: str = "",
        wanted: Callable[[], bool] | None = None,
        whose: str = "",
    ) -> None:
        """Begin the work at once, or as soon as there is a turn.

        Where nobody has wanted it for some seconds, as `wanted` tells, it is ended.
        """
        self.about, self.part = about, part
        self.whose, self.watch = whose, Watch()
        self._work = work
        self._made: list[Made] = []
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="bellwether-job", daemon=True)
        self._thread.start()
        if wanted is not None:
            guard = partial(self._end_unwanted, wanted)
            threading.Thread(target=guard, name="bellwether-guard", daemon=True).start()

    @property
    def done(self) -> bool:
        """Whether it has ended, well or badly, or nobody waits for it any more."""
        return self.given_up or not self._thread.is_alive()

    @property
    def given_up(self) -> bool:
        """Whether it goes on beyond its time, and does not listen."""
        return self.watch.over > _GRACE and self._thread.is_alive()

    @property
    def stopped(self) -> bool:
        """Whether it has ended because somebody asked for it."""
        return isinstance(self._error, Stopped)

    def wait(self, seconds: float) -> bool:
        """Wait at most so long; whether it has ended."""
        self._thread.join(seconds)
        return self.done

    def stop(self) -> None:
        """Ask it to end; what it would have made is let go of."""
        self.watch.stop()

    def result(self) -> Made:
        """What was made.

        Raises what the work raised, Stopped where it was asked to end, and DataError where it
        goes on beyond its time.
        """
        if self.given_up:
            raise self.watch.too_long()
        if self._error is not None:
            raise self._error
        return self._made[0]

    def _run(self) -> None:
        try:
            with _TURNS.turn(self.whose, self._in_line), asked_by(self.watch.check):
                must_have_room()
                made = self._work(self.watch)
            self.watch.check()
            self._made.append(made)
        except BaseException as error:  # handed to whoever asks for the result
            self._error = error

    def _in_line(self, said: str) -> None:
        """The time spent waiting is not the work's own."""
        self.watch.renew()
        self.watch.tell(said, 0.0)

    def _end_unwanted(self, wanted: Callable[[], bool]) -> None:
        absent = 0
        while not self.wait(1.0):
            absent = 0 if wanted() else absent + 1
            if absent >= PATIENCE:
                self.stop()
                return
