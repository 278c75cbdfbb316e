"""A shelf of arrays holds no more bytes than it has room for, each array counted once."""

from __future__ import annotations

import numpy as np

from scoring.live.kernel import MetricPoints
from scoring.live.shelf import Shelf


def test_room_is_counted_in_bytes() -> None:
    """Of four arrays of 800 bytes, 2,000 bytes hold the last two."""
    shelf = Shelf(10, 2_000)
    for name in "abcd":
        shelf.put(name, np.zeros(100))
    assert [name in shelf for name in "abcd"] == [False, False, True, True]


def test_an_array_in_two_results_weighs_once() -> None:
    """A result that shares its 800 bytes with another adds its own 100 alone: all three stay."""
    shelf, shared = Shelf(10, 1_000), np.zeros(100)
    shelf.put("points", shared)
    shelf.put("both", MetricPoints(shared, np.zeros(100, np.bool_)))
    shelf.put("in a tuple", ("a", {"b": [shared]}))
    assert len(shelf) == 3
    shelf.put("more", np.zeros(50))
    assert ["points" in shelf, "both" in shelf, "more" in shelf] == [False, False, True]


def test_the_newest_stays_however_large() -> None:
    """With room for 10 bytes the last of two arrays is there, and what is gone weighs none."""
    shelf = Shelf(10, 10)
    shelf.put("a", np.zeros(100))
    shelf.put("b", np.zeros(100))
    assert ("a" in shelf, "b" in shelf) == (False, True)
    shelf.put("b", np.zeros(1))
    shelf.put("c", np.zeros(0))
    assert ("b" in shelf, "c" in shelf) == (True, True)
    shelf.clear()
    assert len(shelf) == 0


def test_what_is_made_of_an_object_goes_with_that_object() -> None:
    """The same array twice is asked for once; an equal one is another."""
    shelf, made, one = Shelf(4), [], np.zeros(2)
    for array in (one, one, one.copy()):
        shelf.of("sum", (array,), lambda array=array: made.append(array) or float(array.sum()))
    assert len(made) == 2


def test_what_lies_on_another_shelf_is_counted_there() -> None:
    """Three results share 8,000 bytes of the shelf beside: 1,000 bytes hold all three of 240."""
    beside, shelf, shared = Shelf(10, 9_000), Shelf(10, 1_000), np.zeros(1_000)
    shelf.beside(beside)
    beside.put("points", shared)
    for name in "abc":
        shelf.put(name, (shared, np.zeros(30)))
    assert [name in shelf for name in "abc"] == [True, True, True]
    shelf.put("d", np.zeros(100))
    assert [name in shelf for name in "abcd"] == [False, False, False, True]


def test_an_array_that_left_the_other_shelf_stays_uncounted() -> None:
    """It weighed nothing when it came, and nothing when it goes: 800 and 160 bytes fit in 1,000."""
    beside, shelf, shared = Shelf(1, 9_000), Shelf(10, 1_000), np.zeros(1_000)
    shelf.beside(beside)
    beside.put("points", shared)
    shelf.put("own", shared)
    beside.put("others", np.zeros(1))
    shelf.put("more", np.zeros(100))
    shelf.put("own", np.zeros(20))
    assert ["own" in shelf, "more" in shelf] == [True, True]
    shelf.put("too much", np.zeros(6))
    assert ["own" in shelf, "more" in shelf] == [True, False]
