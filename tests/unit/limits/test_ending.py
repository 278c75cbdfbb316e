"""What takes long asks whether it should go on, and ends where whoever began it says so."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np
import pytest

from scoring.backtest.bootstrap import draw_accounts, of_weights
from scoring.engine.session import Session
from scoring.engine.watch import Watch
from scoring.errors import DataError, Stopped
from scoring.limits.ending import asked_by, go_on
from scoring.live.shelf import Shelf
from scoring.workbench.jobs import Job


def ends() -> None:
    raise Stopped("asked to", fix="")


def test_nobody_is_asked_where_nobody_began() -> None:
    """On the command line nothing ends by itself, also after a block that did."""
    go_on()
    with pytest.raises(Stopped, match="asked to"), asked_by(ends):
        go_on()
    go_on()


def test_the_outer_one_is_asked_unless_it_is_for_everybody() -> None:
    """A fragment within a page has the time of the page; a load for all has its own."""
    heard: list[str] = []
    with asked_by(lambda: heard.append("page")):
        with asked_by(lambda: heard.append("part")):
            go_on()
        with asked_by(lambda: heard.append("load"), anew=True):
            go_on()
        go_on()
    assert heard == ["page", "load", "page"]


def test_each_thread_has_its_own() -> None:
    """What ends one visitor's page ends no other's."""
    heard: list[str] = []
    with asked_by(ends):
        other = threading.Thread(target=lambda: heard.append(str(go_on())))
        other.start()
        other.join(5)
    assert heard == ["None"]


def of_a_shelf() -> None:
    Shelf(2).get("key", lambda: pytest.fail("made all the same"))


def of_a_query() -> None:
    Session().rows("SELECT 1")


def of_draws() -> None:
    of_weights(draw_accounts(3, 1), np.arange(3), lambda weights: float(weights.sum()))


@pytest.mark.parametrize("step", [of_a_shelf, of_a_query, of_draws], ids=lambda f: f.__name__)
def test_the_steps_that_take_long_ask_first(step: Callable[[], None]) -> None:
    """Results that are kept, queries and draws: nothing of them is begun any more."""
    with pytest.raises(Stopped, match="asked to"), asked_by(ends):
        step()


def test_time_that_is_up_is_told_with_its_number() -> None:
    """A page whose clock ran out names the seconds it had."""
    clock = Watch(seconds=1)
    clock._until = time.monotonic() - 1
    with pytest.raises(DataError, match="longer than 1 second "), asked_by(clock.check):
        go_on()


def test_a_job_is_ended_within_whatever_it_reckons() -> None:
    """Work that never looks at its watch ends at its next step on a shelf."""
    shelf, going = Shelf(1), threading.Event()

    def work(_: Watch) -> None:
        for number in range(10_000):
            shelf.get(number, lambda: time.sleep(0.005))
            going.set()

    job = Job("deaf", work)
    assert going.wait(5)
    job.stop()
    assert job.wait(5)
    with pytest.raises(Stopped, match="the work was stopped"):
        job.result()
