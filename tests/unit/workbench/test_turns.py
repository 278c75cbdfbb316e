"""Work waits in line, the line has an end, and nobody is passed but by those who may go."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from scoring.errors import CommandError, Stopped
from scoring.workbench.turns import Turns


class Work(threading.Thread):
    """One piece of work that holds its place until it is let go; `said` is what it heard."""

    def __init__(self, turns: Turns, whose: str = "") -> None:
        super().__init__(daemon=True)
        self._turns, self._whose = turns, whose
        self.said, self.error = "", ""
        self.begun, self.may_end, self.give_up = (threading.Event() for _ in range(3))
        self.start()

    def run(self) -> None:
        try:
            with self._turns.turn(self._whose, self._told):
                self.begun.set()
                self.may_end.wait(20)
        except (CommandError, Stopped) as error:
            self.error = error.problem

    def _told(self, words: str) -> None:
        self.said = words
        if self.give_up.is_set():
            raise Stopped("left", fix="")

    def end(self) -> None:
        self.may_end.set()
        self.join(5)


def until(holds: Callable[[], bool]) -> bool:
    for _ in range(100):
        if holds():
            return True
        time.sleep(0.02)
    return False


def test_the_longest_waiting_comes_next() -> None:
    """Of two that wait the first has number 1, and begins when the one that goes on ends."""
    turns = Turns(1, 1, 9)
    going = Work(turns, "a")
    assert going.begun.wait(5)
    first = Work(turns, "b")
    assert until(lambda: first.said.endswith("number 1 in line"))
    second = Work(turns, "c")
    assert until(lambda: second.said.endswith("number 2 in line"))
    going.end()
    assert first.begun.wait(5)
    assert not second.begun.is_set()
    assert until(lambda: second.said.endswith("number 1 in line"))
    first.end()
    assert second.begun.wait(5)
    second.end()


def test_a_visit_with_enough_lets_others_pass() -> None:
    """With two places, a second work of one visit waits though a place is free."""
    turns = Turns(2, 1, 9)
    going = Work(turns, "a")
    assert going.begun.wait(5)
    own = Work(turns, "a")
    assert until(lambda: own.said == "Waiting for your other work to end")
    other = Work(turns, "b")
    assert other.begun.wait(5)
    going.end()
    assert own.begun.wait(5)
    for one in (own, other):
        one.end()


def test_who_leaves_the_line_makes_room() -> None:
    """Whoever cancels is passed by those behind, and the places are all free afterwards."""
    turns = Turns(1, 1, 9)
    going = Work(turns, "a")
    assert going.begun.wait(5)
    leaves = Work(turns, "b")
    assert until(lambda: bool(leaves.said))
    stays = Work(turns, "c")
    leaves.give_up.set()
    leaves.join(5)
    assert leaves.error == "left"
    going.end()
    assert stays.begun.wait(5)
    stays.end()


def test_a_line_that_is_full_says_so_with_its_number() -> None:
    """With two that wait already, a third is told to come again and takes no place."""
    turns = Turns(1, 1, 2)
    works = [Work(turns, f"visit {number}") for number in range(3)]
    assert until(lambda: sum(bool(one.said) for one in works) == 2)
    late = Work(turns, "late")
    late.join(5)
    assert late.error == "the server is busy: 2 works wait already"
    for one in works:
        one.may_end.set()
    for one in works:
        one.join(5)
    with turns.turn("late", pytest.fail):
        pass
