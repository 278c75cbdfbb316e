"""The server that stands open to others keeps strangers out, bounds what it takes, and ends."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time
from collections.abc import Iterator

import pytest
import uvicorn
from websockets.exceptions import InvalidStatus

from scoring.ui.serve import settings
from tests.browser import server
from tests.deploy.visitor import PROTOCOL, asked, opened, session_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def app() -> Iterator[server.RunningApp]:
    """The app as the image starts it."""
    with server.running(served=True) as running:
        yield running


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
