"""Behind the nginx of docs/deploy the app is reached by TLS, live, bounded and unlogged."""

from __future__ import annotations

import contextlib
import http.client
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from socket import create_connection

import pytest
import streamlit
from playwright.sync_api import Browser, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from scoring.spec.edit import with_weight
from tests.absent import absent
from tests.browser import chromium, server
from tests.browser.desk import Desk
from tests.browser.expected import preset, seen
from tests.deploy import proxy
from tests.deploy.proxy import NAME, Proxy

CARD = preset()


@pytest.fixture(scope="module")
def front() -> Iterator[Proxy]:
    """The proxy in front of the app, both on this machine."""
    program = proxy.find()
    if program is None:
        reason = "no nginx (install nginx-light)"
        absent(reason, required=os.environ.get("BELLWETHER_REQUIRE_PROXY") == "1")
    with (
        server.running(served=True) as app,
        tempfile.TemporaryDirectory(prefix="bellwether-proxy-") as name,
    ):
        folder = Path(name)
        folder.chmod(0o755)
        with proxy.running(program, folder, app.url) as running:
            yield running


def asked(
    front: Proxy, path: str, told: dict[str, str] | None = None, method: str = "GET"
) -> http.client.HTTPResponse:
    """Send one request by TLS, to the name in the file; the body is read and left."""
    with create_connection(("127.0.0.1", front.tls), timeout=30) as bare:
        secured = front.trusting().wrap_socket(bare, server_hostname=NAME)
        connection = http.client.HTTPConnection(NAME, timeout=30)
        connection.sock = secured
        with contextlib.closing(connection):
            connection.request(
                method, path, headers={"Host": f"{NAME}:{front.tls}", **(told or {})}
            )
            answer = connection.getresponse()
            answer.read()
            return answer


def opened(front: Proxy, origin: str) -> ClientConnection:
    """A visitor's WebSocket by TLS, from a page of that origin."""
    bare = create_connection(("127.0.0.1", front.tls), timeout=30)
    return connect(
        f"wss://{NAME}:{front.tls}/_stcore/stream",
        sock=bare,
        ssl=front.trusting(),
        server_hostname=NAME,
        origin=Origin(origin),
        subprotocols=[Subprotocol("streamlit")],
        open_timeout=60,
        proxy=None,
    )


def test_tls_is_what_visitors_get_and_keep(front: Proxy) -> None:
    """Without it they are sent there; with it the app's headers come through, HSTS among them."""
    plain = http.client.HTTPConnection("127.0.0.1", front.plain, timeout=30)
    with contextlib.closing(plain):
        plain.request("GET", "/portfolio?s=card", headers={"Host": NAME})
        sent_on = plain.getresponse()
        assert (sent_on.status, sent_on.headers["Location"]) == (
            308,
            f"https://{NAME}/portfolio?s=card",
        )
    answer = asked(front, "/")
    assert answer.status == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Server"] == "nginx"


def test_streamlits_files_come_packed(front: Proxy) -> None:
    """Its scripts are packed for the way, which the app itself leaves to the proxy."""
    static = Path(streamlit.__file__).parent / "static" / "static" / "js"
    largest = max(static.glob("*.js"), key=lambda path: path.stat().st_size)
    answer = asked(front, f"/static/js/{largest.name}", {"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"


def test_a_body_beyond_the_limit_is_refused_at_the_door(front: Proxy) -> None:
    """By its length alone, before a byte of it has come."""
    told = {"Content-Length": str(202 * 1024 * 1024)}
    assert asked(front, "/_stcore/upload_file/a/b", told, "PUT").status == 413


def test_only_the_apps_own_page_opens_a_session(front: Proxy) -> None:
    """The name and port that the visitor used reach the app, which compares them."""
    with opened(front, f"https://{NAME}:{front.tls}"):
        pass
    with pytest.raises(InvalidStatus, match="403"):
        opened(front, "https://evil.example.org")


def test_nothing_of_a_link_is_logged(front: Proxy) -> None:
    """The log has the path of a request; what stands behind it, and the referrer, has no place."""
    asked(front, "/lost?s=SECRETCARD", {"Referer": f"https://{NAME}/?s=SECRETREFERRER"})
    line, patience = " GET /lost 200 ", time.monotonic() + 30
    while line not in (log := front.log.read_text(encoding="utf-8")):
        assert time.monotonic() < patience, log
        time.sleep(0.05)
    assert "SECRET" not in log


def test_a_slider_streams_through_it(front: Proxy, browser: Browser) -> None:
    """In a browser, by TLS: the figures follow while the handle is held, and nothing is refused."""
    complaints: list[str] = []
    found = chromium.find()
    rules = f"--host-resolver-rules=MAP {NAME} 127.0.0.1"
    own = browser.browser_type.launch(executable_path=found, args=[*chromium.ARGUMENTS, rules])
    with contextlib.closing(own):
        page = own.new_page(ignore_https_errors=True, viewport={"width": 1440, "height": 900})
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else 0)
        desk = Desk(page, f"https://{NAME}:{front.tls}").open().drawn()
        desk.grab("weight-usage", 0.6)
        desk.shows(seen(with_weight(CARD, "usage", 60), CARD))
        page.mouse.up()
        expect(desk.value("weight-usage")).to_have_text("60")
    assert complaints == []


def test_one_address_cannot_open_visits_without_end(front: Proxy) -> None:
    """Of sixty visits held at once by one address some are told to come later: fifty may be."""
    statuses = []
    with contextlib.ExitStack() as held:
        for _ in range(60):
            try:
                held.enter_context(opened(front, f"https://{NAME}:{front.tls}"))
            except InvalidStatus as fault:
                statuses.append(fault.response.status_code)
    assert set(statuses) == {429}
    assert len(statuses) >= 10
