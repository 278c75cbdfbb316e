"""A book keeps what no slider has touched, in bounded shelves that threads may share."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from scoring.limits.time import BOOK_MEMORY_MIB
from scoring.live.book import Book
from scoring.live.shelf import Shelf
from scoring.spec.edit import with_cuts, with_knob, with_metric, with_weight
from scoring.spec.model import Card, Metric
from scoring.values import Column, Missing
from tests.unit.hand_made import frame
from tests.unit.spec.samples import card

ROWS = 5
LINE = {"kind": "linear", "worst": 0, "best": 10}


def lines(*weights: float) -> Card:
    """A card of metrics that each read a straight line from 0 to 10."""
    return card(
        metrics=[
            {"id": f"m{i}", "measure": f"x{i}", "normaliser": LINE, "weight": weight}
            for i, weight in enumerate(weights)
        ]
    )


class Data:
    """Columns of ones, and a list of what was fetched in which query."""

    def __init__(self) -> None:
        self.queries: list[list[str]] = []
        self.lock = threading.Lock()

    def fetch(self, metrics: Sequence[Metric]) -> Mapping[str, Column]:
        with self.lock:
            self.queries.append([m.measure for m in metrics])
        return {m.id: np.ones(ROWS) for m in metrics}


def book(data: Data) -> Book:
    return Book(frame([(f"a{i}", "2026-01") for i in range(ROWS)]), data.fetch)


def test_a_shelf_makes_a_thing_once() -> None:
    """The second call gets what the first one made."""
    shelf, made = Shelf(2), []
    for _ in range(3):
        assert shelf.get("a", lambda: made.append(1) or "thing") == "thing"
    assert len(made) == 1
    assert "a" in shelf
    assert "b" not in shelf


def test_a_shelf_keeps_even_nothing() -> None:
    """None is a result like any other and is not made again."""
    shelf, made = Shelf(2), []
    for _ in range(2):
        assert shelf.get("a", lambda: made.append(1)) is None
    assert len(made) == 1


def test_a_shelf_lets_go_of_what_was_not_used_for_longest() -> None:
    """Of a, b and c on a shelf of two, b goes if a has been used since; putting is using."""
    shelf = Shelf(2)
    shelf.put("a", 1)
    shelf.put("b", 2)
    shelf.get("a", lambda: 0)
    shelf.put("c", 3)
    assert ("a" in shelf, "b" in shelf, "c" in shelf) == (True, False, True)
    shelf.put("a", 4)
    shelf.put("d", 5)
    assert ("a" in shelf, "c" in shelf, "d" in shelf) == (True, False, True)
    assert shelf.get("a", lambda: 0) == 4


def test_a_shelf_is_bounded() -> None:
    """However much is put on it, it holds its size."""
    shelf = Shelf(7)
    for i in range(1_000):
        shelf.get(i % 50, lambda i=i: i)
        assert sum(k in shelf for k in range(50)) <= 7


def test_what_is_kept_of_questions_is_bounded_by_bytes() -> None:
    """Months of a book of millions take gigabytes for each question: the last ones stay alone."""
    here = book(Data())
    months = BOOK_MEMORY_MIB.bytes // 8 // 3  # three of eight bytes each have just room
    for tenure in range(10):
        here.cases.put(tenure, np.broadcast_to(np.zeros(1), months))
    assert [tenure for tenure in range(10) if tenure in here.cases] == [7, 8, 9]


def test_a_failed_making_leaves_nothing_behind() -> None:
    """After an error the next call makes it afresh."""
    shelf = Shelf(2)
    try:
        shelf.get("a", lambda: 1 // 0)
    except ZeroDivisionError:
        assert "a" not in shelf
    assert shelf.get("a", lambda: 1) == 1


def test_threads_share_a_shelf() -> None:
    """Eight threads of a thousand calls each get the right thing every time."""
    shelf, start = Shelf(10), threading.Barrier(8)

    def work(seed: int) -> bool:
        start.wait()
        return all(
            shelf.get(key, lambda key=key: key * key) == key * key
            for key in ((seed * 31 + i * 7) % 40 for i in range(1_000))
        )

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))
    assert sum(k in shelf for k in range(40)) <= 10


def test_only_the_metric_that_moved_is_normalised_again() -> None:
    """A weight or a cut normalises nothing, a knob only its own metric: the rest is the very array.

    One point in ten is 10 points. With the second line ending at 2 it gives 50, and the mean
    of 10, 50 and 10 at equal weights is 23.333333333.
    """
    data = Data()
    here, one = book(data), lines(10, 10, 10)
    before = here.scored(one)
    assert before.score.tolist() == [10.0] * ROWS

    for moved in (with_weight(one, "m0", 30), with_cuts(one, (15, 5))):
        assert here.scored(moved) is not before
        assert all(here.scored(moved).points[m] is before.points[m] for m in ("m0", "m1", "m2"))

    after = here.scored(with_knob(one, "m1", "best", 2))
    assert after.score.tolist() == [23.333333333] * ROWS
    assert [after.points[m] is before.points[m] for m in ("m0", "m1", "m2")] == [True, False, True]
    assert data.queries == [["x0", "x1", "x2"]]


def test_a_missing_policy_is_part_of_the_points() -> None:
    """Another policy for one metric is worked out again, for that metric alone."""
    here, one = book(Data()), lines(10, 10)
    before, after = here.scored(one), here.scored(with_metric(one, "m0", missing=Missing("worst")))
    assert [after.points[m] is before.points[m] for m in ("m0", "m1")] == [False, True]


def test_the_same_card_is_the_same_answer() -> None:
    """Scored twice, or after a round trip of a slider, the arrays are the very same."""
    here, one = book(Data()), card()
    first = here.scored(one)
    there_and_back = with_weight(with_weight(one, "m0", 3), "m0", 50)
    assert here.scored(there_and_back) is first


def test_one_query_fetches_all_that_is_wanted() -> None:
    """A card's columns come in one query, a new metric's in one more, nothing twice."""
    data = Data()
    here, one = book(data), card()
    here.scored(one)
    assert data.queries == [["x0", "x1", "x2"]]
    here.scored(with_metric(one, "m1", measure="x9"))
    here.scored(with_metric(one, "m1", max_age_months=2))
    assert data.queries[1:] == [["x9"], ["x1"]]
    here.scored(with_metric(one, "m1", missing=Missing("worst")))
    assert len(data.queries) == 3


def test_two_metrics_of_one_measure_share_its_column() -> None:
    """What reads the same is fetched once, whichever metric asks."""
    data = Data()
    twice = [
        {"id": i, "measure": "x", "normaliser": {"kind": "points"}, "weight": 1} for i in ("a", "b")
    ]
    book(data).scored(card(metrics=twice))
    assert data.queries == [["x"]]


def test_a_metric_that_is_off_is_not_fetched() -> None:
    """Switched off, a metric costs nothing; with all off there is no score."""
    data = Data()
    here, one = book(data), with_metric(card(), "m1", enabled=False)
    assert set(here.scored(one).points) == {"m0", "m2"}
    assert data.queries == [["x0", "x2"]]
    for name in ("m0", "m2"):
        one = with_metric(one, name, enabled=False)
    nothing = here.scored(one)
    assert np.isnan(nothing.score).all()
    assert nothing.band.tolist() == [-1] * ROWS


def test_threads_share_a_book() -> None:
    """Many sliders at once get each card's own score."""
    here = book(Data())

    def score(points: int) -> list[float]:
        rule = {"kind": "threshold", "at_least": 0, "pass": points}
        metric = {"id": "m", "measure": "x", "normaliser": rule, "weight": 1}
        return here.scored(card(metrics=[metric])).score.tolist()

    with ThreadPoolExecutor(8) as pool:
        for i, found in enumerate(pool.map(score, [i % 25 for i in range(400)])):
            assert found == [i % 25] * ROWS
