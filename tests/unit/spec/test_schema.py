"""The shipped JSON schema is the one that the code makes, and it takes what the reader takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from scoring.spec.schema import schema_text
from scoring.spec.strict_yaml import read_yaml
from tests.examples import examples
from tests.truth.random_cards import cards
from tests.unit.spec.samples import raw_card

SCHEMA = Draft202012Validator(json.loads(schema_text()))
BUNDLED = sorted((Path(__file__).parents[3] / "configs/cards").glob("*.yaml"))


def test_the_shipped_schema_is_up_to_date(root: Path) -> None:
    """After a change of the card `make schema` has been run."""
    shipped = (root / "configs/card.schema.json").read_text(encoding="utf-8")
    assert shipped == schema_text()


def test_it_is_a_schema() -> None:
    """The schema itself keeps the rules of its draft."""
    Draft202012Validator.check_schema(SCHEMA.schema)


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_it_takes_the_bundled_cards(path: Path) -> None:
    """An editor underlines nothing in a card that we ship."""
    SCHEMA.validate(read_yaml(path.read_text(encoding="utf-8"))[0].data)


@settings(max_examples=examples(50))
@given(cards())
def test_it_takes_random_cards(raw: dict[str, Any]) -> None:
    """A card that the reader takes is one that the schema takes."""
    SCHEMA.validate(raw)


def test_it_takes_steps_as_pairs() -> None:
    """Steps may be written as pairs, and the schema knows."""
    rule = {"kind": "steps", "steps": [[1, 0], [2, 100]]}
    metric = {"id": "m", "measure": "x", "weight": 1, "normaliser": rule}
    SCHEMA.validate(raw_card(metrics=[metric]))


@pytest.mark.parametrize(
    "change",
    [
        {"colour": "blue"},
        {"version": 2},
        {"metrics": []},
        {"display": "eleven"},
        {"rules": {"min_coverage": 2}},
        {"bands": [{"name": "B", "from": 0, "tone": "green"}]},
    ],
    ids=str,
)
def test_it_underlines_faults(change: dict[str, Any]) -> None:
    """What the reader refuses at sight an editor underlines too."""
    assert not SCHEMA.is_valid(raw_card(**change))
