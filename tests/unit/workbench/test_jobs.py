"""Work beside a page gives what it made, or why it made nothing, and can be ended."""

from __future__ import annotations

import threading
import time

import pytest

from scoring.engine.watch import Watch
from scoring.errors import DataError, Finding, Stopped
from scoring.workbench import jobs
from scoring.workbench.jobs import AT_ONCE, Job


def test_a_job_gives_what_it_made() -> None:
    """The result is there as soon as the work has ended."""
    job = Job("four", lambda _: 2 + 2)
    assert job.wait(5)
    assert job.result() == 4


def test_a_fault_reaches_whoever_asks() -> None:
    """What went wrong in the thread is raised where the result is asked for."""

    def work(_: Watch) -> int:
        raise DataError([Finding("file 'a'", "the file is empty", "export it again")])

    job = Job("nothing", work)
    assert job.wait(5)
    with pytest.raises(DataError, match="the file is empty"):
        job.result()


def test_a_stopped_job_makes_nothing() -> None:
    """Even where the work itself no longer looks whether it should end."""
    going, may_end = threading.Event(), threading.Event()

    def work(_: Watch) -> int:
        going.set()
        may_end.wait(5)
        return 1

    job = Job("one", work)
    assert going.wait(5)
    job.stop()
    may_end.set()
    assert job.wait(5)
    with pytest.raises(Stopped, match="stopped"):
        job.result()


def test_more_jobs_than_turns_wait_and_say_so() -> None:
    """The third of three jobs tells that it waits, and is done once the others are."""
    may_end = threading.Event()
    first = [Job("wait", lambda _: may_end.wait(10)) for _ in range(AT_ONCE)]
    late = Job("late", lambda _: "made")
    assert not late.wait(0.5)
    assert late.watch.step == "The server is busy; you are number 1 in line"
    may_end.set()
    assert all(job.wait(5) for job in [*first, late])
    assert late.result() == "made"


def test_work_that_nobody_wants_any_more_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A visitor who has gone for good holds up nobody; one who comes back in time goes on."""
    monkeypatch.setattr(jobs, "PATIENCE", 1)
    may_end = threading.Event()
    here = threading.Event()
    here.set()
    gone = Job("gone", lambda _: may_end.wait(10), wanted=lambda: False)
    kept = Job("kept", lambda _: may_end.wait(10), wanted=here.is_set)
    assert not gone.wait(0.5)
    for _ in range(30):
        if gone.watch.asked:
            break
        time.sleep(0.1)
    assert gone.watch.asked
    assert not kept.watch.asked
    may_end.set()
    assert gone.wait(5)
    assert gone.stopped
    assert kept.wait(5)
    assert kept.result() is True


def test_the_time_spent_waiting_is_not_the_works_own() -> None:
    """Whoever waits for a turn has the whole time once it comes."""
    watch = Watch(seconds=0.2)
    time.sleep(0.3)
    watch.renew()
    watch.check()
    assert 0 < watch.left <= 0.2


def test_work_that_does_not_listen_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits beyond its time and a moment more; the error names the limit."""
    monkeypatch.setattr(jobs, "_GRACE", 0.1)
    deaf, may_end = threading.Event(), threading.Event()

    def work(watch: Watch) -> bool:
        watch._seconds = 0.1
        watch.renew()
        deaf.set()
        return may_end.wait(20)

    job = Job("deaf", work)
    assert deaf.wait(5)
    assert not job.done
    time.sleep(0.4)
    assert job.done
    with pytest.raises(DataError, match="longer than 0 seconds and was stopped"):
        job.result()
    may_end.set()
    assert job._thread.join(5) is None
    with pytest.raises(DataError, match="longer than 0 seconds and was stopped"):
        job.result()


def test_one_visit_does_not_keep_another_waiting() -> None:
    """Its second work waits for its first, and the work of somebody else goes on meanwhile."""
    may_end = threading.Event()
    first = Job("first", lambda _: may_end.wait(10), whose="one")
    second = Job("second", lambda _: may_end.wait(10), whose="one")
    assert not second.wait(0.5)
    assert second.watch.step == "Waiting for your other work to end"
    other = Job("other", lambda _: "made", whose="two")
    assert other.wait(5)
    assert other.result() == "made"
    assert not first.done
    may_end.set()
    assert first.wait(5)
    assert second.wait(5)
