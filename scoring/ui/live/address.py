"""The address bar always holds the state that is on the screen; the tab keeps it, too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scoring.ui.live.part import browser_part

PARAMETER = "s"

_address = browser_part("address")


def part_of(place: str) -> str:
    """The key under which the session's state has what the browser told at a place."""
    return f"address-{place}"


def show_in_address(
    token: str, place: str, page: str, facts: Mapping[str, Any], told: Callable[[], None]
) -> None:
    """Write the state into the address bar.

    Input: the link text; `place` tells apart several mounts on one page; `page` makes the
    browser write again after a page change, which clears the address; what else the browser is
    to know (`asks`, `answers`, `came`, `hold`, `aside`, `drop`, `work`, `loses`: see address.js);
    what to do with its answer.
    """
    data = {"name": PARAMETER, "token": token, "page": page, **facts}
    _address(key=part_of(place), data=data, on_kept_change=told)
