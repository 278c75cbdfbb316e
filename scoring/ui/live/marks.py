"""A plain list of shapes, drawn in the browser without a library."""

from __future__ import annotations

import json

from scoring.output.drawings.shape import Drawing
from scoring.ui.live.part import browser_part, standing

_marks = browser_part("marks")


def show_marks(drawn: Drawing, label: str, key: str) -> None:
    """Draw the shapes.

    Input: the drawing, its words for readers of the screen, and a key that stays the same from
    run to run. The data go as one text, as those of the grid do.
    """
    told = {"shapes": drawn.shapes, "height": drawn.height, "label": label}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    _marks(key=key, data=standing(key, {"told": text}))
