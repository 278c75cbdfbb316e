"""The browser keeps who one is in a room, and the address keeps the room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scoring.ui.live.part import browser_part

_keepsake = browser_part("keepsake")


def show_keepsake(data: Mapping[str, Any], key: str, told: Callable[[], None]) -> None:
    """Keep what is known, or ask for it.

    Input: `code` of the room (empty for none), `token` and `key` where they are known, else
    `asks`, a word that is new for each visit, and `gone` where the room is over; a key that stays
    the same from run to run; what to do with the answer, which stands under `kept` in the
    session's state of the key.
    """
    _keepsake(key=key, data=dict(data), on_kept_change=told)
