"""The address bar always holds the state that is on the screen."""

from __future__ import annotations

from scoring.ui.live.part import browser_part

PARAMETER = "s"

_address = browser_part("address")


def show_in_address(token: str, place: str, page: str) -> None:
    """Write the state into the address bar.

    Input: the link text; `place` tells apart several mounts on one page; `page` makes the
    browser write again after a page change, which clears the address.
    """
    _address(key=f"address-{place}", data={"name": PARAMETER, "token": token, "page": page})
