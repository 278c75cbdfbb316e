"""Every answer of the server tells the browser how little the page may do.

What the policy has to leave open is what Streamlit needs, found by opening every page with less:
`blob:` for scripts, because it loads the code of components from there; `unsafe-inline` for styles,
because it writes them into the page; `data:` for its icons and the letters of formulas. Text never
becomes code (`unsafe-eval`), as its charts interpret their expressions, and nothing comes from
another host.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scoring.errors import CommandError

FRAMES = "BELLWETHER_FRAME_ANCESTORS"
"""The variable that names the sites which may show the app in a frame of theirs."""

_SITE = re.compile(r"'self'|(https?://)?(\*\.)?[a-z0-9.-]+(:[0-9]{1,5})?", re.I | re.A)
_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_PAGE = Path(streamlit.__file__).parent / "static" / "index.html"

_A_YEAR = "max-age=31536000"
_CLOSED = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation"),
    *("gyroscope", "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "usb"),
)


def frame_ancestors(environment: Mapping[str, str]) -> str:
    """Who may show the app in a frame, as the policy writes it; nobody unless the variable says.

    Input: the environment; the variable holds sites with spaces between, or 'self'.
    Raises: CommandError for anything else, as the text becomes part of a header.
    """
    wanted = environment.get(FRAMES, "").split()
    for site in wanted:
        if not _SITE.fullmatch(site):
            raise CommandError(
                f"{FRAMES} names '{site}', which is no site",
                fix="write sites such as https://intranet.example.com, with spaces between",
            )
    return " ".join(wanted) or "'none'"


def inline_scripts(page: bytes) -> tuple[str, ...]:
    """The hashes, as a policy writes them, of the scripts that stand within a page."""
    hashes = (hashlib.sha256(script).digest() for script in _INLINE.findall(page))
    return tuple(f"'sha256-{base64.b64encode(found).decode()}'" for found in hashes)


def content_policy(frames: str, scripts: Iterable[str]) -> str:
    """The Content-Security-Policy of every answer.

    Input: who may show the app in a frame, and the hashes of the scripts in Streamlit's own page.
    """
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", "blob:", *scripts]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": frames,
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def headers(environment: Mapping[str, str]) -> dict[str, str]:
    """The headers of every answer, for the environment that the server was started in.

    The address holds the card: it is told to no other site, nor to our own server a second time.
    Raises: CommandError as `frame_ancestors`.
    """
    frames = frame_ancestors(environment)
    told = {
        "Content-Security-Policy": content_policy(frames, inline_scripts(_PAGE.read_bytes())),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _CLOSED),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    if frames == "'none'":  # older browsers know this word alone
        told["X-Frame-Options"] = "DENY"
    return told


class Headers:
    """Puts the headers on every answer; over TLS also that the browser shall keep to it."""

    def __init__(self, app: ASGIApp, told: Mapping[str, str]) -> None:
        """Input: what answers, and the headers that are put on."""
        self._app = app
        self._told = dict(told)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                for name, value in self._told.items():
                    sent[name] = value
                if scope["scheme"] == "https":
                    sent["Strict-Transport-Security"] = _A_YEAR
            await send(message)

        await self._app(scope, receive, with_headers)
