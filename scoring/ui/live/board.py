"""The board of lost customers is drawn in the browser, where it sorts, filters and searches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scoring.ui.live.part import browser_part

_board = browser_part("board")


def show_board(data: Mapping[str, Any], key: str, changed: Callable[[], None]) -> None:
    """Draw the board.

    Input: what `board.js` reads; a key that stays the same from run to run; what to do when a
    row was chosen, by the id that stands under `chosen` in the session's state of the key.
    """
    _board(key=key, data=dict(data), on_chosen_change=changed)
