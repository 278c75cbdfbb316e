"""A thread knows who ends what it does, and asks them before each step that may take long.

Whoever begins work says once how it is asked whether it should go on. The steps themselves, deep
below, know nothing of pages or jobs: they ask, and what is raised ends the work.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_HERE = threading.local()


@contextmanager
def asked_by(check: Callable[[], None], *, anew: bool = False) -> Iterator[None]:
    """For the length of a block `go_on` asks `check`, which raises to end the work.

    Within another such block the outer one is asked, as its time began earlier; `anew` is for
    what is made for everybody, however little time the one has left who happens to come first.
    """
    before: Callable[[], None] | None = getattr(_HERE, "check", None)
    _HERE.check = check if anew or before is None else before
    try:
        yield
    finally:
        _HERE.check = before


def go_on() -> None:
    """Ask whether the work should go on. Raises whatever who began it raises to end it."""
    check: Callable[[], None] | None = getattr(_HERE, "check", None)
    if check is not None:
        check()
