"""A source's text: read, written and read again it is the same source, or a list of faults."""

from __future__ import annotations

from pathlib import Path

from scoring.spec.source import parse_source
from scoring.spec.write_source import source_as_yaml
from tests.fuzz.spoiling import lines_spoiled
from tests.fuzz.target import Target

BUNDLED = Path(__file__).parents[2] / "configs" / "sources"


def read(data: bytes) -> None:
    source = parse_source(data.decode("utf-8", "surrogateescape"))
    assert parse_source(source_as_yaml(source)) == source, "written, it is another source"


def seeds() -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(BUNDLED.glob("*.yaml")))


TARGET = Target("source", read, seeds, lines_spoiled)
