"""The way on which sliders tell their places while they are dragged."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from scoring.ui.live.part import browser_part

_stream = browser_part("stream")


def show_stream(
    heard: object,
    news: Mapping[str, Mapping[str, Any]],
    key: str,
    moved: Callable[[], None],
    took: float | None = None,
) -> None:
    """Open the way.

    Input: the number of the last message that was heard, and for how many milliseconds the page
    has reckoned since (`took`; None where no message was answered); for the key of each part of
    the page that it moves, what changed in the part's data, sent as one text because a tree of
    lists would be walked and written out several times on the way to the browser; a key that
    stays the same from run to run; what to do with a message, which stands under `moved` in the
    session's state of the key: the `key` of a slider, its `places`, and the message's `number`.
    """
    told = json.dumps(dict(news), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    _stream(key=key, data={"heard": heard, "news": told, "took": took}, on_moved_change=moved)
