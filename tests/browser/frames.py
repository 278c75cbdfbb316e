"""What the app and the browser say to each other over the web socket, one frame at a time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Page, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@dataclass(frozen=True)
class Frame:
    """One message: when it passed, its bytes, and what it is if it came from the app."""

    at: float
    size: int
    told: ForwardMsg | None

    @property
    def kind(self) -> str:
        """In a word or two, such as "new_element bidi_component"."""
        if self.told is None:
            return "the handle's place"
        kind = str(self.told.WhichOneof("type"))
        if kind != "delta":
            return kind
        delta = self.told.delta
        if delta.WhichOneof("type") == "new_element":
            return f"element {delta.new_element.WhichOneof('type')}"
        return f"block {delta.add_block.WhichOneof('type')}"


@dataclass
class Frames:
    """The frames of a page since it was opened, or since `clear`."""

    all: list[Frame] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Note every frame of the page from now on."""

        def opened(socket: WebSocket) -> None:
            socket.on("framesent", lambda text: self._note(text, False))
            socket.on("framereceived", lambda text: self._note(text, True))

        page.on("websocket", opened)

    def _note(self, text: str | bytes, received: bool) -> None:
        told = ForwardMsg.FromString(text) if received and isinstance(text, bytes) else None
        self.all.append(Frame(time.perf_counter(), len(text), told))

    def clear(self) -> None:
        """Forget what passed so far."""
        self.all.clear()

    def received(self) -> Iterator[ForwardMsg]:
        """What the app sent."""
        return (one.told for one in self.all if one.told is not None)

    def specs(self) -> dict[tuple[int, ...], set[str]]:
        """The descriptions of charts that came, by their places on the page."""
        found: dict[tuple[int, ...], set[str]] = {}
        for told in self.received():
            if told.delta.new_element.HasField("vega_lite_chart"):
                place = tuple(told.metadata.delta_path)
                found.setdefault(place, set()).add(told.delta.new_element.vega_lite_chart.spec)
        return found
