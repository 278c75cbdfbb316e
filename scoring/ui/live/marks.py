"""A plain list of shapes, drawn in the browser without a library."""

from __future__ import annotations

import json
from collections.abc import Callable

from scoring.output.drawings.shape import Drawing
from scoring.ui.live.part import browser_part, standing

_marks = browser_part("marks")


def show_marks(
    drawn: Drawing, label: str, key: str, picked: Callable[[], None] | None = None
) -> None:
    """Draw the shapes.

    Input: the drawing, its words for readers of the screen, a key that stays the same from run
    to run, and what to do when a shape that can be picked is clicked: what was meant stands
    under `picked` in the session's state of the key. The data go as one text, as those of the
    grid do.
    """
    told = {"shapes": drawn.shapes, "height": drawn.height, "label": label}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    changes = {"on_picked_change": picked} if picked else {}
    _marks(key=key, data=standing(key, {"told": text}), **changes)
