"""A page of another site opens no session of its visitor's: its WebSocket is refused at once.

Streamlit refuses it too, but first asks a service on the internet for the server's own address, and
answers nobody else for as long as that takes. So such a request does not get that far.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers as Sent
from starlette.types import ASGIApp, Receive, Scope, Send

_POLICY_VIOLATION = 1008


def is_own(origin: str | None, host: str | None, friends: Collection[str]) -> bool:
    """Whether the page that opens a WebSocket is the app's own, or one that was named.

    Input: the headers Origin and Host as they came, and the origins that were named. Without an
    Origin it is no page, as every browser sends one.
    """
    if origin is None or origin in friends:
        return True
    try:
        return host is not None and urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False


class OwnPages:
    """Lets only the app's own pages, and those that were named, open a WebSocket."""

    def __init__(self, app: ASGIApp, friends: Collection[str]) -> None:
        """Input: what answers, and the origins besides the app's own, each as scheme and host."""
        self._app = app
        self._friends = frozenset(friends)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a foreign handshake, hand everything else on."""
        if scope["type"] == "websocket":
            sent = Sent(scope=scope)
            if not is_own(sent.get("origin"), sent.get("host"), self._friends):
                await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
                return
        await self._app(scope, receive, send)
