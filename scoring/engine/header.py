"""The names of a file's columns can be trusted, or it is said why not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scoring.engine.unpacking import fault
from scoring.limits.files import COLUMN_NAME, FILE_COLUMNS

MAX_COLUMNS: Final = FILE_COLUMNS.now
_LONGEST_NAME: Final = COLUMN_NAME.now


def checked(header: Sequence[str], key: str, line: int | None = 1) -> tuple[str, ...]:
    """The names of columns, a place for one without. Raises DataError if they cannot serve."""
    if not any(header):
        raise fault(key, "the first row holds no column names", "add a header row", line)
    if len(header) > MAX_COLUMNS:
        problem = f"{len(header):,} columns are more than {MAX_COLUMNS:,}"
        raise fault(key, problem, "export only the columns you need", line)
    if max(map(len, header)) > _LONGEST_NAME:
        problem = f"a column name is longer than {_LONGEST_NAME} characters"
        raise fault(key, problem, "shorten it, or check the quotes of the first row", line)
    named = [name or f"(column {i})" for i, name in enumerate(header, start=1)]
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        problem = f"the header names '{twice[0]}' {named.count(twice[0])} times"
        raise fault(key, problem, "give every column its own name", line)
    return tuple(named)
