"""The address bar always holds the state that is on the screen."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

PARAMETER = "s"

_address = st.components.v2.component(
    "bellwether.address", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def show_in_address(token: str, place: str, page: str) -> None:
    """Write the state into the address bar.

    Input: the link text; `place` tells apart several mounts on one page; `page` makes the
    browser write again after a page change, which clears the address.
    """
    _address(key=f"address-{place}", data={"name": PARAMETER, "token": token, "page": page})
