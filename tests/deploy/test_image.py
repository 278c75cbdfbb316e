"""What the Dockerfile makes runs without rights, writes nothing of its own, and ends when told."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.absent import absent
from tests.browser import server
from tests.browser.conftest import browser as browser
from tests.browser.desk import Desk
from tests.deploy import dockerfile
from tests.deploy.image import Image, as_nobody, base_python, build, running

USER = "10001:10001"
COMPILERS = ("gcc", "cc", "g++", "clang", "make", "ld", "rustc", "go")


def test_the_steps_are_read_as_docker_reads_them() -> None:
    """Lines that go on are joined, remarks left out, lists are JSON, flags stand before."""
    text = 'FROM a AS b\n# x\nRUN one \\\n    && two\nCOPY --from=b /c /c\nCMD ["d", "e f"]\n'
    found = dockerfile.steps(text)
    assert [step.word for step in found] == ["FROM", "RUN", "COPY", "CMD"]
    assert found[1].rest == "one && two"
    assert found[2].flags == {"from": "b"}
    assert found[3].words == ["d", "e f"]
    assert dockerfile.steps('ENV A=/x:$PATH \\\n  B="c d"')[0].pairs == {
        "A": "/x:$PATH",
        "B": "c d",
    }


@pytest.mark.parametrize(
    ("path", "enters"),
    [
        ("app.py", True),
        ("scoring/ui/frame.py", True),
        (".streamlit/config.toml", True),
        (".streamlit/secrets.toml", False),
        (".env", False),
        (".git/config", False),
        ("tests/conftest.py", False),
        ("bellwether.db", False),
        ("scoring/__pycache__/cli.pyc", False),
    ],
)
def test_no_secret_and_nothing_needless_enters(path: str, enters: bool) -> None:
    """Only what is named comes into the build, and what Python compiled elsewhere does not."""
    rules = (dockerfile.ROOT / ".dockerignore").read_text(encoding="utf-8")
    assert dockerfile.lets_through(rules, path) is enters


def test_the_dockerfile_follows_the_rules_of_the_trade() -> None:
    """The linter for Dockerfiles finds nothing."""
    linter = Path(sys.executable).parent / "hadolint"
    done = subprocess.run([linter, "Dockerfile"], cwd=dockerfile.ROOT, capture_output=True)
    assert done.stdout == b""
    assert done.returncode == 0


def test_it_runs_as_nobody_known() -> None:
    """The user is a number above those of systems, so that Kubernetes can tell it is not root."""
    found = dockerfile.read()
    assert dockerfile.last(found, "USER").rest == USER
    assert dockerfile.last(found, "EXPOSE").rest == "8501"
    assert found[-1].word == "CMD"


def test_the_image_has_the_python_that_is_tested() -> None:
    """Both stages have the oldest Python that the project promises, which its tests run on."""
    bases = {step.words[0] for step in dockerfile.read() if step.word == "FROM"}
    assert bases == {"python:3.11-slim-bookworm"}


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


@pytest.mark.slow
def test_the_image_holds_no_compiler_and_no_tests(image: Image) -> None:
    """In its environment lies nothing that builds code, and in the app nothing but the app."""
    programs = {path.name for path in Path(image.here("/opt/venv/bin")).iterdir()}
    assert not programs & {*COMPILERS, "pip", "pytest"}
    assert sorted(
        p.name for p in Path(image.here("/app")).iterdir() if p.name != "__pycache__"
    ) == [*(".streamlit", "LICENSE", "app.py", "configs", "data", "pages", "scoring")]


@pytest.mark.slow
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


@pytest.mark.slow
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
