"""What a visit and all visits together have uploaded is bounded before its first byte is taken.

Streamlit bounds each file, but takes as many of them as a browser sends, and keeps each in memory
until the visit ends.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

from starlette.datastructures import Headers as Sent
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config, runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from scoring.limits.files import BUNDLE_MB, UPLOADS_MB
from scoring.limits.visits import UPLOADS_HELD_MB

_PATH: Final = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+$")
_LEAST: Final = 100_000
"""Bytes that each file counts, however small: none is to be kept without end."""

_BESIDE: Final = 10 << 20
"""Bytes of cards, of source files and of the forms around files, beside data and a bundle."""

_TOO_LARGE, _BUSY = 413, 503


def of_a_visit() -> int:
    """The bytes that one visit may have: its data files, a bundle, and a little beside them."""
    return ((UPLOADS_MB.now + BUNDLE_MB.now) << 20) + _BESIDE


def held() -> dict[str, int]:
    """The bytes that are held for each visit, by its id."""
    if not runtime.exists():
        return {}
    kept: Any = runtime.get_instance().uploaded_file_mgr
    visits = list(kept.file_storage.items())
    return {
        visit: sum(max(len(f.data), _LEAST) for f in [*files.values()]) for visit, files in visits
    }


def let_go() -> None:
    """Let go of what the visit of this run has uploaded: no field shows it any more."""
    context = get_script_run_ctx()
    if context is not None and runtime.exists():
        runtime.get_instance().uploaded_file_mgr.remove_session_files(context.session_id)


class Uploads:
    """Lets uploads in for which there is room; those under way count as long as they said."""

    def __init__(self, app: ASGIApp) -> None:
        """Input: what answers."""
        self._app = app
        self._coming: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse an upload beyond the bounds by a sentence, hand everything else on."""
        found = _PATH.search(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] != "PUT":
            await self._app(scope, receive, send)
            return
        visit, size = found[1], max(_length(scope), _LEAST)
        refused = self._refused(visit, size)
        if refused is not None:
            await refused(scope, receive, send)
            return
        self._coming[visit] += size
        try:
            await self._app(scope, receive, send)
        finally:
            self._coming[visit] -= size
            if not self._coming[visit]:
                del self._coming[visit]

    def _refused(self, visit: str, size: int) -> PlainTextResponse | None:
        """What is answered where there is no room; None where there is."""
        here = Counter(held()) + self._coming
        if here[visit] + size > of_a_visit():
            most = f"{UPLOADS_MB.said()} of data files and {BUNDLE_MB.said()} for a bundle"
            told = f"A visit holds at most {most}: take files away first."
            return PlainTextResponse(told, _TOO_LARGE)
        if here.total() + size > UPLOADS_HELD_MB.now << 20:
            told = f"All visits together hold at most {UPLOADS_HELD_MB.said()}: try again later."
            return PlainTextResponse(told, _BUSY)
        return None


def _length(scope: Scope) -> int:
    """The bytes that an upload says it has; as many as one may have where it does not say."""
    said = Sent(scope=scope).get("content-length", "")
    if said.isascii() and said.isdecimal() and len(said) < 18:
        return int(said)
    return int(config.get_option("server.maxUploadSize")) << 20
