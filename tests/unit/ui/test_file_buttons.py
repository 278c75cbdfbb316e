"""What a button writes when it is pressed has its own time, as no page waits for it."""

from __future__ import annotations

import time

import pyarrow as pa
import pytest

from scoring.errors import DataError
from scoring.limits.ending import go_on
from scoring.ui.panels.file_buttons import _written


def test_a_download_ends_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two seconds are set, and a table whose making asks after more than two is not written."""
    monkeypatch.setenv("BELLWETHER_LIMIT_PAGE_SECONDS", "2")
    table = pa.table({"n": [1]})

    def made(seconds: float) -> pa.Table:
        time.sleep(seconds)
        go_on()
        return table

    assert _written(lambda found: str(found.num_rows).encode(), lambda: made(0.0)) == b"1"
    with pytest.raises(DataError, match="longer than 2 seconds and was stopped"):
        _written(lambda _: b"", lambda: made(2.1))
