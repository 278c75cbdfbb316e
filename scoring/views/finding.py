"""Accounts are found by id or name in one joined text, so that no list of names travels."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from scoring.limits.showing import FOUND_ACCOUNTS
from scoring.live.frame import Accounts

MOST_HITS: Final = FOUND_ACCOUNTS.now
"""So many accounts are offered at most."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Texts in one, folded, a line each; `starts` holds where each line begins."""

    text: str
    starts: tuple[int, ...]

    def found(self, query: str) -> Iterator[int]:
        """The positions of the lines that hold a folded query, in order, each once."""
        at = self.text.find(query)
        while at >= 0:
            # a query that begins with the end of a line is about the line after it
            line = bisect_right(self.starts, at + query.startswith("\n")) - 1
            yield line
            if line + 1 >= len(self.starts):
                return
            at = self.text.find(query, self.starts[line + 1] - query.startswith("\n"))


@dataclass(frozen=True, slots=True)
class Index:
    """The ids and the names of all accounts, ready to be searched."""

    ids: Lines
    names: Lines


@dataclass(frozen=True, slots=True)
class Found:
    """The positions of the accounts that were found, best first; `more` if there are others."""

    accounts: tuple[int, ...]
    more: bool


def index_of(accounts: Accounts) -> Index:
    """Join what people may search for, once a data set."""
    return Index(_lines(accounts.ids), _lines(accounts.names))


def folded(text: str) -> str:
    """A text without capitals, accents and line ends: what looks alike is searched alike."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in parts if not unicodedata.combining(c)).casefold()
    return text.lower().replace("\n", " ")


def find(index: Index, query: str, most: int = MOST_HITS) -> Found:
    """The accounts whose id or name holds a text.

    Input: what was typed, spaces around it of no account; nothing finds nothing. Output: at
    most `most` positions: first whose id it is, then whose name it is, then whose name or id
    begins like it, then whose name, a word of it before the middle of one, or id holds it; in
    the order of ids within each.
    """
    asked = folded(query.strip())
    if not asked:
        return Found((), False)
    seen: dict[int, None] = {}
    for account in _passes(index, asked):
        if account not in seen and len(seen) == most:
            return Found(tuple(seen), True)
        seen[account] = None
    return Found(tuple(seen), False)


def _passes(index: Index, asked: str) -> Iterator[int]:
    yield from index.ids.found(f"\n{asked}\n")
    yield from index.names.found(f"\n{asked}\n")
    yield from index.names.found(f"\n{asked}")
    yield from index.ids.found(f"\n{asked}")
    yield from index.names.found(f" {asked}")
    yield from index.names.found(asked)
    yield from index.ids.found(asked)


def _lines(texts: Sequence[str]) -> Lines:
    lines = [folded(text) for text in texts]
    starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=1)
    return Lines("\n" + "\n".join(lines) + "\n", tuple(starts))
