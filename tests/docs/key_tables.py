"""A model's keys become a Markdown table: what may stand there, by default, and its meaning."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from tests.docs.card_meanings import CARD_MEANINGS
from tests.docs.key_examples import LONGEST
from tests.docs.source_meanings import SOURCE_MEANINGS

MEANINGS = CARD_MEANINGS | SOURCE_MEANINGS
PATTERNS = {
    "^[a-z][a-z0-9_]{0,39}$": "a word of a–z, 0–9, _",
    "^[A-Za-z][A-Za-z0-9_]{0,39}$": "a word of letters, digits, _",
    "^[A-Z][+-]?$": "a letter, with + or −",
    "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$": "YYYY-MM",
}
LONGEST_COLUMN_NAME = 500
BEYOND_COUNTING = 1e6


class KeyTable:
    """The table of one model; `places` says where the parts it refers to are described."""

    def __init__(
        self,
        model: type[BaseModel],
        places: dict[str, str],
        examples: Mapping[tuple[str, str], Any] | None = None,
    ) -> None:
        self.name = model.__name__
        self.examples = examples or {}
        schema = model.model_json_schema(by_alias=True)
        inner = schema.get("$defs", {}).get(self.name, {})  # a model that holds itself
        self.schema = schema | inner
        self.fields = {f.alias or name: f for name, f in model.model_fields.items()}
        self.places = places

    def text(self, leave_out: tuple[str, ...] = ()) -> str:
        """The table; a model without keys of its own has none."""
        keys = [key for key in self.schema["properties"] if key not in leave_out]
        rows = [f"| `{key}` | {' | '.join(self._cells(key))} |" for key in keys]
        names = ["key", "may be", "default", *(["example"] if self.examples else []), "meaning"]
        head = [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
        return "\n".join([*head, *rows]) if rows else ""

    def _cells(self, key: str) -> list[str]:
        node = self.schema["properties"][key]
        example = [self._example(key, node)] if self.examples else []
        return [self.may_be(node), self._default(key, node), *example, self._meaning(key)]

    def _example(self, key: str, node: dict[str, Any]) -> str:
        """A value that can stand there; where it is a part of its own, the link says where."""
        value = self.examples.get((self.name, key))
        written = "" if value is None else flow(value)
        if written and len(written) <= LONGEST and "|" not in written:
            return f"`{written}`"
        return "see there" if "](#" in self.may_be(node) else f"`{written[:LONGEST].rstrip()} …`"

    def _meaning(self, key: str) -> str:
        """The field's own description, else the words in MEANINGS."""
        words = self.fields[key].description or MEANINGS.get(self.name, {}).get(key)
        if words is None:
            raise KeyError(f"say what {self.name}.{key} means: Field(description=…)")
        return words

    def _default(self, key: str, node: dict[str, Any]) -> str:
        if key in self.schema.get("required", ()):
            return "**required**"
        default = node.get("default")
        if self.name == "Metric" and key == "missing":
            return "`skip`"
        return "–" if default in (None, [], {}) else f"`{flow(default)}`"

    def may_be(self, node: dict[str, Any]) -> str:
        """What may stand there, in words."""
        choices = [n for n in node.get("anyOf", ()) if n.get("type") != "null"]
        if choices:
            return " or ".join(
                dict.fromkeys(self.may_be({"title": node.get("title", "")} | n) for n in choices)
            )
        if "discriminator" in node:
            noun = str(node["title"]).lower()
            return f"a [{noun}](#{noun}s)"
        if "$ref" in node:
            return self._part(node["$ref"])
        if "const" in node or "enum" in node:
            # A bar would end the cell of a Markdown table.
            words = [w for w in node.get("enum", [node.get("const")]) if w != "|"]
            tail = " or a bar" if "|" in node.get("enum", ()) else ""
            return ", ".join(f"`{flow(word)}`" for word in words) + tail
        return {
            "string": self._text,
            "number": self._number,
            "integer": self._number,
            "boolean": lambda _: "`true`, `false`",
            "array": self._list,
            "object": self._group,
        }[node["type"]](node)

    def _part(self, ref: str) -> str:
        name = ref.rsplit("/", 1)[1]
        if name in self.places:
            return f"[{self.places[name]}](#{self.places[name].replace(' ', '-')})"
        keys = self.schema["$defs"][name]["properties"]
        return f"`{{{', '.join(f'{key}: …' for key in keys)}}}`"

    def _text(self, node: dict[str, Any]) -> str:
        if node.get("pattern") in PATTERNS:
            return PATTERNS[node["pattern"]]
        longest = node.get("maxLength")
        if longest == LONGEST_COLUMN_NAME and "pattern" not in node:
            return "a column"
        return "text" if longest is None else f"text of up to {longest:,}"

    def _number(self, node: dict[str, Any]) -> str:
        noun = "a whole number" if node["type"] == "integer" else "a number"
        low, high = node.get("minimum"), node.get("maximum")
        if low is not None and high is not None and high < BEYOND_COUNTING:
            return f"{noun} from {low:,g} to {high:,g}"
        return f"{noun}, {low:g} or more" if low == 0 else noun

    def _list(self, node: dict[str, Any]) -> str:
        if "items" not in node:
            return "a pair"
        low, high = node.get("minItems", 0), node.get("maxItems")
        inner = self.may_be(node["items"])
        span = f"{low} to {high:,}" if low else f"up to {high:,}"
        return f"a list of {span}: {inner}"

    def _group(self, node: dict[str, Any]) -> str:
        if "properties" in node:
            keys = (f"{key}: {self.may_be(n)}" for key, n in node["properties"].items())
            return f"`{{{', '.join(keys)}}}`"
        pattern, inner = next(iter(node["patternProperties"].items()))
        key = PATTERNS.get(pattern, "text")
        return f"{key}: {self.may_be(inner)}"


def flow(value: object) -> str:
    """A value as YAML writes it on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str) and value.strip(" ,;|\t") == value and value:
        return value
    return json.dumps(value)
