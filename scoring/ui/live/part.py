"""A part that runs in the browser is the JavaScript file of its name, and its style."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import streamlit as st


class Mount(Protocol):
    """Puts a part on the page; see `st.components.v2.component`."""

    def __call__(self, *, key: str, data: dict[str, Any], **changes: Any) -> Any:
        """Input: a key that stays the same, the part's data, and what to do on each change."""


def browser_part(name: str) -> Mount:
    """The part of that name, registered once; both files lie beside this one."""
    here = Path(__file__).parent
    style = here / f"{name}.css"
    mount: Mount = st.components.v2.component(
        f"bellwether.{name}",
        css=style.read_text(encoding="utf-8") if style.exists() else None,
        js=(here / f"{name}.js").read_text(encoding="utf-8"),
    )
    return mount
