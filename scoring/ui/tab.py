"""The browser's tab keeps what a visitor is at work on, and tells it to the next visit in it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from scoring.spec.link import MAX_LINK
from scoring.ui.live.part import told_by

_KEY = "tab"


@dataclass
class Tab:
    """What is known of the tab in which a visit goes on.

    `came` is the link with which the visit began, empty for none, and `failed` why it could not
    be opened; `drop` are the keys of a short link, which leave the address once it is open.
    `asks` is a word by which the browser's answer is known, empty once it came, and `told` that
    answer: the link of the work that the tab had, and of what was put aside there. `question` is
    the link of work about which the visitor is to decide; `aside` that of what was put aside.
    """

    came: str = ""
    failed: str = ""
    drop: tuple[str, ...] = ()
    asks: str = field(default_factory=lambda: secrets.token_hex(8))
    told: tuple[str, str] | None = None
    question: str = ""
    aside: str = ""

    def facts(self, place: str) -> dict[str, Any]:
        """What the browser is to know: it answers the place "page" alone, for a whole run."""
        return {
            "asks": self.asks,
            "answers": place == "page",
            "came": self.came,
            "hold": bool(self.question) or self.told is not None,
            "aside": self.aside,
            "drop": list(self.drop),
        }


def tab() -> Tab:
    """The tab of this visit."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Tab()
    found: Tab = st.session_state[_KEY]
    return found


def heard(part: str) -> None:
    """Take the browser's answer; whatever it says is bounded, and read as strictly as a link."""
    said, here = told_by(part, "kept"), tab()
    if not here.asks or not isinstance(said, dict) or said.get("asks") != here.asks:
        return
    here.asks = ""
    work, aside = (str(said.get(name, ""))[: MAX_LINK + 1] for name in ("token", "aside"))
    here.told = work, aside
