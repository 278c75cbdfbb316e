"""The JSON schema of cards, so that editors complete keys and underline faults."""

from __future__ import annotations

import json

from scoring.spec.model import Card


def schema_text() -> str:
    """The schema as it is shipped in configs/card.schema.json."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= Card.model_json_schema(by_alias=True)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
