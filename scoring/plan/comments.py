"""Whatever people wrote becomes comment lines that no reader of SQL can leave early."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

_WIDTH = 96
_ODD = re.compile("[\\x00-\\x1f\\x7f-\\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
"""What ends a line for some reader, cannot be seen, or turns the direction of the text."""
_MARKS = re.compile(r"(?<=\*)(?=/)|(?<=/)(?=\*)|(?<=\{)(?=[{%#])|(?<=[}%#])(?=\})")
"""Inside the marks of block comments and of Jinja: a blank there takes their meaning away."""


def comment(sentences: Iterable[str]) -> str:
    """Each sentence as lines that begin with two dashes, no wider than a page.

    One that begins with two blanks is an item: it and its further lines are indented.
    A semicolon becomes a comma, for some clients cut a script at each, wherever it stands.
    """
    lines: list[str] = []
    for sentence in sentences:
        item = sentence.startswith("  ")
        text = _MARKS.sub(" ", _ODD.sub(" ", sentence).replace(";", ","))
        lines += textwrap.wrap(
            " ".join(text.split()),
            _WIDTH,
            initial_indent="--   " if item else "-- ",
            subsequent_indent="--     " if item else "-- ",
            break_on_hyphens=False,
        ) or ["--"]
    return "".join(f"{line}\n" for line in lines)
