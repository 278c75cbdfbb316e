"""The headers close what the app does not need, on every answer."""

from __future__ import annotations

import asyncio
import base64
import hashlib

import pytest
from starlette.types import Message, Receive, Scope, Send

from scoring.errors import CommandError
from scoring.ui.headers import FRAMES, Headers, content_policy, headers, inline_scripts
from scoring.ui.origin import OwnPages, is_own


def policy(environment: dict[str, str]) -> dict[str, list[str]]:
    text = headers(environment)["Content-Security-Policy"]
    return {name: values for name, *values in (rule.split() for rule in text.split("; "))}


async def _answers(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x-own", b"kept")]})
    await send({"type": "http.response.body", "body": b"ok"})


def answered(scheme: str) -> dict[str, str]:
    """The headers of an answer that came by this scheme."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "scheme": scheme}
    asyncio.run(Headers(_answers, headers({}))(scope, receive, send))
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def test_no_script_but_the_servers_own_runs() -> None:
    """Neither text that becomes code, nor scripts in the page without a hash, nor other hosts."""
    rules = policy({})
    assert rules["default-src"] == ["'none'"]
    own, blob, *hashes = rules["script-src"]
    assert (own, blob) == ("'self'", "blob:")
    assert len(hashes) == 1
    assert all(one.startswith("'sha256-") for one in hashes)
    for values in rules.values():
        assert not {"*", "http:", "https:", "'unsafe-eval'"} & set(values)
    assert "'unsafe-inline'" not in rules["script-src"]


def test_a_script_in_the_page_is_known_by_its_hash() -> None:
    """The hash is SHA-256 of the text between the tags; one with an address has none."""
    page = b'<script>let a = 1\n</script><script type="module" src="./a.js"></script>'
    expected = base64.b64encode(hashlib.sha256(b"let a = 1\n").digest()).decode()
    assert inline_scripts(page) == (f"'sha256-{expected}'",)
    assert f"'sha256-{expected}'" in content_policy("'none'", inline_scripts(page))


def test_nobody_shows_the_app_in_a_frame_unless_named() -> None:
    """Without the variable no site, with it the sites that it names."""
    assert policy({})["frame-ancestors"] == ["'none'"]
    assert headers({})["X-Frame-Options"] == "DENY"
    named = {FRAMES: " 'self' https://intranet.example.com *.example.org:8443 "}
    sites = ["'self'", "https://intranet.example.com", "*.example.org:8443"]
    assert policy(named)["frame-ancestors"] == sites
    assert "X-Frame-Options" not in headers(named)


@pytest.mark.parametrize(
    "text", ["https://a.b;", "a.b,c.d", "*", "'none' x", "a\u0130.b", "ftp://a"]
)
def test_what_is_no_site_is_refused(text: str) -> None:
    """Nothing that would end the rule, or open it to everybody, becomes part of the header."""
    with pytest.raises(CommandError, match="is no site"):
        headers({FRAMES: text})


def test_the_address_is_told_to_nobody() -> None:
    """The link holds the card, so no other site learns it as the referrer."""
    assert headers({})["Referrer-Policy"] == "no-referrer"


def test_tls_is_demanded_where_it_was_used() -> None:
    """Over TLS the browser shall keep to it; on a plain server that would lock people out."""
    assert "strict-transport-security" not in answered("http")
    assert answered("https")["strict-transport-security"] == "max-age=31536000"
    assert answered("http")["x-content-type-options"] == "nosniff"
    assert answered("http")["x-own"] == "kept"


OWN, HOST = "https://score.example.com", "score.example.com"


@pytest.mark.parametrize(
    ("origin", "host", "right"),
    [
        (OWN, HOST, True),
        ("HTTPS://Score.Example.COM", HOST, True),
        ("http://127.0.0.1:8501", "127.0.0.1:8501", True),
        (None, HOST, True),
        ("https://friend.example.org", HOST, True),
        ("https://evil.example.org", HOST, False),
        ("https://score.example.com.evil.org", HOST, False),
        ("https://score.example.com:444", HOST, False),
        ("http://localhost", HOST, False),
        ("null", HOST, False),
        ("", HOST, False),
        ("https://[", HOST, False),
        (OWN, None, False),
    ],
)
def test_whose_page_it_is(origin: str | None, host: str | None, right: bool) -> None:
    """The app's own page has its host and port in the Origin; others only if they were named."""
    assert is_own(origin, host, {"https://friend.example.org"}) is right


def test_a_foreign_handshake_is_refused_before_anything_else_sees_it() -> None:
    """It is closed at once, and what stands behind is never called."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def behind(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise AssertionError("it came through")

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    asked = [(b"host", b"score.example.com"), (b"origin", b"https://evil.example.org")]
    scope = {"type": "websocket", "headers": asked}
    asyncio.run(OwnPages(behind, ())(scope, receive, send))
    assert [message["type"] for message in sent] == ["websocket.close"]
