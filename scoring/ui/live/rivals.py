"""The card beside what is simpler, drawn in the browser, as it follows the cut that is dragged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scoring.ui.live.part import browser_part, standing

_rivals = browser_part("rivals")


def show_rivals(data: Mapping[str, Any], key: str) -> None:
    """Draw the rows. Input: what `rivals.js` reads; a key that stays the same from run to run."""
    _rivals(key=key, data=standing(key, data))
