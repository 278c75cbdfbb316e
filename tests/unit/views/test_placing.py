"""An account's place by score and its neighbours are those of the sorted book."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.views.placing import place_of, rows_in_book, worst
from tests.unit.hand_made import NAN, frame, month, scores
from tests.unit.spec.samples import card

CARD, JAN = card(), month("2026-01")
ARR = {"a": 10.0, "b": 20.0, "c": 20.0, "d": 5.0, "e": NAN}
BOOK = frame([(n, "2026-01") for n in "abcde"], arr=ARR, ended={"d": "2026-01"})


def test_the_lowest_score_is_the_first_place() -> None:
    """Scores 40, 30, 30, 80; d has left. b before c by its id, both before a, e without one."""
    found = scores(CARD, [40.0, 30.0, 30.0, 1.0, NAN])
    rows = rows_in_book(BOOK, JAN)
    assert rows.tolist() == [0, 1, 2, 4]
    places = {row: place_of(BOOK, found, rows, row) for row in rows.tolist()}
    told = {row: (p.place, p.of, p.worse, p.better) for row, p in places.items() if p}
    assert told == {1: (1, 4, None, 2), 2: (2, 4, 1, 0), 0: (3, 4, 2, 4), 4: (4, 4, 0, None)}
    assert worst(BOOK, found, rows, 2) == (1, 2)
    assert worst(BOOK, found, rows, 9) == (1, 2, 0)


def test_who_is_not_in_the_book_has_no_place() -> None:
    """Who left, who is filtered away and who has no row stand nowhere."""
    found = scores(CARD, [40.0, 30.0, 30.0, 1.0, NAN])
    within = np.array([True, False, True, True, True])
    rows = rows_in_book(BOOK, JAN, within)
    assert rows.tolist() == [0, 2, 4]
    assert place_of(BOOK, found, rows, 3) is None
    assert place_of(BOOK, found, rows, 1) is None
    assert place_of(BOOK, found, rows, -1) is None
    assert place_of(BOOK, found, rows_in_book(BOOK, month("2027-01")), 0) is None


CELL = st.tuples(
    st.sampled_from([10.0, 20.0, 30.0, math.nan]), st.sampled_from([1.0, 2.0, math.nan])
)


@given(st.lists(CELL, min_size=1, max_size=12), st.integers(1, 5))
def test_places_are_those_of_sorting(cells: list[tuple[float, float]], most: int) -> None:
    """Sorted by score, then by revenue from the largest, then by id, the unscored last."""
    names = [f"a{i:02}" for i in range(len(cells))]
    arr = {name: size for name, (_, size) in zip(names, cells, strict=True)}
    book = frame([(n, "2026-01") for n in names], arr=arr)
    found = scores(CARD, [score for score, _ in cells])
    rows = rows_in_book(book, JAN)

    def key(row: int) -> tuple[bool, float, float, int]:
        score, size = cells[row]
        missing = math.isnan(score)
        return missing, 0.0 if missing else score, 0.0 if math.isnan(size) else -size, row

    order = sorted(range(len(cells)), key=key)
    for at, row in enumerate(order):
        place = place_of(book, found, rows, row)
        assert place is not None
        assert place.place == at + 1
        assert place.worse == (order[at - 1] if at else None)
        assert place.better == (order[at + 1] if at + 1 < len(order) else None)
    scored = [row for row in order if not math.isnan(cells[row][0])]
    assert worst(book, found, rows, most) == tuple(scored[:most])
