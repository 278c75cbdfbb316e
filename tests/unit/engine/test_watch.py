"""Whoever waits can end a query in its middle, and is told which end it was."""

from __future__ import annotations

import threading
import time

import pytest

from scoring.engine.session import Session
from scoring.engine.watch import Watch
from scoring.errors import DataError, Stopped

ENDLESS = "SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b"


def test_a_running_query_is_broken_off() -> None:
    """A query that would take hours ends within seconds of the wish."""
    watch = Watch()
    session = Session(watch=watch)
    threading.Timer(0.3, watch.stop).start()
    began = time.monotonic()
    with pytest.raises(Stopped, match="stopped"):
        session.rows(ENDLESS)
    assert time.monotonic() - began < 5


def test_a_query_ends_when_the_time_of_the_load_is_up() -> None:
    """The bound holds inside a query, not only between two."""
    session = Session(watch=Watch(seconds=0.5))
    with pytest.raises(DataError, match=r"longer than|too long"):
        session.rows(ENDLESS)


def test_the_share_never_goes_back() -> None:
    """A bar that goes back would tell people nothing."""
    watch = Watch()
    watch.tell("first", 0.5)
    watch.tell("second", 0.2)
    assert (watch.step, watch.share) == ("second", 0.5)


def test_a_stop_after_the_end_harms_nothing() -> None:
    """A data set that is ready answers, whatever its load is told afterwards."""
    watch = Watch()
    session = Session(watch=watch)
    session.seal()
    watch.stop()
    assert session.one("SELECT 1") == 1
