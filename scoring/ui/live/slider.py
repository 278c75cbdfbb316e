"""Sliders that show their numbers at once and tell their places while they are dragged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from scoring.ui.live.part import browser_part

_slider = browser_part("slider")


def show_sliders(
    rows: Sequence[Mapping[str, Any]], heard: float, key: str, said: Callable[[], None]
) -> None:
    """Draw sliders, one beneath the other.

    Input: what `slider.js` reads of each; the number of the last word that was carried out; a
    key that stays the same from run to run; what to do with the list of words that stands under
    `said` in the session's state of the key. Each has its `number`, the `key` of a slider and a
    `name`: when it was `placed`, the `places` of its handles, null where the move was taken back,
    and the `variant` that they are of; `on` when something of it was `switched`, `locked` or
    `unfolded`.
    """
    _slider(
        key=key, data={"rows": [dict(row) for row in rows], "heard": heard}, on_said_change=said
    )
