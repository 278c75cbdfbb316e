"""The way on which sliders tell their places while they are dragged, one at a time."""

from __future__ import annotations

from collections.abc import Callable

from scoring.ui.live.part import browser_part

_stream = browser_part("stream")


def show_stream(heard: object, key: str, moved: Callable[[], None]) -> None:
    """Open the way.

    Input: the number of the last message that was heard; a key that stays the same from run to
    run; what to do with a message, which stands under `moved` in the session's state of the key:
    the `key` of a slider, its `places`, and the message's `number`.
    """
    _stream(key=key, data={"heard": heard}, on_moved_change=moved)
