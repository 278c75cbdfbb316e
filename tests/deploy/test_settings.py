"""What the server is told by its variables holds, or is refused with what to write."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scoring.ui.serve import main
from tests.browser import server

pytestmark = pytest.mark.slow

ASKED = (
    "client.showErrorDetails",
    "runner.postScriptGC",
    "server.enableXsrfProtection",
    "server.fileWatcherType",
    "server.maxUploadSize",
)
TELL = f"""
import os
from streamlit import config
from scoring.ui.serve import application
application(dict(os.environ))
print([config.get_option(name) for name in {ASKED!r}])
"""


def told_in(folder: Path, **variables: str) -> str:
    """The settings of a server that is started in that folder."""
    environment = {**os.environ, "PYTHONPATH": str(server.ROOT), **variables}
    words = [sys.executable, "-c", TELL]
    told = subprocess.run(words, cwd=folder, env=environment, capture_output=True, check=True)
    return told.stdout.decode().strip()


def test_the_settings_beside_the_app_hold(tmp_path: Path) -> None:
    """They are found from whatever folder it is started in; files are not watched."""
    assert told_in(tmp_path) == "['none', False, True, 'none', 200]"


def test_variables_hold_over_the_settings(tmp_path: Path) -> None:
    """A variable of Streamlit's own is read as its command line reads it."""
    told = told_in(
        tmp_path, STREAMLIT_SERVER_MAX_UPLOAD_SIZE="7", STREAMLIT_RUNNER_POST_SCRIPT_GC="true"
    )
    assert told == "['none', True, True, 'none', 7]"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BELLWETHER_FRAME_ANCESTORS", "https://a;b"),
        ("BELLWETHER_MODE", "teem"),
        ("BELLWETHER_LIMIT_VISITS", "many"),
        ("STREAMLIT_SERVER_MAX_UPLOAD_SIZE", "much"),
    ],
)
def test_a_variable_that_cannot_be_used_is_told(
    capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    """The server does not start, and says which variable and what to write."""
    assert main(["--port", "1"], {name: value}) == 2
    assert name in capsys.readouterr().err
