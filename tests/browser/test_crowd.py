"""Fifty people vote in one room of one process, and the host sees each vote at once."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.browser import server

PEOPLE = 50


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.usefixtures("browser")
def test_fifty_votes_are_counted_and_seen_live() -> None:
    """Three a second are each on the host's page within 2 s, and all are kept as sent."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.crowd", "--people", str(PEOPLE)],
        cwd=server.ROOT,
        capture_output=True,
        text=True,
        timeout=400,
        check=True,
    )
    live = re.search(r"\| three a second \|.*\| (\d+) of (\d+) \|", done.stdout)
    assert live, done.stdout
    assert live.groups() == (str(PEOPLE), str(PEOPLE)), done.stdout
    assert f"kept exactly as sent: {PEOPLE} and {PEOPLE} of {PEOPLE}." in done.stdout
