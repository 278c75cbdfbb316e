"""A session of the app without a browser: the WebSocket on which a page and its server speak."""

from __future__ import annotations

from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol


def session(url: str) -> connect:
    """The connection that a page at this address opens, for `async with`; nothing is said yet."""
    return connect(
        url.replace("http://", "ws://", 1) + "/_stcore/stream",
        origin=Origin(url),
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        proxy=None,
    )
