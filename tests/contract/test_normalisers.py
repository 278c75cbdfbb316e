"""Every registered normaliser gives the same points in DuckDB and in NumPy, and only points.

Each kind brings its own examples; its knobs are turned at random. A new one needs no line here.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from scoring.kinds.normaliser import LiveRows, Normaliser, PlanRows
from scoring.kinds.normalisers import NORMALISERS
from scoring.spec.model import Card, Metric
from scoring.values import Texts
from tests.contract import in_duckdb
from tests.examples import examples

EXAMPLES = [example for kind in NORMALISERS for example in kind.examples()]
NUMERIC = [example for example in EXAMPLES if example.reads == "number"]
ALONE = [example for example in EXAMPLES if not example.looks_around]

every_kind = pytest.mark.parametrize("kind", NORMALISERS, ids=lambda kind: kind.name)
every_example = pytest.mark.parametrize("normaliser", EXAMPLES, ids=str)
quick = settings(max_examples=examples(6), suppress_health_check=list(HealthCheck))

HUGE = [1.7976931348623157e308, -1.7976931348623157e308, 1e300, -1e300, 5e-324, -5e-324, 1e-300]
PLAIN = [0.0, -0.0, 1.0, -1.0, 0.1, 2.5, 50.0, 100.0, 99.99999999999999, 1e12, -1e12]
finite = st.floats(allow_nan=False, allow_infinity=False)


def random_form(data: st.DataObject, normaliser: Normaliser) -> Normaliser:
    """The example with each knob turned to a random number, where it can stand there."""
    for knob in normaliser.knobs():
        values = st.floats(-1e12, 1e12) if knob.axis == "value" else st.floats(0, 100)
        try:
            normaliser = normaliser.turned(knob.path, data.draw(values, label=knob.path))
        except ValidationError:
            continue
    return normaliser


def telling_numbers(normaliser: Normaliser) -> list[float]:
    """Numbers at, beside and between a normaliser's turning points, and far from them."""
    turns = sorted(k.value for k in normaliser.knobs() if k.axis == "value")
    beside = [math.nextafter(t, way) for t in turns for way in (math.inf, -math.inf)]
    between = [a + (b - a) / 2 for a, b in itertools.pairwise(turns)]
    return [*turns, *beside, *between, *HUGE, *PLAIN]


def labels_of(normaliser: Normaliser) -> list[str]:
    """Texts that a normaliser of texts knows, and some that it cannot know."""
    return [k.label for k in normaliser.knobs()] + ["", "zzz", "'; DROP TABLE given; --", "Ünï"]


def as_texts(cells: Sequence[str | None]) -> Texts:
    labels = tuple(dict.fromkeys(c for c in cells if c is not None))
    codes = [-1 if c is None else labels.index(c) for c in cells]
    return Texts(np.array(codes, dtype=np.int32), labels)


def applied(normaliser: Normaliser, cells: Sequence[Any]) -> list[float | None]:
    """The face in memory, nulls as None."""
    rows = LiveRows(np.zeros(len(cells), np.int64), np.ones(len(cells), np.bool_), {})
    if any(isinstance(c, str) for c in cells):
        points = normaliser.apply_among(as_texts(cells), rows)
    else:
        numbers = [math.nan if c is None else float(c) for c in cells]
        points = normaliser.apply_among(np.array(numbers, dtype=np.float64), rows)
    assert points.dtype == np.float64
    assert points.shape == (len(cells),)
    return [None if math.isnan(p) else float(p) for p in points]


def expressed(normaliser: Normaliser, cells: Sequence[Any]) -> list[float | None]:
    """The face in SQL, run by DuckDB."""
    kind = "string" if any(isinstance(c, str) for c in cells) else "float64"
    found = in_duckdb.run(
        {"raw": (kind, cells)},
        lambda t: normaliser.express_among(t.raw, PlanRows(t.n * 0, t.n >= 0, {})),
    )
    assert all(p is None or isinstance(p, float) for p in found)
    return found


def both(normaliser: Normaliser, cells: Sequence[Any]) -> list[float | None]:
    """The points, once both faces have given the very same doubles."""
    points = applied(normaliser, cells)
    assert expressed(normaliser, cells) == points
    return points


def columns(normaliser: Normaliser) -> list[list[Any]]:
    """The columns that a normaliser can read: numbers, and texts if it reads any."""
    numbers: list[Any] = [None, *telling_numbers(normaliser)]
    return [numbers, [*labels_of(normaliser), None]] if normaliser.reads == "any" else [numbers]


@every_kind
def test_a_kind_brings_examples(kind: type[Normaliser]) -> None:
    """Each kind shows at least one sound form of itself, under its own name."""
    assert kind.examples()
    for example in kind.examples():
        assert isinstance(example, kind)
        assert example.model_dump()["kind"] == kind.name
        assert kind.model_validate(example.model_dump(by_alias=True)) == example


@every_kind
def test_a_kind_is_in_the_schema(kind: type[Normaliser]) -> None:
    """The JSON schema of cards tells an editor of each kind, under its name."""
    schema = Card.model_json_schema(by_alias=True)
    field = schema["$defs"]["Metric"]["properties"]["normaliser"]
    assert field["discriminator"]["mapping"][kind.name] == f"#/$defs/{kind.__name__}"
    assert schema["$defs"][kind.__name__]["additionalProperties"] is False


