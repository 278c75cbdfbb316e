"""What may stand under a key of a card, taken from the cards that we ship and show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

import yaml

from scoring.workbench import preset_texts
from tests.docs import markdown
from tests.docs.markdown import ROOT

LONGEST: Final = 48
"""More letters than these make a table hard to read."""

OURS: Final[dict[tuple[str, str], Any]] = {
    ("Card", "name"): "B2B SaaS starter",
    ("Card", "about"): "Nine signals a CS team usually has.",
    ("Card", "source"): "Agreed in the meeting of 3 November.",
    ("Card", "grades"): {"A": 85, "B": 70, "C": 0},
    ("Card", "base"): 50,
    ("Metric", "enabled"): False,
    ("Metric", "guess"): True,
    ("Rules", "min_tenure_months"): 3,
    ("RedFlag", "cap"): 39,
    ("RedFlag", "enabled"): False,
    ("Adjustment", "id"): "pricing",
    ("Adjustment", "label"): "Looked at prices",
    ("Adjustment", "when"): {"measure": "pricing_visits", "at_least": 3},
    ("Adjustment", "points"): 5,
    ("Adjustment", "enabled"): False,
    ("Action", "about"): "Times that a report was sent",
    ("Action", "transform"): {"kind": "sum", "months": 3},
    ("Action", "at_most"): 5,
    ("Action", "max_age_months"): 2,
    ("Action", "enabled"): False,
    ("Pulse", "label"): "How the CSM sees it",
    ("Pulse", "scale"): "five",
    ("Pulse", "reason"): "csm_pulse_reason",
    ("Pulse", "weight"): 10,
    ("Pulse", "enabled"): False,
    ("Override", "missing"): "neutral",
    ("Override", "enabled"): False,
    ("Condition", "metric"): "usage",
    ("Condition", "at_most"): 2,
    ("Condition", "more_than"): 0,
    ("Condition", "less_than"): 0.5,
    ("Condition", "is_not"): ["trial"],
    ("Condition", "missing"): True,
    ("Condition", "present"): True,
    ("Condition", "not"): {"measure": "nps", "present": True},
    ("Condition", "any"): [
        {"measure": "nps", "at_most": 3},
        {"measure": "tickets", "at_least": 9},
    ],
}
"""Examples where no card of ours has a plain one; a test has each of them read."""


@cache
def found() -> dict[tuple[str, str], Any]:
    """The first and shortest value of each key in our cards, but where `OURS` says another."""
    texts = list(preset_texts().values())
    for page in ("cards.md", "scores.md"):
        blocks = markdown.blocks((ROOT / "docs" / page).read_text(encoding="utf-8"), "yaml")
        texts += [block for block in blocks if "metrics:" in block or "actions:" in block]
    values: dict[tuple[str, str], Any] = {}
    for text in texts:
        document = yaml.safe_load(text)
        if not isinstance(document, dict):
            continue
        for part, keys in parts("Card", document):
            for key, value in keys.items():
                if (part, key) not in values or len(str(values[part, key])) > LONGEST:
                    values[part, key] = value
    return values | OURS


def parts(name: str, keys: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """A part of a card with all that it holds, each under the name of its model."""
    yield name, keys
    lists = {
        "metrics": "Metric",
        "bands": "Band",
        "red_flags": "RedFlag",
        "adjustments": "Adjustment",
        "actions": "Action",
        "variants": "Variant",
        "all": "Condition",
        "any": "Condition",
    }
    single = {"rules": "Rules", "pulse": "Pulse", "when": "Condition", "not": "Condition"}
    for key, value in keys.items():
        if key == "metrics" and name == "Variant":
            for one in value.values():
                yield from parts("Override", one)
        elif key == "playbooks":
            for one in value.values():
                yield from parts("Playbook", one)
        elif key in lists and isinstance(value, list):
            for one in value:
                if isinstance(one, dict):
                    yield from parts(lists[key], one)
        elif key in single and isinstance(value, dict):
            yield from parts(single[key], value)
