"""A source is written as the YAML that a person would have written."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from scoring.spec.model import tidied
from scoring.spec.source import Source
from scoring.spec.write import text_node

_WIDTH = 100
_BOOL = "tag:yaml.org,2002:bool"


class _Line(dict[str, Any]):
    """A mapping written on one line."""


class _List(list[Any]):
    """A list written on one line, or on a few full ones."""


class _Key(str):
    """A key of the source language: `on` is one, and needs no quotes."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Keys in the order of the model; of truth values only true and false are known."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists under their key, as people do."""
        super().increase_indent(flow, indentless and False)


_Dumper.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in rules if tag != _BOOL]
    for first, rules in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def _key(dumper: yaml.SafeDumper, data: _Key) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(data))


def _line(dumper: yaml.SafeDumper, data: _Line) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)


def _list(dumper: yaml.SafeDumper, data: _List) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


_Dumper.add_implicit_resolver(_BOOL, re.compile("true|false"), list("tf"))
_Dumper.add_representer(str, text_node)
_Dumper.add_representer(_Key, _key)
_Dumper.add_representer(_Line, _line)
_Dumper.add_representer(_List, _list)


def source_as_yaml(source: Source) -> str:
    """The source as YAML text, as short as it can be written; reading it gives the same source.

    Input: a source as `parse_source` gives it. What has its usual value is left out, a column
    by itself stands for `{column: …}`, and a part that fits is one line. Equal sources give
    equal texts.
    """
    tree = source.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    tree = _short(tidied(tree))
    for section, part in tree.items():
        if section == "files":
            tree[section] = {_Key(name): _laid_out(file) for name, file in part.items()}
        elif section == "account":
            tree[section] = {key: _laid_out(value) for key, value in part.items()}
        elif section in ("snapshots", "events"):
            tree[section] = [_laid_out(one) for one in part]
        else:
            tree[section] = _laid_out(part)
    return yaml.dump(
        tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, indent=2
    )


def _short(node: Any) -> Any:
    """The same, shorter: a lone column by its name, a condition's only value without brackets."""
    if isinstance(node, list):
        return _List(_short(one) for one in node)
    if not isinstance(node, dict):
        return node
    if list(node) == ["column"]:
        return node["column"]
    tree: dict[str, Any] = {_Key(key): _short(value) for key, value in node.items()}
    for test in ("is", "is_not"):
        if "column" in tree and len(tree.get(test, ())) == 1:
            (tree[_Key(test)],) = tree[test]
    return tree


def _laid_out(part: Any) -> Any:
    """A part on one line if it fits there, else each of its keys or items on a line of its own.

    A list of names fills as many lines as it needs.
    """
    fits = len(json.dumps(part, ensure_ascii=False).replace('"', "")) < _WIDTH - 6
    if isinstance(part, list):
        mixed = any(isinstance(item, dict) for item in part)
        return [_laid_out(item) for item in part] if mixed and not fits else part
    if not isinstance(part, dict):
        return part
    return _Line(part) if fits else {key: _laid_out(value) for key, value in part.items()}
