"""YAML is read within bounds, as plain data with a line for every part, and never as code.

Aliases, anchors, tags, merge keys, duplicate keys and second documents are refused while
parsing, because a loader that expands them first can be made to hang or crash. A word never
changes meaning: `no`, `010` and `1:30` stay text, only `true`, `false`, `null` and plain
decimal numbers are anything else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

import yaml
from yaml import events

from scoring.errors import Finding
from scoring.limits.cards import CARD_DEPTH, CARD_KIB, CARD_PARTS

MAX_BYTES: Final = CARD_KIB.bytes
MAX_DEPTH: Final = CARD_DEPTH.now
MAX_NODES: Final = CARD_PARTS.now

Path = tuple[str | int, ...]

_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")
_WORDS: Final = {"true": True, "false": False, "null": None, "~": None, "": None}


class _RefusedError(Exception):
    """Stops the reading at the first thing that must not be there."""

    def __init__(self, problem: str, fix: str, line: int | None) -> None:
        super().__init__(problem)
        self.finding = Finding("file", problem, fix, line)


@dataclass(slots=True)
class Document:
    """Plain data, and the 1-based line on which each part of it begins."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)

    def line_of(self, path: Path) -> int | None:
        """The line of a part, or of the nearest part around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return None


def read_yaml(text: str) -> tuple[Document, tuple[Finding, ...]]:
    """Read one YAML document.

    Input: text of at most 256 KiB. Output: the document and the findings; with any
    finding the document is empty. Raises nothing.
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        problem = f"the file is larger than {MAX_BYTES // 1024} KiB"
        return Document(), (Finding("file", problem, "shorten it"),)
    try:
        return _Reader(text).document(), ()
    except _RefusedError as refused:
        return Document(), (refused.finding,)
    except yaml.YAMLError as error:
        return Document(), (_syntax(error),)
    except (ValueError, OverflowError):  # PyYAML gives an escape such as \UFFFFFFFF to chr()
        problem = "this is not valid YAML: an escape (\\U…) stands for no character"
        return Document(), (Finding("file", problem, "write the character itself"),)


def _syntax(error: yaml.YAMLError) -> Finding:
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    column = f" (column {mark.column + 1})" if mark else ""
    return Finding(
        "file",
        f"this is not valid YAML: {said}{column}",
        "check indentation, colons and quotes on this line and the one above",
        mark.line + 1 if mark else None,
    )


class _Reader:
    """Builds plain data from the parser's events, counting as it goes."""

    def __init__(self, text: str) -> None:
        self._events = yaml.parse(text, Loader=yaml.SafeLoader)
        self._nodes = 0
        self._out = Document()

    def document(self) -> Document:
        next(self._events)  # the stream's start
        event = next(self._events)
        if isinstance(event, events.StreamEndEvent):
            raise _RefusedError("the file is empty", "write a card into it", None)
        self._out.data = self._node(next(self._events), (), 0)
        next(self._events)  # the document's end
        event = next(self._events)
        if not isinstance(event, events.StreamEndEvent):
            raise _RefusedError(
                "the file holds more than one document", "remove '---' and what follows", _at(event)
            )
        return self._out

    def _node(self, event: events.Event, path: Path, depth: int) -> Any:
        self._check(event, depth)
        self._out.lines.setdefault(path, _at(event))
        if isinstance(event, events.ScalarEvent):
            return _scalar(event)
        if isinstance(event, events.SequenceStartEvent):
            return self._sequence(path, depth)
        return self._mapping(path, depth)

    def _check(self, event: events.Event, depth: int) -> None:
        self._nodes += 1
        line = _at(event)
        if isinstance(event, events.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError("anchors and aliases are not allowed", "write the part out", line)
        if getattr(event, "tag", None):
            raise _RefusedError("tags (!…) are not allowed", "remove the tag", line)
        if depth > MAX_DEPTH:
            raise _RefusedError(f"nested deeper than {MAX_DEPTH}", "flatten it", line)
        if self._nodes > MAX_NODES:
            raise _RefusedError(f"more than {MAX_NODES:,} parts", "shorten it", line)

    def _sequence(self, path: Path, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), events.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items)), depth + 1))
        return items

    def _mapping(self, path: Path, depth: int) -> dict[Any, Any]:
        mapping: dict[Any, Any] = {}
        while not isinstance(event := next(self._events), events.MappingEndEvent):
            self._check(event, depth + 1)
            if not isinstance(event, events.ScalarEvent):
                raise _RefusedError("a key must be a word", "write a plain key", _at(event))
            key = _whole(event)
            if key == "<<":
                raise _RefusedError("merge keys (<<) are not allowed", "write it out", _at(event))
            if key in mapping:
                raise _RefusedError(f"the key '{key}' stands twice", "keep one of them", _at(event))
            self._out.lines[*path, key] = _at(event)
            mapping[key] = self._node(next(self._events), (*path, key), depth + 1)
        return mapping


def _at(event: events.Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 1


def _whole(event: events.ScalarEvent) -> str:
    """The text, with halves of characters (JSON writes an emoji as two) joined, or refused."""
    text = str(event.value)
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise _RefusedError(
            "an escape (\\u…) stands for half a character", "write the character itself", _at(event)
        ) from None


def _scalar(event: events.ScalarEvent) -> Any:
    text = _whole(event)
    return text if event.style is not None else meaning(text)


def meaning(text: str) -> Any:
    """What a word without quotes means: true, false, null, a decimal number, else itself."""
    if text in _WORDS:
        return _WORDS[text]
    if not _NUMBER.fullmatch(text) or len(text) > 40:
        return text
    number = float(text)
    if number in (float("inf"), float("-inf")):
        return text
    return int(text) if re.fullmatch(r"[-+]?[0-9]+", text) else number
