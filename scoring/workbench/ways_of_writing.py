"""The ways to say how a file is written, for the findings that only that can settle."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from scoring.errors import Finding
from scoring.spec.source import Source

Tree = dict[str, Any]
Edit = Callable[[Tree], None]
Remedy = Callable[[Source, Finding], Iterator[tuple[str, Edit]]]

_FILE = re.compile(r"file '([A-Za-z][A-Za-z0-9_]*)'(?:, column '(.*)')?", re.DOTALL)
_DAY = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1([0-9]{4}|[0-9]{2})(?![0-9])")


def nothing(tree: Tree) -> None:
    """The edit that leaves everything as it is."""


def into(path: tuple[str, ...], key: str, value: object, tree: Tree) -> None:
    """Set a key of the part of a source that is reached by these steps."""
    for step in path:
        tree = tree.setdefault(step, {})
    tree[key] = value


def place_of(finding: Finding) -> tuple[str, str]:
    """The file and the column of a finding; empty where it names none."""
    found = _FILE.fullmatch(finding.place)
    return (found[1], found[2] or "") if found else ("", "")


def _written(key: str, ways: Mapping[str, object], usual: str | None = None) -> Remedy:
    """A choice of how the finding's file is written; `usual` is what is done if nothing is said."""

    def remedy(source: Source, finding: Finding) -> Iterator[tuple[str, Edit]]:
        del source  # the finding names the file
        file = place_of(finding)[0]
        if usual:
            yield usual, nothing
        for label, value in ways.items():
            yield label, partial(into, ("files", file, "csv"), key, value)

    return remedy


def _dates(source: Source, finding: Finding) -> Iterator[tuple[str, Edit]]:
    """Which of two numbers is the day."""
    del source  # the finding names the file
    seen = _DAY.search(finding.problem)
    mark, year = (seen[1], "%Y" if len(seen[2]) > 2 else "%y") if seen else ("/", "%Y")
    orders = {"day": ("%d", "%m", year), "month": ("%m", "%d", year)}
    if (mark, year) == ("/", "%y"):
        orders["year"] = (year, "%m", "%d")
    for label, order in orders.items():
        form = mark.join(order)
        way = partial(into, ("files", place_of(finding)[0], "csv"), "date_format", form)
        yield f"the {label} comes first", way


_MARKS = {"the comma is the decimal mark": ",", "the point is the decimal mark": "."}
_ENCODINGS = {
    "read it as UTF-8": "utf-8",
    "read it as Western European": "cp1252",
    "read it as Cyrillic": "cp1251",
    "read it as Cyrillic of older systems (KOI8-R)": "koi8-r",
    "read it as Greek": "cp1253",
    "read it as Japanese": "shift-jis",
    "read it as Chinese": "gbk",
    "read it as Western European of older Macs": "mac-roman",
    "read it as Western European of DOS": "cp850",
    "read it as Central European": "cp1250",
    "read it as Turkish": "cp1254",
    "read it as Baltic": "cp1257",
    "read it as Hebrew": "cp1255",
    "read it as Arabic": "cp1256",
    "read it as Thai": "cp874",
    "read it as Chinese of Taiwan and Hong Kong": "big5",
    "read it as Korean": "euc-kr",
    "read it as Japanese of older systems (EUC)": "euc-jp",
    "read it as Japanese of mail programs (ISO-2022-JP)": "iso-2022-jp",
    "read it as UTF-7": "utf-7",
}
_DELIMITERS = {
    "cells are parted by commas": ",",
    "cells are parted by semicolons": ";",
    "cells are parted by tabs": "\t",
    "cells are parted by vertical bars": "|",
}
WAYS_OF_WRITING: Mapping[str, Remedy] = {
    "undecided_dates": _dates,
    "undecided_numbers": _written("decimal", _MARKS),
    "encoding": _written("encoding", _ENCODINGS, "as guessed"),
    "rows_above": _written("skip_rows", {"the first row holds the names": 0}, "leave them out"),
    "rows_below": _written("skip_below", {"it is a row of data": 0}, "leave it out"),
    "no_values": _written(
        "null_text", {"read them as words in the whole file": []}, "read them as missing"
    ),
    "uneven_rows": _written("delimiter", _DELIMITERS),
}
