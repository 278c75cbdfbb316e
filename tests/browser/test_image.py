"""What the Dockerfile makes runs without rights, writes nothing of its own, and ends when told."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.absent import absent
from tests.browser import server
from tests.browser.desk import Desk
from tests.deploy import dockerfile
from tests.deploy.image import Image, as_nobody, base_python, build, running

USER = "10001:10001"
COMPILERS = ("gcc", "cc", "g++", "clang", "make", "ld", "rustc", "go")


@pytest.fixture(scope="module")
def image() -> Iterator[Image]:
    """The image, made once from nothing, as far as that can be without Docker."""
    if os.getuid() != 0 or shutil.which("setpriv") is None:
        absent("only root with setpriv can run the image as its user", required=False)
    python = base_python(USER)
    if python is None:
        absent("no Python like ours on this machine that another user may run", required=False)
    with tempfile.TemporaryDirectory(prefix="bellwether-image-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "root").mkdir(mode=0o755)
        yield build(folder / "root", python)


@pytest.fixture
def scratch(image: Image) -> Iterator[Path]:
    """What stands for the memory file system at /tmp: the only place that can be written."""
    folder = image.root.parent / "scratch"
    folder.mkdir()
    os.chown(folder, 10001, 10001)
    yield folder
    shutil.rmtree(folder)


def files(root: Path) -> dict[str, tuple[int, int]]:
    """Every file with its size and time, without the store."""
    found = (path for path in root.rglob("*") if path.is_file() and path.parent.name != "store")
    return {str(p): (p.stat().st_size, p.stat().st_mtime_ns) for p in found}


def test_the_image_holds_no_compiler_and_no_tests(image: Image) -> None:
    """In its environment lies nothing that builds code, and in the app nothing but the app."""
    programs = {path.name for path in Path(image.here("/opt/venv/bin")).iterdir()}
    assert not programs & {*COMPILERS, "pip", "pytest"}
    assert sorted(
        p.name for p in Path(image.here("/app")).iterdir() if p.name != "__pycache__"
    ) == [*(".streamlit", "LICENSE", "app.py", "configs", "data", "pages", "scoring")]


def test_a_visitor_sees_a_page_and_nothing_is_written(
    image: Image, scratch: Path, browser: Browser
) -> None:
    """As its user it opens the demo book, is healthy, keeps a store, and leaves all else alone."""
    before = files(image.root)
    store = image.here("/store/bellwether.db")
    with running(image, scratch, {"BELLWETHER_STORE": store}) as app:
        page = browser.new_page()
        Desk(page, app.url).open("accounts")
        page.close()
        assert check(image, app) == 0
        status = Path(f"/proc/{app.pid}/status").read_text(encoding="utf-8")
        assert "Uid:\t10001\t10001\t10001\t10001" in status
        assert "CapEff:\t0000000000000000" in status
        assert "NoNewPrivs:\t1" in status
        assert "rror" not in app.log, app.log
    assert files(image.root) == before
    assert Path(store).stat().st_uid == 10001


def check(image: Image, app: server.RunningApp) -> int:
    """The exit status of the image's own health check."""
    told = dockerfile.last(dockerfile.read(), "HEALTHCHECK").rest.partition("CMD ")[2]
    port = app.url.rpartition(":")[2]
    words = [word.replace("8501", port) for word in dockerfile.Step("CMD", told).words]
    done = subprocess.run(
        [*as_nobody(image.user), *words], env=image.environment(), capture_output=True
    )
    return done.returncode


def test_it_ends_cleanly_when_it_is_told(image: Image, scratch: Path) -> None:
    """The signal that Docker sends ends it within five seconds; then it is not healthy."""
    wanted = dockerfile.last(dockerfile.read(), "STOPSIGNAL").rest
    with running(image, scratch, {}) as app:
        began = time.monotonic()
        os.kill(app.pid, signal.Signals[wanted])
        while Path(f"/proc/{app.pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
            assert time.monotonic() - began < 5, app.log
            time.sleep(0.05)
        assert check(image, app) == 1
