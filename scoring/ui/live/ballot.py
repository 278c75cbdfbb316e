"""The controls of a vote, which answer in the browser and tell the vote when it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scoring.ui.live.part import browser_part

_ballot = browser_part("ballot")


def show_ballot(data: Mapping[str, Any], key: str, cast: Callable[[], None]) -> None:
    """Draw the controls.

    Input: what `ballot.js` reads; a key that stays the same from run to run; what to do with a
    vote that was sent, which stands under `cast` in the session's state of the key.
    """
    _ballot(key=key, data=dict(data), on_cast_change=cast)
