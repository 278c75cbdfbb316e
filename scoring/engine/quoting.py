"""The one place where names enter SQL text; values never do, they are parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SAFE = re.compile(r"[a-z_][a-z0-9_]{0,79}")


class Sql(str):
    """SQL text that `statement` made, and that may therefore stand in another statement."""

    __slots__ = ()


def statement(template: str, **parts: str | Iterable[str]) -> Sql:
    """Fill a template's {placeholders} with identifiers or with finished SQL.

    Input: SQL written in this code base, and for each placeholder an identifier, a piece of
    `Sql`, or several of them (joined by commas). Output: SQL text. Raises ValueError for a
    name that this code base did not make itself: only a-z, 0-9 and _ are allowed, whatever
    a file called its column.
    """
    filled = {
        key: _quoted(part) if isinstance(part, str) else ", ".join(map(_quoted, part))
        for key, part in parts.items()
    }
    return Sql(template.format(**filled))


def _quoted(name: str) -> str:
    if isinstance(name, Sql):
        return name
    if not _SAFE.fullmatch(name):
        raise ValueError(f"{name!r} is not an internal column name")
    return f'"{name}"'


def safe_names(labels: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """An internal column name for each label: readable, unique, unable to mean anything else.

    Input: the labels as people wrote them; names already taken. Output: label → name.
    """
    used = set(taken)
    names: dict[str, str] = {}
    for label in labels:
        stem = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")[:60] or "column"
        stem = f"c_{stem}" if stem[0].isdigit() else stem
        name, n = stem, 1
        while name in used:
            n += 1
            name = f"{stem}_{n}"
        used.add(name)
        names[label] = name
    return names


def trimmed(cell: str = "{c}") -> str:
    """A template of a text, itself one, without spaces around it, as `without_spaces`.

    Plain ASCII has plain spaces alone, which take less time.
    """
    anything = without_spaces(cell)
    return f"CASE WHEN strlen({cell}) = length({cell}) THEN trim({cell}) ELSE {anything} END"


def without_spaces(cell: str) -> str:
    """The same of a template that stands there once, as one with a parameter has to.

    Spaces are also fixed, thin and no-width ones, and the mark of an export that was joined.
    """
    return f"trim({cell}, ' \u00a0\u202f\u200b\ufeff')"
