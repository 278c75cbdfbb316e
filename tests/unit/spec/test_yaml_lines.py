"""Every part of a text that was read knows its line."""

from __future__ import annotations

from scoring.spec.strict_yaml import Document, read_yaml


def test_every_part_knows_its_line() -> None:
    """A part answers with its own line, one that is not there with the nearest around it."""
    text = "# a card\nname: x\n\nmetrics:\n  - id: a\n    weight: 1\n  - {id: b,\n     weight: 2}\n"
    document, _ = read_yaml(text)
    lines = {
        (): 2,
        ("name",): 2,
        ("metrics",): 4,
        ("metrics", 0): 5,
        ("metrics", 0, "id"): 5,
        ("metrics", 0, "weight"): 6,
        ("metrics", 1): 7,
        ("metrics", 1, "weight"): 8,
        ("metrics", 1, "label"): 7,
        ("metrics", 5): 4,
        ("bands", 0, "from"): 2,
    }
    assert {path: document.line_of(path) for path in lines} == lines


def test_data_without_a_text_have_no_lines() -> None:
    """A document that came from a link knows no line, and says so."""
    assert Document({"a": 1}).line_of(("a",)) is None