@every_example
def test_a_metric_takes_it(normaliser: Normaliser) -> None:
    """Written into a metric and read again it is the same normaliser."""
    raw = {
        "id": "m",
        "measure": "x",
        "weight": 1,
        "normaliser": normaliser.model_dump(mode="json", by_alias=True),
    }
    assert Metric.model_validate(raw).normaliser == normaliser


@every_example
def test_null_stays_null_and_points_are_points(normaliser: Normaliser) -> None:
    """A null gives null on both faces, and any other value gives 0 to 100 or null."""
    for cells in columns(normaliser):
        points = both(normaliser, cells)
        for cell, point in zip(cells, points, strict=True):
            assert point is None or 0.0 <= point <= 100.0
            assert point is None if cell is None else True
        if normaliser.reads == "number" and getattr(normaliser, "outside", "clip") == "clip":
            assert [p is None for p in points] == [c is None for c in cells]


@every_example
def test_all_null(normaliser: Normaliser) -> None:
    """A column of nothing but nulls gives nothing but nulls."""
    assert both(normaliser, [None, None, None]) == [None, None, None]
    assert applied(normaliser, []) == []
    nothing = Texts(np.array([-1, -1], dtype=np.int32), ())
    if normaliser.reads == "any":
        assert np.isnan(normaliser.apply(nothing)).all()


@pytest.mark.parametrize("normaliser", ALONE, ids=str)
def test_one_row_is_scored_as_among_many(normaliser: Normaliser) -> None:
    """An account's points do not depend on the accounts beside it."""
    for cells in columns(normaliser):
        chosen = [c for c in cells if c is not None][:6]
        together = applied(normaliser, chosen)
        assert [both(normaliser, [c])[0] for c in chosen] == together


@every_example
def test_a_constant_column_gives_one_number_of_points(normaliser: Normaliser) -> None:
    """Equal values have equal points, none of them undefined for want of spread."""
    for value in telling_numbers(normaliser)[:4]:
        assert len(set(both(normaliser, [value] * 5))) == 1


@pytest.mark.parametrize("normaliser", NUMERIC, ids=str)
@quick
@given(data=st.data())
def test_between_two_turning_points_order_is_kept(
    normaliser: Normaliser, data: st.DataObject
) -> None:
    """Between neighbouring knobs of the value axis points move one way only, on both faces."""
    normaliser = random_form(data, normaliser)
    turns = sorted(k.value for k in normaliser.knobs() if k.axis == "value")
    for low, high in zip([-1e13, *turns], [*turns, 1e13], strict=True):
        if math.nextafter(low, high) >= high:
            continue
        inside = st.floats(low, high, exclude_min=True, exclude_max=True)
        values = sorted(data.draw(st.lists(inside, min_size=2, max_size=12)))
        points = [p for p in both(normaliser, values) if p is not None]
        assert points in (sorted(points), sorted(points, reverse=True))


@every_example
@quick
@given(data=st.data())
def test_both_faces_agree_on_random_data(normaliser: Normaliser, data: st.DataObject) -> None:
    """DuckDB and NumPy give the very same doubles, however large, small or odd the values are."""
    normaliser = random_form(data, normaliser)
    telling = st.sampled_from(telling_numbers(normaliser))
    cells = data.draw(st.lists(st.none() | finite | telling, min_size=1, max_size=40))
    both(normaliser, cells)
    if normaliser.reads == "any":
        some = st.sampled_from(labels_of(normaliser)) | st.text(
            st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8
        )
        both(normaliser, data.draw(st.lists(st.none() | some, min_size=1, max_size=40)))


@every_example
@quick
@given(data=st.data())
def test_a_knob_turns_and_turns_back(normaliser: Normaliser, data: st.DataObject) -> None:
    """A turned knob shows the new number and nothing else moves; turned back, all is as before."""
    for knob in normaliser.knobs():
        assert normaliser.turned(knob.path, knob.value) == normaliser
        values = st.floats(-1e12, 1e12) if knob.axis == "value" else st.floats(0, 100)
        number = data.draw(values, label=knob.path)
        try:
            turned = normaliser.turned(knob.path, number)
        except ValidationError:
            continue
        after = {k.path: k.value for k in turned.knobs()}
        before = {k.path: k.value for k in normaliser.knobs()}
        assert after == before | {knob.path: number}
        assert turned.turned(knob.path, knob.value) == normaliser


@every_example
def test_a_knob_off_its_axis_is_refused(normaliser: Normaliser) -> None:
    """Points beyond 100, and numbers that are none, are refused by every knob."""
    for knob in normaliser.knobs():
        for number in [math.nan, math.inf, *([100.5, -1.0] if knob.axis == "points" else [2e12])]:
            with pytest.raises(ValidationError, match=r"finite|less than|greater than"):
                normaliser.turned(knob.path, number)


@every_example
def test_it_says_what_it_does(normaliser: Normaliser) -> None:
    """The rule in words is one line without a full stop at its end."""
    words = normaliser.in_words()
    assert words
    assert words.isprintable()
    assert not words.endswith(".")


def test_every_kind_is_frozen() -> None:
    """A normaliser cannot be changed where it stands, only copied with a change."""
    for example in EXAMPLES:
        with pytest.raises(ValidationError, match="frozen"):
            example.kind = "other"
