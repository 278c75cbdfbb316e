"""A card is written as the YAML that a person would have written."""

from __future__ import annotations

import json
from typing import Any

import yaml

from scoring.spec.model import Card, canonical
from scoring.spec.strict_yaml import meaning

_WIDTH = 100
_WORDS = ("yes", "no", "on", "off", "y", "n", "true", "false", "null")


class _Flow(dict[str, Any]):
    """A mapping short enough for one line."""


class _Dumper(yaml.SafeDumper):
    """Keys in the card's order, short groups on one line, lists indented under their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists under their key, as people do."""
        super().increase_indent(flow, indentless and False)


def _flow(dumper: yaml.SafeDumper, data: _Flow) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)


def text_node(dumper: yaml.SafeDumper, data: str) -> yaml.Node:
    """A text as YAML: in quotes wherever a reader could take it for something else.

    That is a number, a date, a truth value, nothing, or the end of a line.
    """
    risky = data.lower() in _WORDS or meaning(data) != data or not data.isprintable()
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style='"' if risky else None)


_Dumper.add_representer(_Flow, _flow)
_Dumper.add_representer(str, text_node)


def card_yaml(card: Card) -> str:
    """The card as YAML text; reading it gives the same card."""
    tree = json.loads(canonical(card))
    for part in (*tree.get("metrics", ()), *tree.get("actions", ())):
        _on_one_line(part)
    for section in ("red_flags", "adjustments"):
        for part in tree.get(section, ()):
            part["when"] = _inner(part["when"])
    for variant in tree.get("variants", ()):
        variant["when"] = _inner(variant["when"])
        for override in variant.get("metrics", {}).values():
            _on_one_line(override)
        if "bands" in variant:
            variant["bands"] = [_Flow(band) for band in variant["bands"]]
    tree["bands"] = [_Flow(band) for band in tree["bands"]]
    for section in ("rules", "pulse"):
        if section in tree:
            tree[section] = _inner(tree[section])
    return yaml.dump(
        tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, indent=2
    )


def _on_one_line(part: dict[str, Any]) -> None:
    for key in ("normaliser", "transform", "missing", "when"):
        if isinstance(part.get(key), dict):
            part[key] = _inner(part[key])


def _inner(part: dict[str, Any]) -> dict[str, Any]:
    short = len(json.dumps(part)) < _WIDTH - 20
    return _Flow(part) if short else part
