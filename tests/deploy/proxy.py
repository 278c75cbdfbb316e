"""A real nginx with the file of docs/deploy, on ports of its own, while a test needs it."""

from __future__ import annotations

import contextlib
import os
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.browser import server

FILE = server.ROOT / "docs" / "deploy" / "nginx.conf"
NAME = "score.example.com"


@dataclass(frozen=True)
class Proxy:
    """Where it answers with and without TLS, the certificate it shows, and what it logs."""

    tls: int
    plain: int
    certificate: Path
    log: Path

    def trusting(self) -> ssl.SSLContext:
        """A client's side of TLS that trusts this certificate and no other."""
        return ssl.create_default_context(cafile=str(self.certificate))


def find() -> str | None:
    """The program: on the path, or where Debian puts it."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def _certificate(folder: Path) -> None:
    """A certificate for the name in the file, signed by itself and valid for a day."""
    words = [
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
        *("-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")),
        *("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"),
    ]
    subprocess.run(words, check=True, capture_output=True)


def adapted(text: str, changes: dict[str, str]) -> str:
    """The file with other ports and places; each of those must stand in it."""
    for old, new in changes.items():
        assert old in text, f"nothing to change: {old}"
        text = text.replace(old, new)
    return text


@contextlib.contextmanager
def running(program: str, folder: Path, app: str) -> Iterator[Proxy]:
    """Start it in front of the app at that address, in a folder of its own; end it after use."""
    _certificate(folder)
    tls, plain = server.free_port(), server.free_port()
    changes = {
        "/tmp": str(folder),
        "app:8501": app.removeprefix("http://"),
        "listen 8443": f"listen 127.0.0.1:{tls}",
        "listen 8080": f"listen 127.0.0.1:{plain}",
        "/etc/nginx/tls": str(folder),
        "/dev/stdout": str(folder / "access.log"),
        "/dev/stderr": str(folder / "error.log"),
        "worker_processes auto;": "worker_processes 1; daemon off;",
    }
    config = folder / "nginx.conf"
    config.write_text(adapted(FILE.read_text(encoding="utf-8"), changes), encoding="utf-8")
    process = subprocess.Popen(
        [program, "-c", str(config), "-p", str(folder), "-e", str(folder / "error.log")],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 20
        while not (folder / "nginx.pid").exists():
            said = folder / "error.log"
            assert process.poll() is None, said.read_text() if said.exists() else "it ended"
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield Proxy(tls, plain, folder / "fullchain.pem", folder / "access.log")
    finally:
        process.terminate()
        process.wait(timeout=10)


if __name__ == "__main__":
    print(find() or "")
    sys.exit(find() is None)
