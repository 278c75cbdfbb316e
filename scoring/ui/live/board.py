"""The board of lost customers is drawn in the browser, where it sorts, filters and searches."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from scoring.ui.live.part import browser_part, standing

_board = browser_part("board")


def show_board(data: Mapping[str, Any], key: str, changed: Callable[[], None]) -> None:
    """Draw the board.

    Its data go as one text: a tree of lists would be walked and written out several times on
    the way to the browser. Input: what `board.js` reads; a key that stays the same from run to
    run; what to do when a row was chosen, by the id that stands under `chosen` in the session's
    state of the key.
    """
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    _board(key=key, data=standing(key, {"told": told}), on_chosen_change=changed)
