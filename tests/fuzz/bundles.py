"""A bundle with any parts is opened whole or refused."""

from __future__ import annotations

import hashlib
import io
import json
from functools import cache
from random import Random

from scoring.spec.link import Linked, encode
from scoring.spec.write import card_yaml
from scoring.workbench.bundling import open_bundle
from tests.fuzz.spoiling import lines_spoiled, part_spoiled, parts_of, zipped
from tests.fuzz.target import Target
from tests.unit.output.bundle.test_read import packed
from tests.unit.spec.samples import card

SOURCE = b"""version: 1
name: One
files: {a: {path: a.csv}}
account: {from: a, id: id}
snapshots: [{from: a, as_of: 2025-12, measures: [x0, x1, x2]}]
"""


def read(data: bytes) -> None:
    open_bundle(io.BytesIO(data), len(data))


@cache
def seeds() -> tuple[bytes, ...]:
    text = card_yaml(card()).encode()
    data = {"data/a.csv": b"id,x0,x1,x2\nk,1,2,3\n", "card.yaml": text, "source.yaml": SOURCE}
    link = encode(Linked(card(), "demo"))
    said = {"link": link, "card": card().digest, "data_id": "demo"}
    return packed(data, **said), packed({"card.yaml": text}, **said)


def spoil(chosen: Random, data: bytes) -> bytes:
    """A part is spoiled, and in half of all cases its hash in the manifest made right again."""
    made = part_spoiled(chosen, data, lines_spoiled)
    if chosen.random() < 0.5:
        return made
    try:
        return listed_anew(made)
    except Exception:  # spoiled so far that it has no manifest to be mended
        return made


def listed_anew(data: bytes) -> bytes:
    """A bundle whose manifest lists its parts as they are."""
    parts = parts_of(data)
    told = json.loads(parts["manifest.json"])
    told["files"] = {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in parts.items()
        if name != "manifest.json"
    }
    return zipped(parts | {"manifest.json": json.dumps(told).encode()})


TARGET = Target("bundle", read, seeds, spoil, native=True)
