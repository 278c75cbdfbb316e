"""An audit tells a weakness, a clean bill and a silence apart, with the real tool."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.browser.server import ROOT, free_port
from tests.supply import audit
from tests.supply.audit import Audit
from tests.supply.installed import runtime

pytestmark = pytest.mark.slow

WEAKNESS = {
    "id": "GHSA-made-up-only",
    "summary": "made up",
    "details": "made up",
    "published": "2026-01-01T00:00:00Z",
    "affected": [
        {
            "package": {"name": "starlette", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.0.1"}]}],
        }
    ],
}


@contextlib.contextmanager
def service(weak: Mapping[str, object], status: int = 200) -> Iterator[str]:
    """A service on this machine that knows a weakness of some packages, by their names."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            known = weak.get(asked["package"]["name"])
            body = json.dumps({"vulns": [known]} if known else {}).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()
        thread.join()


def run(url: str, required: str = "") -> tuple[int, str]:
    """The exit status and the words of the whole audit against a service."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.supply.audit", url],
        cwd=ROOT,
        env={**os.environ, "BELLWETHER_REQUIRE_AUDIT": required, "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_weakness_fails_the_audit() -> None:
    """It is told with the version that has it and the one that is cured."""
    with service({"starlette": WEAKNESS}) as url:
        status, said = run(url)
    assert status == 1
    version = runtime()["starlette"].version
    assert said == f"WEAK: starlette {version}: GHSA-made-up-only, cured in 99.0.1\n"


def test_a_clean_bill_names_how_many_were_asked() -> None:
    """Every package that the app runs on was asked for, not only those that are listed."""
    with service({}) as url:
        status, said = run(url)
    assert (status, said) == (0, f"{len(runtime())} packages audited, no known weakness\n")


@pytest.mark.parametrize(("required", "expected"), [("", 0), ("1", 1)])
def test_silence_is_told_and_fails_only_where_it_must(required: str, expected: int) -> None:
    """Nobody at the address: nothing was audited, which is a failure on demand."""
    status, said = run(f"http://127.0.0.1:{free_port()}/v1/query", required)
    assert status == expected
    assert said.startswith("NOT AUDITED: ")
    assert "no known weakness" not in said


def test_a_service_that_fails_is_silent_too() -> None:
    """An answer 500 is no clean bill."""
    with service({}, status=500) as url:
        status, said = run(url, "1")
    assert status == 1
    assert said.startswith("NOT AUDITED: ")


def test_what_was_left_out_is_no_clean_bill() -> None:
    """A package that is skipped, or missing in the report, counts as not audited."""
    skipped = {"name": "a", "skip_reason": "not found"}
    fine = {"name": "b", "version": "1", "vulns": []}
    report = json.dumps({"dependencies": [skipped, fine]})
    assert audit.told(2, report, "") == Audit(2, (), ("a: not found",))
    assert audit.told(3, report, "").silent[1] == "3 packages were asked for and 2 answered"
    assert audit.told(2, "", "one\ntwo").silent == ("two",)
