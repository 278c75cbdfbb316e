"""A part that runs in the browser is the JavaScript file of its name, with its style."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol

import streamlit as st

HERE: Final = Path(__file__).parent
_EXPORTED: Final = "export default function "
_ORDER: Final = "parts-order"
MOST_KEYS: Final = 500
"""More parts than a page has; one that is forgotten gets a higher number."""

PARTS: Final[dict[str, tuple[str, ...]]] = {
    "address": (),
    "ballot": (),
    "bands": ("redrawn", "pointed", "measured", "as_wide"),
    "board": ("board_line",),
    "grid": (),
    "keepsake": (),
    "marks": ("redrawn", "pointed", "measured", "as_wide"),
    "rivals": ("redrawn", "pointed", "measured", "as_wide"),
    "slider": ("shares", "taken_back"),
    "stream": (),
    "sweep": ("taken_back",),
    "tiles": ("glance",),
    "tour": ("beside",),
}
"""Every part, with the files of functions and styles that it uses: parts import nothing."""


class Mount(Protocol):
    """Puts a part on the page; see `st.components.v2.component`."""

    def __call__(self, *, key: str, data: dict[str, Any], **changes: Any) -> Any:
        """Input: a key that stays the same, the part's data, and what to do on each change."""


def browser_part(name: str) -> Mount:
    """The part of that name, registered once.

    What is put on the page only hands over to its code, which `send_code` sends. Its data say how
    they stand in the order of what was sent: see `mount.js`.
    """
    if name not in PARTS:
        raise KeyError(name)
    mount: Mount = st.components.v2.component(f"bellwether.{name}", js=_text("mount.js"))

    def put(*, key: str, data: dict[str, Any], **changes: Any) -> Any:
        return mount(key=key, data={**data, "sent": _order().of(key, data)}, **changes)

    return put


@dataclass
class Order:
    """In which order the data of a visit's parts were sent.

    `visit` is a word of its own, so that a page that outlives its visit begins anew; `last` holds,
    by the key of a part, a fingerprint of its last data and their number, and `sent` counts.
    """

    visit: str = field(default_factory=lambda: secrets.token_hex(4))
    last: dict[str, tuple[int, int]] = field(default_factory=dict)
    sent: int = 0

    def of(self, key: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """The visit, and a number that is higher than any before it unless the data are the same.

        Where data are the same the number is: the browser draws nothing anew for it.
        """
        fingerprint = hash(json.dumps(data, sort_keys=True, default=str))
        before, number = self.last.pop(key, (None, 0))
        if before != fingerprint:
            self.sent = number = self.sent + 1
        self.last[key] = fingerprint, number
        if len(self.last) > MOST_KEYS:
            del self.last[next(iter(self.last))]
        return {"visit": self.visit, "number": number}


def _order() -> Order:
    if _ORDER not in st.session_state:
        st.session_state[_ORDER] = Order()
    found: Order = st.session_state[_ORDER]
    return found


def standing(key: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a part that can be told news while a slider moves, by the stream of the page.

    Each drawing has a mark of its own: where the browser draws a part again from data that it
    has, as it does when the colours change, the news stay.
    """
    return {**data, "at": key, "turn": secrets.token_hex(6)}


def told_by(key: str, name: str) -> Any:
    """What the part of a key told under a name; None for nothing.

    It is also None where the part went with its page: a page that is turned right after can take
    the part's state away before its last word is read.
    """
    said = st.session_state.get(key)
    return said.get(name) if isinstance(said, dict) else None


def send_code() -> None:
    """Send the code and the styles of all parts; once a page, as answers to a slider need none."""
    styles = {name: _styles((*before, name)) for name, before in PARTS.items()}
    _code()(key="code", data={"styles": styles})


@cache
def _code() -> Mount:
    """All parts in one script, each in a block of its own, so that their names do not meet."""
    blocks = []
    for name, before in PARTS.items():
        own = _text(f"{name}.js")
        if own.count(_EXPORTED) != 1:
            raise ValueError(f"{name}.js must export one function")
        own = own.replace(_EXPORTED, f"BELLWETHER.{name} = function ")
        blocks.append("\n".join(["{", *(_text(f"{one}.js") for one in before), own, "}"]))
    script = "\n".join(["const BELLWETHER = {};", *blocks, _text("code.js")])
    mount: Mount = st.components.v2.component("bellwether.code", js=script)
    return mount


def _styles(names: Sequence[str]) -> str:
    return "".join(_text(f"{one}.css") for one in names if (HERE / f"{one}.css").exists())


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
