"""A part that runs in the browser is the JavaScript file of its name, with its style."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import streamlit as st


class Mount(Protocol):
    """Puts a part on the page; see `st.components.v2.component`."""

    def __call__(self, *, key: str, data: dict[str, Any], **changes: Any) -> Any:
        """Input: a key that stays the same, the part's data, and what to do on each change."""


def browser_part(name: str, *before: str) -> Mount:
    """The part of that name, registered once; its files lie beside this one.

    Input: `before` are files of functions that it uses, as parts import nothing.
    """
    here = Path(__file__).parent
    style = here / f"{name}.css"
    mount: Mount = st.components.v2.component(
        f"bellwether.{name}",
        css=style.read_text(encoding="utf-8") if style.exists() else None,
        js="\n".join((here / f"{one}.js").read_text(encoding="utf-8") for one in (*before, name)),
    )
    return mount
