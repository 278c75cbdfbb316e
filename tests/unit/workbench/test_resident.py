"""Many loads that stay open together fill a server no further than it may."""

from __future__ import annotations

import pytest

from scoring.errors import CommandError
from scoring.workbench.jobs import Job
from scoring.workbench.resident import resident

HELD = 600_000_000


def test_a_full_server_begins_no_long_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """With 500 MB to have, a process that holds 600 refuses; freed, it takes the same work."""
    monkeypatch.setenv("BELLWETHER_LIMIT_PROCESS_MB", "500")
    before = resident()
    held = b"x" * HELD
    assert resident() - before > 0.9 * HELD
    job = Job("load", lambda _: "loaded")
    assert job.wait(5)
    with pytest.raises(CommandError, match=r"the server is full: it holds .* may have 500 MB"):
        job.result()

    del held
    monkeypatch.setenv("BELLWETHER_LIMIT_PROCESS_MB", str(before // 1_000_000 + 600))
    job = Job("load", lambda _: "loaded")
    assert job.wait(5)
    assert job.result() == "loaded"
