"""What visitors upload is bounded file by file, visit by visit, and over all visits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.sync.client import ClientConnection

from tests.browser import server
from tests.deploy.visitor import form, opened, put, session_of, wait_until_finished

pytestmark = pytest.mark.slow

LIMIT = 1024 * 1024
SMALL = {
    "STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "1",
    "BELLWETHER_LIMIT_UPLOAD_MB": "1",
    "BELLWETHER_LIMIT_UPLOADS_MB": "1",
    "BELLWETHER_LIMIT_BUNDLE_MB": "1",
    "BELLWETHER_LIMIT_UPLOADS_HELD_MB": "20",
}
FULL = 13
"""So many forms of 9 tenths of a MiB fit into 1 + 1 + 10 MiB."""


@pytest.fixture
def app() -> Iterator[server.RunningApp]:
    """The app as the image starts it, with little room for uploads, which nobody has taken."""
    with server.running(environment=SMALL, served=True) as running:
        yield running


def test_an_upload_beyond_the_limit_is_not_taken(app: server.RunningApp) -> None:
    """A megabyte is: half of it comes in; more is refused by its length or while it streams."""
    with opened(app.url, app.url) as visitor:
        session = session_of(visitor)
        assert put(app.url, session, form(LIMIT // 2)).status == 204
        assert put(app.url, session, form(2 * LIMIT)).status == 413
        pieces = (form(4 * LIMIT)[at : at + 65536] for at in range(0, 4 * LIMIT, 65536))
        assert put(app.url, session, pieces).status == 413


def test_an_upload_without_the_pages_token_is_refused(app: server.RunningApp) -> None:
    """Another site can send the visitor's cookie, but does not know what stands in it."""
    with opened(app.url, app.url) as visitor:
        session = session_of(visitor)
        assert put(app.url, session, form(10), **{"X-Xsrftoken": "2|guessed"}).status == 403


def fill(url: str, session: str, times: int) -> list[int]:
    """Upload files of 9 tenths of a MiB, each under a name of its own; returns the statuses."""
    body = form(LIMIT * 9 // 10)
    return [put(url, session, body, f"file-{one}").status for one in range(times)]


def turn_to(visitor: ClientConnection, page: str) -> None:
    """Open another page in the same visit."""
    message = BackMsg()
    message.rerun_script.page_name = page
    visitor.send(message.SerializeToString())


def test_a_visit_holds_so_much_and_all_visits_so_much(app: server.RunningApp) -> None:
    """A browser may send file after file; one visit has 12 MiB here, and all have 20."""
    with opened(app.url, app.url) as one, opened(app.url, app.url) as other:
        first, second = session_of(one), session_of(other)
        assert fill(app.url, first, FULL + 1) == [204] * FULL + [413]
        refused = put(app.url, first, form(LIMIT * 9 // 10), "more")
        assert b"1 MB of data files and 1 MB for a bundle" in refused.body
        statuses = fill(app.url, second, FULL)
        assert statuses[0] == 204
        assert statuses[-1] == 503
        told = put(app.url, second, form(LIMIT * 9 // 10), "more")
        assert b"All visits together hold at most 20 MB" in told.body


def test_tiny_files_count_too(app: server.RunningApp) -> None:
    """Each takes a tenth of a megabyte at least, or there would be no end of them."""
    with opened(app.url, app.url) as visitor:
        session = session_of(visitor)
        found = [put(app.url, session, form(1), f"tiny-{one}").status for one in range(130)]
        assert found.count(204) == (12 * LIMIT) // 100_000
        assert set(found) == {204, 413}


def test_what_no_page_shows_any_more_is_let_go(app: server.RunningApp) -> None:
    """After a turn to another page its fields are new and empty, and so is what they held."""
    with opened(app.url, app.url) as visitor:
        session = session_of(visitor)
        assert fill(app.url, session, FULL + 1)[-1] == 413
        turn_to(visitor, "portfolio")
        wait_until_finished(visitor)
        assert put(app.url, session, form(10)).status == 204
