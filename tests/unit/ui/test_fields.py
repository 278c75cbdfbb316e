"""A widget is made of what a model allows."""

from __future__ import annotations

import pytest

from scoring.kinds.normalisers import NORMALISERS
from scoring.kinds.transforms import TRANSFORMS
from scoring.ui.fields import Shape, shape_of
from scoring.ui.reach import reach
from scoring.ui.words import NORMALISER_WORDS, TRANSFORM_WORDS


@pytest.mark.parametrize(
    ("kind", "field", "shape"),
    [
        ("mean", "months", Shape(int, low=1, high=60)),
        ("trend", "months", Shape(int, low=3, high=60)),
        ("change", "unit", Shape(str, ("absolute", "percent"))),
        ("change", "or_earliest", Shape(bool)),
        ("change", "min_base", Shape(float, optional=True, low=-1e12, high=1e12)),
        ("per", "times", Shape(float, low=-1e12, high=1e12)),
        ("per", "by", Shape(str)),
    ],
)
def test_a_field_says_what_it_takes(kind: str, field: str, shape: Shape) -> None:
    """Whole numbers with their bounds, choices, switches, and what may be left empty."""
    assert shape_of(TRANSFORMS[kind].model_fields[field]) == shape


def test_optional_points_have_both_bounds() -> None:
    """What any other category counts is empty or from 0 to 100."""
    found = shape_of(NORMALISERS["categories"].model_fields["other"])
    assert found == Shape(float, optional=True, low=0, high=100)


def test_every_kind_has_words() -> None:
    """A kind that is added without words would stand on the page by its key."""
    assert set(NORMALISER_WORDS) == set(NORMALISERS.names)
    assert set(TRANSFORM_WORDS) == set(TRANSFORMS.names)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.013, 0.87], (0.01, 0.87, 0.01)),
        ([3, 250, -7], (-7, 250, 1)),
        ([5, 5], (5, 10, 0.1)),
        ([0, 0], (0, 1, 0.01)),
    ],
)
def test_a_slider_reaches_from_end_to_end(
    values: list[float], expected: tuple[float, float, float]
) -> None:
    """Ends on whole steps, a step at most a fiftieth of the span."""
    assert reach(values) == pytest.approx(expected)


def test_whole_numbers_go_by_ones() -> None:
    """Days from 0 to 38 in steps of 1 and not of 0.1; a rating from 1 to 5 stays fine."""
    assert reach([0, 38.2], whole=True) == (0, 39, 1)
    assert reach([1, 5], whole=True) == pytest.approx((1, 5, 0.01))
