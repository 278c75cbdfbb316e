"""Which lost customers are lines of the board, and which of them follow a slider that moves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import numpy as np

from scoring.backtest.lost import ORDER, Board, Lost

ROWS: Final = 120
"""So many customers of each verdict are drawn, the largest; files have them all."""

HELD: Final = 30
"""So many at the top of the list follow a slider that moves, with those in sight."""


def key_of(one: Lost) -> str:
    """A lost customer's name for the browser: its account and spell."""
    return f"{one.account}:{one.spell}"


def drawn_of(board: Board, most: int = ROWS) -> list[Lost]:
    """The lost customers that are drawn: the largest of each verdict, in the board's order."""
    return [board.lost[place] for place in _places(board, most)]


def how_many(board: Board) -> int:
    """How many lost customers are drawn."""
    return sum(min(board.count(verdict), ROWS) for verdict in ORDER)


def named(board: Board, keys: Iterable[str]) -> list[Lost]:
    """Those of the lost customers whose names for the browser are given, in the board's order."""
    wanted = [place for key in set(keys) for place in _places_of(board, key)]
    return [board.lost[place] for place in sorted(wanted)]


def _places(board: Board, most: int) -> list[int]:
    kept = [np.flatnonzero(board.verdicts == code)[:most] for code in range(len(ORDER))]
    return [int(place) for place in np.concatenate(kept)]


def _first(board: Board) -> list[int]:
    """The places of the first that are held, of which one verdict alone often has enough."""
    found: list[int] = []
    for code in range(len(ORDER)):
        if len(found) < HELD:
            found += np.flatnonzero(board.verdicts == code)[:ROWS].tolist()
    return found[:HELD]


def _places_of(board: Board, key: str) -> list[int]:
    """Where a customer stands; a name that no browser was told stands nowhere."""
    if not re.fullmatch(r"[0-9]{1,9}:[0-9]{1,9}", key):
        return []
    who = [int(part) for part in key.split(":")]
    found = np.flatnonzero((board.who == who).all(axis=1))
    return [int(place) for place in found]


def lines_of(board: Board, in_sight: Iterable[str]) -> list[Lost]:
    """Who is told while a slider moves: the first of the list and those in sight."""
    first = [board.lost[place] for place in _first(board)]
    known = {key_of(one) for one in first}
    return first + named(board, set(in_sight) - known)
