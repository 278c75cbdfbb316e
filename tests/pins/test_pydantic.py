"""What pydantic says of a fault that our reports are written around."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field, ValidationError

from scoring.kinds.normaliser import Part
from scoring.spec.model import Card
from tests.unit.spec.samples import raw_card


class Circle(Part):
    """One kind of shape."""

    kind: Literal["circle"]
    radius: Annotated[float, Field(strict=True)]


class Square(Part):
    """Another kind of shape."""

    kind: Literal["square"]
    side: float


class Drawing(Part):
    """A list of shapes."""

    shapes: tuple[Annotated[Circle | Square, Field(discriminator="kind")], ...] = Field(
        min_length=1
    )


def complaints(model: type[BaseModel], data: object) -> list[tuple[str, tuple[int | str, ...]]]:
    with pytest.raises(ValidationError, match="validation error") as caught:
        model.model_validate(data)
    return [(str(e["type"]), e["loc"]) for e in caught.value.errors(include_url=False)]


def test_a_tag_stands_in_the_path() -> None:
    """The kind of a part is named in the place, though no such key is in the text."""
    found = complaints(Drawing, {"shapes": [{"kind": "circle", "radius": "x"}]})
    assert ("float_type", ("shapes", 0, "circle", "radius")) in found


def test_a_fault_is_repeated_on_its_container() -> None:
    """A list of a card whose only item is faulty is called too short as well."""
    found = complaints(Card, raw_card(metrics=[{"id": "m"}]))
    assert [kind for kind, loc in found if loc == ("metrics",)] in ([], ["too_short"])
    assert any(loc[:2] == ("metrics", 0) for _, loc in found)


def test_an_unknown_kind_hides_the_rest_of_its_part() -> None:
    """Of a part whose kind is not known, nothing else is looked at."""
    found = complaints(Drawing, {"shapes": [{"kind": "cirlce", "radius": "x", "colour": 1}]})
    assert [kind for kind, _ in found] in (
        ["union_tag_invalid"],
        ["union_tag_invalid", "too_short"],
    )


def test_a_model_rule_is_silent_while_a_field_is_faulty() -> None:
    """A rule over a whole part speaks only once each of its fields is sound."""
    rule = {"kind": "linear", "worst": 1, "best": 1, "colour": "blue"}
    metric = {"id": "m", "measure": "x", "weight": 1, "normaliser": rule}
    kinds = [kind for kind, _ in complaints(Card, raw_card(metrics=[metric]))]
    assert "extra_forbidden" in kinds
    assert "zero_span" not in kinds


def test_a_faulty_key_is_marked_with_a_word_of_its_own() -> None:
    """A key that breaks a pattern is told by '[key]' at the end of its path."""
    found = complaints(Card, raw_card(grades={"AA": 5}))
    assert ("string_pattern_mismatch", ("grades", "AA", "[key]")) in found


def test_a_strict_float_takes_a_whole_number() -> None:
    """Strict means no text and no truth value; 5 is as good as 5.0, but true is not 1."""
    assert Circle.model_validate({"kind": "circle", "radius": 5}).radius == 5.0
    for wrong in ("5", True, None):
        assert complaints(Circle, {"kind": "circle", "radius": wrong})[0][0] == "float_type"
