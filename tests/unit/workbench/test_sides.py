"""The sides of a comparison go into a link and come back, as far as they can be meant there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.workbench.sides import (
    SIDES,
    Sides,
    sides_from_link,
    sides_in_link,
    version_key,
    version_of,
)

keys = st.sampled_from(["screen", "saved", "p:points_starter"]) | st.builds(
    version_key, st.text(min_size=1, max_size=60), st.integers(1, 999)
)
months = st.sampled_from(["", "2026-07", "2025-12"])
cells = st.sampled_from(["", "all", "0.0", "1.2", "12.3"])
dimensions = st.sampled_from(["", "segment", "sub region.1"])


@given(st.builds(Sides, keys, keys, months, months, cells, dimensions))
def test_sides_come_back_from_a_link(sides: Sides) -> None:
    """Whatever was chosen, nothing for what is usual."""
    assert sides_from_link(sides_in_link(sides)) == sides
    assert sides_in_link(SIDES) == {}
    assert sides.swapped.swapped == sides


def test_what_lives_in_this_visit_stays_out() -> None:
    """A card that was brought, and a name too long for a link."""
    assert sides_in_link(Sides("b:0123abcd", "v:1:" + "x" * 200)) == {}


def test_other_data_have_other_months() -> None:
    """The cards stay chosen."""
    assert Sides("p:a", "screen", "2026-01", "2026-02").elsewhere == Sides("p:a", "screen")


@given(st.text(min_size=1, max_size=60), st.integers(1, 10**8))
def test_a_version_is_read_back(name: str, number: int) -> None:
    """Its name may be any text, colons included."""
    assert version_of(version_key(name, number)) == (name, number)


@pytest.mark.parametrize(
    "key", ["", "screen", "v:", "v:x:name", "v:-1:name", "v:1:", "v:1", "p:1:a"]
)
def test_other_texts_are_no_version(key: str) -> None:
    """Hostile links hold anything."""
    assert version_of(key) is None


@pytest.mark.parametrize(
    ("cell", "place"),
    [("1.2", (1, 2)), ("12.3", (12, 3)), ("", None), ("all", None), ("1.2.3", None),
     ("-1.2", None), ("1", None), ("111.2", None), ("².2", None), ("1.2\n", None)],
)  # fmt: skip
def test_a_field_is_a_row_and_a_column(cell: str, place: tuple[int, int] | None) -> None:
    """Anything else that a link says is none."""
    assert Sides(cell=cell).place == place
