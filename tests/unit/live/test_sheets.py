"""Long arrays are used again by the next move, and never while somebody looks at them."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.live.glimpse import glimpse
from scoring.live.sheets import Sheets, choices_kept, sheets_of
from scoring.spec.edit import with_weight
from scoring.workbench import USUAL
from scoring.workbench.trying import rows_looked_at
from tests.unit.live.test_banding import CARD, afresh
from tests.unit.workbench.test_cutting import demo

ROWS = np.array([1, 3])


def written(sheets: Sheets, first: float, second: float) -> np.ndarray:
    """A sheet of five rows with these two numbers in the second and the fourth."""
    return sheets.written("score", np.array([first, second]), np.nan)


def test_all_other_rows_hold_the_rest() -> None:
    """Two rows of five are written, the others have no number."""
    found = written(Sheets(ROWS, 5), 10.0, 20.0)
    assert np.array_equal(found, [np.nan, 10.0, np.nan, 20.0, np.nan], equal_nan=True)


def test_a_sheet_that_nobody_holds_is_used_again() -> None:
    """The second move writes where the first did, as its sheet was let go."""
    sheets = Sheets(ROWS, 5)
    place = written(sheets, 10.0, 20.0).ctypes.data
    again = written(sheets, 30.0, 40.0)
    assert again.ctypes.data == place
    assert np.array_equal(again, [np.nan, 30.0, np.nan, 40.0, np.nan], equal_nan=True)


def test_what_is_held_stays_as_it_was() -> None:
    """Of six sheets that are all held none is written twice; a part of one holds the whole."""
    sheets = Sheets(ROWS, 5)
    held = [written(sheets, float(i), 0.0)[1:4] for i in range(6)]
    assert [part[0] for part in held] == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]


def test_move_after_move_is_what_a_new_book_says() -> None:
    """Scores of one glimpse stay while the next ones are taken, and each is that of a new book."""
    book, rows = afresh(), rows_looked_at(demo(), USUAL, demo().book.frame.months[-1])
    cards = [with_weight(CARD, "usage", weight) for weight in (50.0, 51.0, 52.0, 53.0, 54.0, 55.0)]
    moved = [glimpse(book, card, rows) for card in cards[:2]]
    moved += [glimpse(book, card, rows) for card in cards[2:]]
    for card, found in zip(cards, moved, strict=True):
        whole = afresh().scored(card)
        for name in ("score", "mean", "coverage", "band", "capped"):
            some, every = getattr(found, name), getattr(whole, name)
            assert np.array_equal(some[rows], every[rows], equal_nan=True)


def test_what_a_sheet_holds_is_not_written_over_elsewhere() -> None:
    """A reader that writes is refused: the third row would hold its number in all later moves."""
    found = written(Sheets(ROWS, 5), 10.0, 20.0)
    with pytest.raises(ValueError, match="read-only"):
        found[2] = 1.0


@pytest.mark.parametrize(("rows", "choices"), [(240_000, 6), (18_400_000, 2), (10**9, 1)])
def test_the_sheets_of_a_large_book_have_room(rows: int, choices: int) -> None:
    """Four of each kind, 26 bytes a row: two choices of 18.4 million rows take 3.8 of 4.3 GB."""
    assert choices_kept(rows) == choices
    assert choices == 1 or choices * 4 * 26 * rows <= 4 * 2**30


def test_old_sheets_are_let_go() -> None:
    """Of eight choices of rows the newest six have their sheets kept, however many there were."""
    book = afresh()
    chosen = [np.array([i]) for i in range(8)]
    first = [sheets_of(book, rows) for rows in chosen]
    again = [sheets_of(book, rows) for rows in chosen[::-1]]
    same = [a is b for a, b in zip(first, again[::-1], strict=True)]
    assert same == [False] * 2 + [True] * 6
