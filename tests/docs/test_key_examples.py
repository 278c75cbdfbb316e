"""The examples in the reference of cards can stand where they are shown."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import BaseModel, TypeAdapter

from scoring.kinds.condition import Condition
from scoring.spec import model
from scoring.spec.parts import Override
from tests.docs import references
from tests.docs.key_examples import found

PARTS: dict[str, type[BaseModel]] = {
    part.__name__: part
    for part in [
        *(model.Card, model.Metric, model.Band, model.Rules, model.Playbook, model.RedFlag),
        *(model.Adjustment, Condition, model.Action, model.Pulse, model.Variant, Override),
    ]
}


def key_of(part: str, key: str) -> Any:
    """A key of a model by the name that a card gives it."""
    fields = PARTS[part].model_fields
    return next(field for name, field in fields.items() if key in (name, field.alias))


@pytest.mark.parametrize("where", sorted(found()), ids=".".join)
def test_an_example_is_read(where: tuple[str, str]) -> None:
    """The model takes the value of the example for its key."""
    field = key_of(*where)
    taken = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
    value = TypeAdapter(taken).validate_python(found()[where])
    assert value is not None


def test_every_key_has_an_example() -> None:
    """No table of a card's keys leaves the reader without one."""
    tables = "\n".join(references.card_keys(part) for part in PARTS.values())
    assert "` …`" not in tables
    assert tables.count("\n| `") + 1 >= sum(len(part.model_fields) for part in PARTS.values())
