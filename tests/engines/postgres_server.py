"""A PostgreSQL server of the tests' own: made, started, used and thrown away."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

PATIENCE = 60.0  # seconds that making or starting a server may take on a busy machine
OWNER, PASSWORD = "bellwether", "s3cret pass/word@home"


@dataclass(frozen=True)
class Server:
    """Where the server answers; the owner may do anything in it."""

    port: int
    sockets: Path
    pid: int

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A connection of the owner, each statement for itself."""
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=OWNER,
            password=PASSWORD,
            dbname=database,
            autocommit=True,
        )


def find() -> Path | None:
    """The folder of the server's programs: POSTGRES_BIN, the usual places, or the path."""
    if wanted := os.environ.get("POSTGRES_BIN"):
        places = [Path(wanted)]
    else:
        versions = Path("/usr/lib/postgresql").glob("*/bin")
        places = sorted(versions, key=lambda p: _number(p.parent.name), reverse=True)
        places += [Path("/opt/homebrew/bin"), Path("/usr/local/bin"), Path("/usr/pgsql/bin")]
        if found := shutil.which("initdb"):
            places.append(Path(found).parent)
    return next((p for p in places if (p / "initdb").exists() and (p / "postgres").exists()), None)


def _number(name: str) -> float:
    return float(name) if name.replace(".", "", 1).isdigit() else 0.0


def _user() -> dict[str, object]:
    """As whom the server runs: it refuses root, so there somebody without rights."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            known = pwd.getpwnam(name)
            return {"user": known.pw_uid, "group": known.pw_gid, "extra_groups": []}
    raise RuntimeError("there is no user as whom PostgreSQL could run")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(programs: Path) -> Iterator[Server]:
    """Make a server in a private folder, start it on the loopback, end it after use."""
    user = _user()
    with tempfile.TemporaryDirectory(prefix="bellwether-postgres-", dir="/tmp") as name:
        folder = Path(name)
        (folder / "password").write_text(PASSWORD, encoding="utf-8")
        if user:
            for path in (folder, folder / "password"):
                os.chown(path, int(str(user["user"])), int(str(user["group"])))
        _make(programs, folder, user)
        port = _free_port()
        process = _start(programs, folder, port, user)
        try:
            server = Server(port, folder, process.pid)
            _await(server, process, folder / "log")
            yield server
        finally:
            _stop(process)


def _make(programs: Path, folder: Path, user: dict[str, object]) -> None:
    command = [
        *(str(programs / "initdb"), "-D", str(folder / "data"), "-U", OWNER),
        *("--auth=scram-sha-256", f"--pwfile={folder / 'password'}"),
        *("-E", "UTF8", "--locale=C", "--no-sync"),
    ]
    made = subprocess.run(
        command, cwd=folder, capture_output=True, timeout=PATIENCE, check=False, **user
    )
    if made.returncode:
        raise RuntimeError(f"initdb failed: {made.stderr.decode(errors='replace')}")


def _start(
    programs: Path, folder: Path, port: int, user: dict[str, object]
) -> subprocess.Popen[bytes]:
    command = [
        *(str(programs / "postgres"), "-D", str(folder / "data"), "-p", str(port)),
        *("-k", str(folder), "-c", "listen_addresses=127.0.0.1"),
        *("-c", "fsync=off", "-c", "shared_buffers=32MB", "-c", "max_connections=20"),
    ]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            **user,
        )


def _await(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            server.connect().close()
            return
        except psycopg.OperationalError:
            said = log.read_text(encoding="utf-8", errors="replace")
            if process.poll() is not None:
                raise RuntimeError(f"PostgreSQL ended:\n{said}") from None
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL was not ready:\n{said}") from None
            time.sleep(0.1)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask politely, then firmly; a server in a folder of its own has nothing to lose."""
    for asked, wait in ((signal.SIGINT, 20), (signal.SIGQUIT, 10)):
        process.send_signal(asked)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=wait)
            return
    process.kill()
    process.wait()


if __name__ == "__main__":
    print(find() or "")
    sys.exit(find() is None)
