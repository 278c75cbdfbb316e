"""The chart of all cuts with a handle that streams its place while it is dragged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scoring.ui.live.part import browser_part, standing

_sweep = browser_part("sweep")


def show_sweep(data: Mapping[str, Any], key: str, placed: Callable[[], None]) -> None:
    """Draw the chart.

    Input: what `sweep.js` reads; a key that stays the same from run to run; what to do when the
    handle was let go, at the score that stands under `placed` in the session's state of the key;
    words stand there where the move was taken back. While it is dragged it tells its place by the
    page's stream.
    """
    _sweep(key=key, data=standing(key, {**data, "key": key}), on_placed_change=placed)
