"""The difference of two cards is taken apart into steps, each a line that can be taken alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from scoring.spec.diff import changes
from scoring.spec.model import Card, canonical
from scoring.spec.parse import check_document
from scoring.spec.strict_yaml import Document

Step = tuple[str, ...]
"""Where in a card something differs: a key, or a section, a part of it and a key of the part."""

_TOLD: Final = frozenset({"version", "name", "about", "source", "display", "grades", "playbooks"})
"""Keys by which no score and no band moves."""

_BY_ID: Final[Mapping[str, str]] = {
    "metrics": "id",
    "actions": "id",
    "red_flags": "id",
    "adjustments": "id",
    "bands": "name",
    "variants": "name",
}
"""The sections whose parts are known by a name of theirs, and its key."""

_WORDS: Final = frozenset({"label", "about", "family", "tone", "actions", "playbook"})
"""Keys of a part that only tell something."""

_ORDER: Final = " in another order"

_Doc = dict[str, Any]


@dataclass(frozen=True)
class Steps:
    """The way from one card to another in steps, of which any may be taken."""

    before: Card
    after: Card

    @cached_property
    def all(self) -> tuple[Step, ...]:
        """Every step that may move a score or a band, in the order of the card."""
        found: list[Step] = []
        was, now = self._docs
        for key in dict.fromkeys([*was, *now]):
            if key in _TOLD or was.get(key) == now.get(key):
                continue
            if key in _BY_ID and not self._whole(key):
                found += _of_parts(key, was.get(key, []), now.get(key, []))
            elif key == "rules":
                names = dict.fromkeys([*was.get(key, {}), *now.get(key, {})])
                found += [(key, n) for n in names if _get(was, key, n) != _get(now, key, n)]
            else:
                found.append((key,))
        return tuple(found)

    def taken(self, steps: Set[Step]) -> Card | None:
        """The first card after some of the steps; None where that is no sound card."""
        if not steps:
            return self.before
        return self.after if len(steps) == len(self.all) else self._mixed(steps)

    def _mixed(self, steps: Set[Step]) -> Card | None:
        """The same, with name, words and playbooks of the first card in every case."""
        was, now = self._docs
        mixed: _Doc = {}
        for key in dict.fromkeys([*was, *now]):
            value = self._value(key, steps)
            if value is not None:
                mixed[key] = value
        return check_document(Document(mixed)).card

    def line(self, step: Step) -> str:
        """What a step says, as the difference of two cards does; several lines are one text."""
        alone = self._mixed({step})
        if alone is not None:
            return _text(changes(self.before, alone))
        others, every = self._mixed(set(self.all) - {step}), self._mixed(set(self.all))
        if others is not None and every is not None:
            return _text(changes(others, every))
        return " ".join(step).replace("_", " ")

    @cached_property
    def _docs(self) -> tuple[_Doc, _Doc]:
        return json.loads(canonical(self.before)), json.loads(canonical(self.after))

    def _whole(self, key: str) -> bool:
        """Bands of other names, or in another order, change all at once."""
        was, now = (
            ([part["name"] for part in doc.get(key, [])] for doc in self._docs)
            if (key == "bands")
            else ([], [])
        )
        return was != now

    def _value(self, key: str, steps: Set[Step]) -> Any:
        was, now = self._docs
        if key in _BY_ID and not self._whole(key):
            return _mixed(key, was.get(key, []), now.get(key, []), steps) or None
        if key == "rules":
            names = dict.fromkeys([*was.get(key, {}), *now.get(key, {})])
            said = {n: _get(now if (key, n) in steps else was, key, n) for n in names}
            return {n: value for n, value in said.items() if value is not None} or None
        return (now if (key,) in steps else was).get(key)


def _text(lines: Sequence[str]) -> str:
    """The lines as one; an order is no step of its own, and is told only where all else is not."""
    said = [line for line in lines if not line.endswith(_ORDER)]
    return "; ".join(said or lines)


def _get(doc: _Doc, key: str, name: str) -> Any:
    return doc.get(key, {}).get(name)


def _named(key: str, parts: Sequence[_Doc]) -> dict[str, _Doc]:
    return {str(part[_BY_ID[key]]): part for part in parts}


def _of_parts(key: str, before: Sequence[_Doc], after: Sequence[_Doc]) -> list[Step]:
    """A step for each part that came or went, and one for each key of a part that changed."""
    was, now = _named(key, before), _named(key, after)
    found: list[Step] = []
    for name in dict.fromkeys([*was, *now]):
        if name not in was or name not in now or key == "variants":
            found += [(key, name)] if was.get(name) != now.get(name) else []
            continue
        keys = dict.fromkeys([*was[name], *now[name]])
        found += [
            (key, name, one)
            for one in keys
            if one not in _WORDS and was[name].get(one) != now[name].get(one)
        ]
    return found


def _mixed(key: str, before: Sequence[_Doc], after: Sequence[_Doc], steps: Set[Step]) -> list[_Doc]:
    """The parts after some of the steps, in the order of the second card."""
    was, now = _named(key, before), _named(key, after)
    found = []
    for name in dict.fromkeys([*now, *was]):
        if name not in was or name not in now or key == "variants":
            part = (now if (key, name) in steps else was).get(name)
        else:
            keys = dict.fromkeys([*was[name], *now[name]])
            said = {k: (now if (key, name, k) in steps else was)[name].get(k) for k in keys}
            part = {k: value for k, value in said.items() if value is not None}
        if part is not None:
            found.append(part)
    return found
