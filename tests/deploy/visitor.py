"""A visitor of the server without a browser: requests, the WebSocket, uploads."""

from __future__ import annotations

import contextlib
import http.client
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import Message
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PROTOCOL = Subprotocol("streamlit")


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


Body = bytes | Iterable[bytes] | None
"""What a request carries; pieces go one by one, without saying how many will come."""


def asked(
    url: str,
    path: str,
    method: str = "GET",
    body: Body = None,
    told: Mapping[str, str] | None = None,
) -> Answer:
    """Send one request with a path exactly as it is written."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    with contextlib.closing(connection):
        connection.request(method, path, body=body, headers=dict(told or {}))
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())


def heard(visitor: ClientConnection) -> ForwardMsg:
    """The next message of the server."""
    sent, told = visitor.recv(timeout=60), ForwardMsg()
    assert isinstance(sent, bytes)
    told.ParseFromString(sent)
    return told


def session_of(visitor: ClientConnection) -> str:
    """Ask for a first run and read who one is from its first message."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    visitor.send(message.SerializeToString())
    while True:
        told = heard(visitor)
        if told.HasField("new_session"):
            return str(told.new_session.initialize.session_id)


def put(url: str, session: str, body: Body, name: str = "one", **told: str) -> Answer:
    """Upload a body as Streamlit's page does."""
    cookie = str(asked(url, "/_stcore/health").headers["Set-Cookie"]).partition(";")[0]
    sent = {"Cookie": cookie, "X-Xsrftoken": cookie.partition("=")[2], **told}
    sent["Content-Type"] = "multipart/form-data; boundary=here"
    path = f"/_stcore/upload_file/{session}/{name}"
    return asked(url, path, "PUT", body, sent)


def form(size: int) -> bytes:
    """The body of an upload with a file of so many bytes."""
    head = b'--here\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'
    return head + b"x" * size + b"\r\n--here--\r\n"


def wait_until_finished(visitor: ClientConnection) -> None:
    """Wait until the run that begins next has come to its end."""
    began = False
    while True:
        told = heard(visitor)
        began = began or told.HasField("new_session")
        if began and told.WhichOneof("type") == "script_finished":
            return
