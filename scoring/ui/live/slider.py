"""A slider that shows its numbers at once and tells its places while it is dragged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scoring.ui.live.part import browser_part

_slider = browser_part("slider")


def show_slider(
    data: Mapping[str, Any],
    key: str,
    placed: Callable[[], None],
    pressed: Mapping[str, Callable[[], None]],
) -> None:
    """Draw the slider.

    Input: what `slider.js` reads; a key that stays the same from run to run; what to do when it
    is let go, with the message that stands under `placed` in the session's state of the key: the
    `places` of its handles, the `variant` that they are of, and the message's `number`; and what
    to do when it is `switched` or `locked`, with the message `on` under that name.
    """
    presses = {f"on_{name}_change": act for name, act in pressed.items()}
    _slider(key=key, data=dict(data), on_placed_change=placed, **presses)
