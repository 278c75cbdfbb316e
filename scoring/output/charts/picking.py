"""A click on a mark tells the page what was meant, whatever was clicked before.

Rows that can be clicked carry a `cell`, and a `turn` that is another after each choice: so a
second click on the same mark is news, and what a browser remembers of an older chart is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import altair as alt

PICK: Final = "pick"
"""The name of the selection."""
PICKED: Final = "picked"
"""The name under which a drawing tells the same."""


def picking() -> alt.Parameter:
    """The selection of one mark by a click."""
    import altair as alt

    return alt.selection_point(
        name=PICK, fields=["cell", "turn"], on="click", clear=False, toggle=False
    )


def picked(event: Mapping[str, Any], turn: int) -> int | None:
    """The cell that was clicked at this turn, None where nothing was.

    Input: what the browser tells of a drawing, or of a chart's selections; it is checked, for a
    browser may tell anything.
    """
    mark = event.get(PICKED)
    if mark is None:
        told = event.get("selection", {}).get(PICK, [])
        if not isinstance(told, Sequence) or isinstance(told, str) or len(told) != 1:
            return None
        mark = told[0]
    if not isinstance(mark, Mapping) or mark.get("turn") != turn:
        return None
    cell = mark.get("cell")
    return cell if isinstance(cell, int) and not isinstance(cell, bool) else None
