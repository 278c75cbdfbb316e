"""Where on this machine a Chromium lies that starts."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
PLACES = (
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

# It runs inside a container and as root, shows nothing, and speaks to nobody but the app.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# What a browser runs first that has been here before: the tour does not begin by itself.
SEEN = """try { localStorage.setItem("bellwether.tour", "seen"); } catch {}"""


def candidates() -> Iterator[str]:
    """CHROMIUM alone if it is set, otherwise the usual commands and places."""
    if wanted := os.environ.get("CHROMIUM"):
        yield wanted
        return
    for command in COMMANDS:
        if path := shutil.which(command):
            yield path
    yield from PLACES


def starts(path: str) -> bool:
    """Whether it answers with its version: some systems install an empty promise."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


@functools.cache
def find() -> str | None:
    """The path of a Chromium that starts, or None."""
    return next((path for path in candidates() if starts(path)), None)


if __name__ == "__main__":
    print(find() or "")
    sys.exit(find() is None)
