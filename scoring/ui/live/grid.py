"""A table of texts drawn in the browser, which sorts there and of which a row can be chosen."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from scoring.ui.live.part import browser_part, standing

_grid = browser_part("grid")


def show_grid(
    columns: Sequence[dict[str, Any]],
    key: str,
    *,
    height: int,
    saves: bool = False,
    ids: Sequence[int] = (),
    chosen: int | None = None,
    picked: Callable[[], None] | None = None,
) -> None:
    """Draw the table.

    Input: the columns as `cells.py` makes them; a key that stays the same from run to run; the
    pixels from which on it is scrolled; whether its rows can be saved as a file; where rows can
    be chosen, the id of each, the one that is chosen and what to do when another is: it stands
    under `picked` in the session's state of the key, None for nobody. The data go as one text,
    as those of the board do.
    """
    told = {"columns": list(columns), "height": height, "saves": saves}
    told |= {"ids": [int(one) for one in ids], "chosen": chosen}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    changes = {"on_picked_change": picked} if picked else {}
    _grid(key=key, data=standing(key, {"told": text}), **changes)
