"""Somebody in a room without a browser, who speaks the app's own protocol over a web socket."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection

PATIENCE = 120.0
_TRIGGER = "$$STREAMLIT_INTERNAL_KEY_"
"""How the id begins under which a part's events are sent."""


@dataclass
class Part:
    """A part of the page: its id, the fragment it stands in, and what it was given."""

    id: str
    fragment: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass
class Guest:
    """One session of the app, in a room by its code: what is on its page, by name or label.

    `looks` are the fragments that look anew by themselves, with their interval in seconds.
    """

    socket: ClientConnection
    room: str
    name: str
    page: str = ""
    runs: int = 0
    parts: dict[str, Part] = field(default_factory=dict)
    looks: dict[str, float] = field(default_factory=dict)

    async def listen(self) -> None:
        """Read whatever the server sends, for as long as it does."""
        async for frame in self.socket:
            said = ForwardMsg()
            said.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
            kind = said.WhichOneof("type")
            if kind == "new_session":
                self.page = said.new_session.page_script_hash
            elif kind == "script_finished":
                self.runs += 1
            elif kind == "auto_rerun":
                self.looks[said.auto_rerun.fragment_id] = said.auto_rerun.interval
            elif kind == "delta" and said.delta.WhichOneof("type") == "new_element":
                self._element(said)

    def _element(self, said: ForwardMsg) -> None:
        element, fragment = said.delta.new_element, said.delta.fragment_id
        kind = element.WhichOneof("type")
        if kind == "text_input":
            self.parts[element.text_input.label] = Part(element.text_input.id, fragment)
        elif kind == "button":
            self.parts[element.button.label] = Part(element.button.id, fragment)
        elif kind == "bidi_component":
            part = element.bidi_component
            name = part.component_name.split(".")[-1]
            self.parts[name] = Part(part.id, fragment, json.loads(part.json or "{}"))

    async def run(self, *told: WidgetState, fragment: str = "") -> None:
        """Let the script run, or one of its fragments, after widgets have told something."""
        said = BackMsg()
        said.rerun_script.query_string = f"room={self.room}"
        said.rerun_script.page_script_hash = self.page
        said.rerun_script.page_name = "" if self.page else "workshop"
        said.rerun_script.fragment_id = fragment
        said.rerun_script.widget_states.widgets.extend(told)
        await self.socket.send(said.SerializeToString())

    async def tell(self, part: str, event: str, value: object) -> None:
        """Tell something as a part of the page does."""
        one = self.parts[part]
        said = json.dumps([{"event": event, "value": value}])
        await self.run(
            WidgetState(id=one.id, json_value="{}"),
            WidgetState(id=f"{_TRIGGER}{one.id}__events", json_trigger_value=said),
            fragment=one.fragment,
        )

    async def join(self) -> None:
        """Come in by name: the browser knows nobody yet, then the form is filled in and sent."""
        await self.run()
        await self.until("the question who this is", lambda: self.runs > 0)
        # Told while the first run goes on, it would end that run before it knows its parts.
        asks = self.parts["keepsake"].data["asks"]
        await self.tell("keepsake", "kept", {"asks": asks, "token": "", "key": ""})
        await self.until("the form", lambda: "Join" in self.parts)
        name, button = self.parts["Your name"], self.parts["Join"]
        await self.run(
            WidgetState(id=name.id, string_value=self.name),
            WidgetState(id=button.id, trigger_value=True),
            fragment=button.fragment,
        )
        await self.until("the ballot", lambda: "ballot" in self.parts)

    async def look(self) -> None:
        """Look anew as often as the page says, as a browser does while it is open."""
        while True:
            await asyncio.sleep(next(iter(self.looks.values()), 3.0))
            for fragment in tuple(self.looks):
                await self.run(fragment=fragment)

    async def vote(self, points: dict[str, int]) -> float:
        """Send a vote, and wait until the page says that it is counted; when it was sent."""
        ballot = self.parts["ballot"]
        before = ballot.data["casts"]
        vote = {"points": points, "must": [], "drop": [], "cut": None, "turn": ballot.data["turn"]}
        sent = time.time()
        await self.tell("ballot", "cast", vote)
        await self.until("the vote counted", lambda: self.parts["ballot"].data["casts"] > before)
        assert not self.parts["ballot"].data["problem"], self.parts["ballot"].data["problem"]
        return sent

    async def until(self, what: str, holds: Callable[[], bool]) -> None:
        """Wait for something that the server is to send."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                raise AssertionError(f"{self.name} waited in vain: {what}")
            await asyncio.sleep(0.02)
