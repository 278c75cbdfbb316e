"""The real app, running on a port of its own for as long as a test needs it."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0  # seconds a cold start may take on a busy machine

# Straight to the loopback, whatever proxy the machine is told to use.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class RunningApp:
    """Where the app answers, and the file its output goes to."""

    url: str
    pid: int
    log_file: Path

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_healthy(url: str) -> bool:
    try:
        with DIRECT.open(f"{url}/_stcore/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _command(script: Path, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "streamlit", "run", str(script)),
        *("--server.port", str(port)),
        *("--server.address", "127.0.0.1"),
        *("--server.headless", "true"),
        *("--server.fileWatcherType", "none"),
    ]


def _served(port: int) -> list[str]:
    """The command of a server that stands open to others, with the headers and the checks."""
    return [
        *(sys.executable, "-m", "scoring.ui.serve"),
        *("--port", str(port), "--address", "127.0.0.1"),
    ]


def _environment(changes: Mapping[str, str]) -> dict[str, str]:
    """The caller's own, without what would lead the app to a durable store or to other data."""
    left_out = {f"BELLWETHER_{word}" for word in ("STORE", "MODE", "DATA", "SOURCE", "CARD")}
    kept = {k: v for k, v in os.environ.items() if k not in left_out}
    return {**kept, "PYTHONUNBUFFERED": "1", **changes}


def _await_health(process: subprocess.Popen[bytes], app: RunningApp) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_healthy(app.url):
        if process.poll() is not None:
            raise RuntimeError(f"the app ended with {process.returncode}:\n{app.log}")
        if time.monotonic() > deadline:
            raise RuntimeError(f"the app was not ready in {PATIENCE:.0f} s:\n{app.log}")
        time.sleep(0.1)


@contextlib.contextmanager
def running(
    script: Path = ROOT / "app.py",
    environment: Mapping[str, str] | None = None,
    served: bool = False,
    port: int | None = None,
) -> Iterator[RunningApp]:
    """Start a Streamlit script with this Python, wait until it is healthy, end it after use.

    With `served` it is the app, as `make serve` and the image start it. Without a port it has a
    free one.
    """
    port = port or free_port()
    with tempfile.TemporaryDirectory(prefix="bellwether-") as folder:
        app_log = Path(folder) / "app.log"
        with app_log.open("wb") as output:
            process = subprocess.Popen(
                _served(port) if served else _command(script, port),
                cwd=ROOT,
                env=_environment(environment or {}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        app = RunningApp(f"http://127.0.0.1:{port}", process.pid, app_log)
        try:
            _await_health(process, app)
            yield app
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
