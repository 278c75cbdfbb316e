"""What all visitors share is worked out once, within a number of answers."""

from __future__ import annotations

import threading
import time

import pytest

from scoring.ui.for_all import cached_for_all


def test_an_answer_is_kept_until_it_is_forgotten_or_another_takes_its_place() -> None:
    """Of two places the one that was not used for longest goes; one can be forgotten by name."""
    asked: list[str] = []

    @cached_for_all(most=2)
    def twice(word: str) -> str:
        """A word said twice."""
        asked.append(word)
        return word + word

    said = [twice(word) for word in ("a", "b", "a", "c", "a", "b")]
    assert said == ["aa", "bb", "aa", "cc", "aa", "bb"]
    assert asked == ["a", "b", "c", "b"]
    twice.clear("b")
    assert ("a",) in twice
    assert ("b",) not in twice
    twice.clear()
    assert ("a",) not in twice
    assert twice.__doc__ == "A word said twice."


def test_an_error_is_passed_on_and_not_kept() -> None:
    """What failed once is tried again by the next who asks."""
    times: list[int] = []

    @cached_for_all(most=1)
    def second_time() -> int:
        times.append(len(times))
        if len(times) == 1:
            raise ValueError("not yet")
        return len(times)

    with pytest.raises(ValueError, match="not yet"):
        second_time()
    assert second_time() == 2
    assert second_time() == 2


def test_many_who_ask_at_once_have_it_worked_out_once() -> None:
    """Ten threads get one and the same answer; whoever asks for another need not wait for it."""
    worked: list[str] = []

    @cached_for_all(most=4)
    def slow(word: str) -> object:
        worked.append(word)
        time.sleep(0.2 if word == "long" else 0.0)
        return object()

    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(slow("long"))) for _ in range(10)]
    for one in threads:
        one.start()
    slow("short")
    assert found == []
    for one in threads:
        one.join()
    assert len(set(map(id, found))) == 1
    assert sorted(worked) == ["long", "short"]
