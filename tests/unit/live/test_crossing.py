"""Every account lies in one cell of one or two dimensions, and a cell can be looked at alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scoring.live.among import EVERYONE, Among
from scoring.live.crossing import MOST_COLUMNS, MOST_ROWS, crossing
from scoring.live.frame import Frame
from tests.unit.hand_made import frame, month, texts

JAN = month("2026-01")


def book(**dimensions: list[str | None]) -> Frame:
    """Accounts a, b, c … with these values, of ARR 100, 200, 300 …"""
    count = len(next(iter(dimensions.values())))
    names = [f"{n:03}" for n in range(count)]
    bare = frame(
        [(name, "2026-01") for name in names],
        arr={name: 100.0 * (n + 1) for n, name in enumerate(names)},
    )
    known = {name: texts(values) for name, values in dimensions.items()}
    return replace(bare, accounts=replace(bare.accounts, dimensions=known))


TWO = book(size=["small", "large", None, "small"], place=["north", "north", "south", "south"])


def test_the_value_with_the_most_revenue_comes_first() -> None:
    """Small 100 + 400 = 500, no value 300, large 200."""
    found = crossing(TWO, ["size"], JAN)
    assert found.axes[0].values == ("small", None, "large")
    assert found.axes[0].names == ("small", "(none given)", "large")
    assert found.cell.tolist() == [0, 2, 1, 0]


def test_two_dimensions_are_counted_row_by_row() -> None:
    """South 300 + 400 = 700 before north 300: small in the north is row 0, column 1, so cell 1."""
    found = crossing(TWO, ["size", "place"], JAN)
    assert [axis.values for axis in found.axes] == [("small", None, "large"), ("south", "north")]
    assert found.cell.tolist() == [1, 5, 2, 0]
    assert (found.size, found.width, found.places(5)) == (6, 2, (2, 1))
    assert found.title(5) == "large, north"
    assert found.name == "size and place"
    assert found.trait().labels[1] == "small, north"


def test_a_cell_is_a_filter_and_a_filter_is_a_cell() -> None:
    """Each cell's filter finds the accounts of the cell, and leads back to it."""
    found = crossing(TWO, ["size", "place"], JAN)
    for cell in range(found.size):
        among = found.among(cell)
        assert among is not None
        np.testing.assert_array_equal(among.mask(TWO), found.cell == cell)
        assert found.cell_of(among) == cell
        assert found.cell_of(Among(among.traits[::-1])) == cell
    assert found.cell_of(EVERYONE) is None
    assert found.cell_of(Among((("size", "small"),))) is None


@pytest.mark.parametrize(("place", "most"), [(0, MOST_ROWS), (1, MOST_COLUMNS)])
def test_values_beyond_the_most_are_counted_together(place: int, most: int) -> None:
    """Of one value too many, the two with the least revenue are others, whom no filter names."""
    values: list[str | None] = [f"v{n:02}" for n in range(most + 1)]
    many = book(many=values, one=["x"] * (most + 1))
    found = crossing(many, ["one", "many"] if place else ["many"], JAN)
    axis = found.axes[place]
    assert axis.values == tuple(values[:1:-1])  # the last account has the most revenue
    assert (axis.rest, len(axis), axis.names[-1]) == (2, most, "2 others")
    assert (found.cell == most - 1).tolist() == [True, True, *[False] * (most - 1)]
    assert found.among(most - 1) is None
    assert found.among(0) is not None
    exactly = book(many=values[1:])
    assert crossing(exactly, ["many"], JAN).axes[0].rest == 0


def test_only_those_looked_at_put_values_in_order() -> None:
    """Without the last account, no value (300) comes before large (200) and small (100)."""
    within = np.array([True, True, True, False])
    assert crossing(TWO, ["size"], JAN, within).axes[0].values == (None, "large", "small")


def test_an_unknown_dimension_is_an_error() -> None:
    """Nobody can be divided by what the data do not have."""
    with pytest.raises(KeyError, match="no such"):
        crossing(TWO, ["no such"], JAN)
