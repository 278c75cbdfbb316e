"""The server that stands open to others keeps strangers out, bounds what it takes, and ends."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import os
import signal
import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from urllib.parse import urlsplit

import pytest
import uvicorn
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from scoring.ui.serve import settings
from tests.browser import server

pytestmark = pytest.mark.slow

LIMIT = 1024 * 1024
PROTOCOL = Subprotocol("streamlit")


@pytest.fixture(scope="module")
def app() -> Iterator[server.RunningApp]:
    """The app as the image starts it, with room for uploads of one megabyte."""
    environment = {"STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "1"}
    with server.running(environment=environment, served=True) as running:
        yield running


def opened(url: str, origin: str) -> ClientConnection:
    """The WebSocket of a visitor whose page comes from that origin."""
    stream = url.replace("http:", "ws:") + "/_stcore/stream"
    return connect(stream, origin=Origin(origin), subprotocols=[PROTOCOL], proxy=None)


@dataclass(frozen=True)
class Answer:
    """What came back on a request."""

    status: int
    headers: Message
    body: bytes


def asked(
    url: str,
    path: str,
    method: str = "GET",
    body: object = None,
    told: Mapping[str, str] | None = None,
) -> Answer:
    """Send one request with a path exactly as it is written."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    with contextlib.closing(connection):
        connection.request(method, path, body=body, headers=dict(told or {}))  # type: ignore[arg-type]
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/portfolio", 200),
        ("/_stcore/health", 200),
        ("/_stcore/host-config", 200),
        ("/media/none.csv", 404),
        ("/_stcore/upload_file/a/b", 200),
        ("/%2e%2e/%2e%2e/etc/passwd", 400),
        ("//etc/passwd", 400),
    ],
)
def test_every_answer_carries_the_headers(app: server.RunningApp, path: str, status: int) -> None:
    """Also one of Streamlit's own routes, one that is refused, and one that finds nothing."""
    answer = asked(app.url, path)
    assert answer.status == status
    assert b"root:" not in answer.body
    assert "default-src 'none'" in str(answer.headers["Content-Security-Policy"])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Server"] is None


def test_the_page_of_another_site_opens_no_session(app: server.RunningApp) -> None:
    """Its handshake is answered 403 and nobody is asked who we are; the app's own may come in.

    Streamlit by itself asks a service on the internet, and logs that it was not answered.
    """
    with pytest.raises(InvalidStatus, match="403"):
        opened(app.url, "https://evil.example.org")
    assert "external IP" not in app.log
    with opened(app.url, app.url) as own:
        assert own.subprotocol == PROTOCOL


def session_of(visitor: ClientConnection) -> str:
    """Ask for a first run and read who one is from its first message."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    visitor.send(message.SerializeToString())
    while True:
        told = ForwardMsg()
        told.ParseFromString(bytes(visitor.recv(timeout=60)))  # type: ignore[arg-type]
        if told.HasField("new_session"):
            return str(told.new_session.initialize.session_id)


def put(url: str, session: str, body: object, **told: str) -> int:
    """Upload a body as Streamlit's page does; returns the status."""
    cookie = str(asked(url, "/_stcore/health").headers["Set-Cookie"]).partition(";")[0]
    sent = {"Cookie": cookie, "X-Xsrftoken": cookie.partition("=")[2], **told}
    sent["Content-Type"] = "multipart/form-data; boundary=here"
    path = f"/_stcore/upload_file/{session}/one"
    return asked(url, path, "PUT", body, sent).status


def form(size: int) -> bytes:
    head = b'--here\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'
    return head + b"x" * size + b"\r\n--here--\r\n"


def test_an_upload_beyond_the_limit_is_not_taken(app: server.RunningApp) -> None:
    """A megabyte is: half of it comes in; more is refused by its length or while it streams."""
    with opened(app.url, app.url) as visitor:
        session = session_of(visitor)
        assert put(app.url, session, form(LIMIT // 2)) == 204
        assert put(app.url, session, form(2 * LIMIT)) == 413
        pieces = (form(4 * LIMIT)[at : at + 65536] for at in range(0, 4 * LIMIT, 65536))
        assert put(app.url, session, pieces) == 413


def test_an_upload_without_the_pages_token_is_refused(app: server.RunningApp) -> None:
    """Another site can send the visitor's cookie, but does not know what stands in it."""
    with opened(app.url, app.url) as visitor:
        session = session_of(visitor)
        assert put(app.url, session, form(10), **{"X-Xsrftoken": "2|guessed"}) == 403


def test_it_ends_within_seconds_of_the_signal() -> None:
    """With a visitor connected, SIGTERM ends the process soon and by that signal or cleanly."""
    with server.running(served=True) as running, opened(running.url, running.url) as visitor:
        session_of(visitor)
        began = time.monotonic()
        os.kill(running.pid, signal.SIGTERM)
        while server.is_healthy(running.url):
            assert time.monotonic() - began < 8
        while alive(running.pid):
            assert time.monotonic() - began < 8
            time.sleep(0.05)


def alive(pid: int) -> bool:
    """Whether a process still runs; one that has ended and was not asked for counts as ended."""
    done, _ = os.waitpid(pid, os.WNOHANG)
    return done == 0


def test_small_answers_leave_at_once() -> None:
    """The server's own connections have TCP_NODELAY set."""

    async def flags() -> list[int]:
        config = settings(_nothing, "127.0.0.1", server.free_port())
        running = uvicorn.Server(config)
        task = asyncio.create_task(running.serve())
        while not running.started:
            await asyncio.sleep(0.01)
        _, writer = await asyncio.open_connection("127.0.0.1", config.port)
        while not running.server_state.connections:
            await asyncio.sleep(0.01)
        found = [
            c.transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            for c in running.server_state.connections
        ]
        writer.close()
        running.should_exit = True
        await task
        return found

    assert asyncio.run(flags()) == [1]


async def _nothing(scope: object, receive: object, send: object) -> None:
    """An app that answers nothing."""
