"""A hostile input is made by a recipe and names what it must give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """What is handed over, and what must stand in the answer.

    `make` gives the bytes, `gives` is a part of the error with its place and number, or begins
    with "read" where the input is sound; `more` is what the source states of a file.
    """

    make: Callable[[], bytes]
    gives: str
    more: str = ""


@dataclass(frozen=True)
class Kind:
    """Cases of one kind by their names, and the reader that they are handed to."""

    name: str
    cases: Mapping[str, Case]
    read: Callable[[Case], str]


def text(content: str, gives: str) -> Case:
    """A case that is a text in UTF-8."""
    return Case(lambda: content.encode("utf-8", "surrogatepass"), gives)
