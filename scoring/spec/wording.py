"""The machine's complaints about a text, said in our words, with a fix and a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scoring.errors import Finding, did_you_mean
from scoring.spec.strict_yaml import Document, Path

Wording = tuple[str, str]

_TYPES: dict[str, Wording] = {
    "missing": ("'{name}' is missing", "add '{name}: …'"),
    "float_type": ("{seen} is not a number", "write a plain number such as 25 or 0.5"),
    "int_type": ("{seen} is not a whole number", "write a whole number such as 3"),
    "finite_number": ("{seen} is not a finite number", "write a plain number"),
    "bool_type": ("{seen} is neither true nor false", "write true or false"),
    "string_type": ("{seen} is not text", "put it in quotes"),
    "string_too_long": ("the text is longer than {max_length} characters", "shorten it"),
    "string_too_short": ("the text is empty", "write at least one character"),
    "string_pattern_mismatch": ("{seen} is not allowed here", "{pattern}"),
    "greater_than_equal": ("{seen} is too small", "use {ge} or more"),
    "greater_than": ("{seen} is too small", "use more than {gt}"),
    "less_than_equal": ("{seen} is too large", "use {le} or less"),
    "too_short": ("there are too few entries", "give at least {min_length}"),
    "too_long": ("there are too many entries", "give at most {max_length}"),
    "tuple_type": ("{seen} is not a list", "write a list: one '- …' a line"),
    "list_type": ("{seen} is not a list", "write a list: one '- …' a line"),
    "dict_type": ("{seen} is not a group of keys", "write 'key: value' lines"),
    "model_type": ("{seen} is not a group of keys", "write 'key: value' lines"),
    "model_attributes_type": ("{seen} is not a group of keys", "write 'key: value' lines"),
    "union_tag_not_found": ("'kind' is missing", "add 'kind: …'"),
}

_PATTERNS: dict[str, str] = {
    "^[a-z][a-z0-9_]{0,39}$": "use lower-case letters, digits and _, at most 40, a letter first",
    "^[A-Z][+-]?$": "use one capital letter, with + or - after it if need be",
    r"^[^\x00-\x1f\x7f]+$": "write it on one line, without control characters",
}


def findings_from(
    error: ValidationError, document: Document, model: type[BaseModel], prefix: Path = ()
) -> list[Finding]:
    """Every complaint of a failed check, each once, at its deepest place.

    Input: the error, the document that was checked, the model it was checked against and
    the path in the document at which the model stands. Output: findings in line order.
    """
    findings: dict[tuple[str, str], Finding] = {}
    for detail in error.errors(include_url=False):
        if _only_seems_short(detail):
            continue
        path = prefix + _written(detail, document, prefix)
        problem, fix = _words(detail, model)
        place = spoken(path)
        findings[place, problem] = Finding(place, problem, fix, document.line_of(path))
    return [f for f in findings.values() if not _is_the_other_half(f, findings)]


def _is_the_other_half(finding: Finding, findings: Mapping[tuple[str, str], Finding]) -> bool:
    """A misspelt key is one fault, not two: the right one is missing because of it."""
    around, _, key = finding.place.rpartition(".")
    if finding.problem != f"'{key}' is missing":
        return False
    beside = (f for f in findings.values() if f.place.rpartition(".")[0] == around)
    return any(f.fix == f"did you mean '{key}'?" for f in beside)


def spoken(path: Iterable[str | int]) -> str:
    """A path as people say it: metrics[2].normaliser.worst."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text or "file"


def _only_seems_short(detail: ErrorDetails) -> bool:
    """A list whose items are all faulty counts as empty; the items speak for themselves."""
    if detail["type"] != "too_short" or not isinstance(detail["input"], list | tuple | dict):
        return False
    return len(detail["input"]) >= int(detail.get("ctx", {}).get("min_length", 0))


def _written(detail: ErrorDetails, document: Document, prefix: Path) -> Path:
    """Keep only the steps that stand in the text: union tags and '[key]' marks do not."""
    loc = detail["loc"]
    node: Any = document.data
    for step in prefix:
        node = node[step]
    path: list[str | int] = []
    for i, part in enumerate(loc):
        last = i == len(loc) - 1
        if _leads_on(node, part):
            node = node[part]
        elif not (last and detail["type"] == "missing"):
            continue
        path.append(part)
    return tuple(path)


def _leads_on(node: Any, part: int | str) -> bool:
    if isinstance(node, list):
        return isinstance(part, int) and part < len(node)
    return isinstance(node, Mapping) and part in node


def _words(detail: ErrorDetails, model: type[BaseModel]) -> Wording:
    kind, name = detail["type"], str(detail["loc"][-1]) if detail["loc"] else "file"
    context = detail.get("ctx", {})
    if "fix" in context:  # a kind's own check brings its own fix
        return detail["msg"], str(context["fix"])
    if kind == "extra_forbidden":
        keys = _keys_around(model, detail["loc"][:-1])
        return f"unknown key '{name}'", did_you_mean(name, keys)
    if kind in ("union_tag_invalid", "literal_error", "enum"):
        key = "expected_tags" if kind == "union_tag_invalid" else "expected"
        known = _quoted(str(context.get(key, "")))
        seen = context["tag"] if kind == "union_tag_invalid" else detail["input"]
        if kind == "union_tag_invalid":
            return f"no kind is called {_shown(seen)}", did_you_mean(seen, known)
        return f"{_shown(seen)} is not one of the choices", did_you_mean(seen, known)
    if kind in _TYPES:
        words = {k: _shown(v) for k, v in context.items() if k != "pattern"}
        pattern = _PATTERNS.get(str(context.get("pattern")), "use other characters")
        values = {"name": name, "seen": _shown(detail["input"]), "pattern": pattern, **words}
        problem, fix = _TYPES[kind]
        return problem.format(**values), fix.format(**values)
    return str(detail["msg"]), "correct it"


def _quoted(listing: str) -> list[str]:
    """The names in pydantic's "'a', 'b' or 'c'", or the number in its "1"."""
    return listing.split("'")[1::2] if "'" in listing else [listing]


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f"'{value[:60]}'"
    if isinstance(value, Mapping):
        return "a group of keys"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e16:
        return str(int(value))
    return "nothing" if value is None else str(value)[:60]


def _keys_around(model: type[BaseModel], loc: tuple[int | str, ...]) -> set[str]:
    """The keys allowed where an unknown one stood: walk the JSON schema down the path."""
    schema = _schema(model)
    node: Any = schema
    for part in loc:
        node = _down(schema, node, part)
    return set(_resolved(schema, node).get("properties", {}))


@lru_cache(maxsize=128)
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    """Made once a model: a text of a thousand unknown keys asks a thousand times."""
    return model.model_json_schema(by_alias=True)


def _resolved(schema: dict[str, Any], node: Any) -> dict[str, Any]:
    while isinstance(node, dict) and "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
    if isinstance(node, dict) and "anyOf" in node:
        parts = [_resolved(schema, p) for p in node["anyOf"]]
        node = next((p for p in parts if "properties" in p or "items" in p), parts[0])
    return node if isinstance(node, dict) else {}


def _down(schema: dict[str, Any], node: Any, part: int | str) -> Any:
    node = _resolved(schema, node)
    if isinstance(part, int):
        return node.get("items", {})
    if part in node.get("properties", {}):
        return node["properties"][part]
    tagged = node.get("discriminator", {}).get("mapping", {})
    if part in tagged:
        return {"$ref": tagged[part]}
    return node.get("additionalProperties") or {}
