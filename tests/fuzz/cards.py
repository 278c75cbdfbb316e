"""A card's text: read, written and read again it is the same card, or it is a list of faults."""

from __future__ import annotations

import json
from pathlib import Path

from scoring.spec.link import Linked, decode, encode
from scoring.spec.parse import read_card
from scoring.spec.write import card_yaml
from tests.fuzz.spoiling import lines_spoiled
from tests.fuzz.target import Target
from tests.unit.spec.samples import raw_card

BUNDLED = Path(__file__).parents[2] / "configs" / "cards"


def read(data: bytes) -> None:
    reading = read_card(data.decode("utf-8", "surrogateescape"))
    assert (reading.card is None) == any(f.severity == "error" for f in reading.findings)
    assert all(f.as_text().isprintable() for f in reading.findings)
    if reading.card is None:
        return
    assert read_card(card_yaml(reading.card)).card == reading.card, "written, it is another card"
    text = encode(Linked(reading.card, "demo"))
    if len(text) < 16_000:
        assert decode(text).card == reading.card, "linked, it is another card"


def seeds() -> tuple[bytes, ...]:
    """A card of ours, and the shorter of those that are bundled: long ones are read slowly."""
    bundled = [path.read_bytes() for path in sorted(BUNDLED.glob("*.yaml"))]
    return json.dumps(raw_card(), indent=1).encode(), *(b for b in bundled if len(b) < 2_000)


TARGET = Target("card", read, seeds, lines_spoiled)
