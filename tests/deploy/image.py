"""The steps of the Dockerfile carried out in a fresh folder, and its command run without rights.

All stages share one folder, which stands for `/` of the image: the Python of the machine stands
for that of the base image. What Docker itself would do, such as mounting, is not tried here.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser import server
from tests.deploy import dockerfile
from tests.deploy.dockerfile import ROOT, Step

PLACES = ("/opt/venv", "/build", "/app", "/store", "/backup")
BASES = ("/usr/local/bin/python3", "/usr/bin/python3", sys.executable)
SAME = f"import sys, venv; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"


def as_nobody(user: str) -> list[str]:
    """The words that run a command as that user, in no group and with no right to more."""
    uid, _, gid = user.partition(":")
    return [
        *("setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups", "--no-new-privs"),
        *("--inh-caps=-all", "--bounding-set=-all"),
    ]


def base_python(user: str) -> str | None:
    """A Python of this machine, as new as ours, that the user of the image may run too."""
    for place in BASES:
        found = os.path.realpath(place)
        tried = subprocess.run([*as_nobody(user), found, "-c", SAME], capture_output=True)
        if tried.returncode == 0:
            return found
    return None


@dataclass
class Image:
    """What the steps made: the folder that stands for `/`, its variables, command and user."""

    root: Path
    python: str
    variables: dict[str, str] = field(default_factory=dict)
    workdir: str = "/"
    user: str = ""

    def here(self, text: str) -> str:
        """A text in which the places of the image are those of the folder."""
        for place in PLACES:
            text = text.replace(place, f"{self.root}{place}")
        return text

    def environment(self) -> dict[str, str]:
        """What a process in the image finds set, and nothing of the machine's own."""
        path = f"{self.root}/base:/usr/bin:/bin"
        told = {name: self.here(value) for name, value in self.variables.items()}
        told["PATH"] = told.get("PATH", "$PATH").replace("$PATH", path)
        return told

    def carry_out(self, step: Step) -> None:
        """One step of the build; those that only tell something change nothing."""
        if step.word == "WORKDIR":
            self.workdir = step.rest
            Path(self.here(step.rest)).mkdir(parents=True, exist_ok=True)
        elif step.word == "ENV":
            self.variables |= step.pairs
        elif step.word == "USER":
            self.user = step.rest
        elif step.word == "COPY":
            self._copy(step)
        elif step.word == "RUN":
            self._run(step.rest)
        elif step.word not in {"FROM", "LABEL", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "CMD"}:
            raise AssertionError(f"nobody has said how {step.word} is carried out")

    def _copy(self, step: Step) -> None:
        *wanted, target = (word for word in step.words if not word.startswith("--"))
        if "from" in step.flags:
            assert wanted == [target], "a virtual environment works in its own place alone"
            return
        into = Path(self.here(self.workdir)) / target
        for name in dockerfile.context():
            for one in wanted:
                if name == one or name.startswith(f"{one}/"):
                    inside = name.removeprefix(f"{one}/") if name != one else Path(one).name
                    place = into / inside
                    place.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(ROOT / name, place)

    def _run(self, command: str) -> None:
        more = {k: v for k, v in os.environ.items() if k.startswith("PIP_") or "proxy" in k.lower()}
        done = subprocess.run(
            ["sh", "-ec", self.here(command).replace("--no-cache-dir", "")],
            cwd=self.here(self.workdir),
            env={**self.environment(), **more, "PYTHONPATH": f"{self.root}/base/lib"},
            capture_output=True,
            text=True,
            umask=0o022,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


def build(root: Path, python: str) -> Image:
    """Carry out every step of the Dockerfile beneath a folder, and return what it made."""
    image = Image(root, python)
    base = root / "base"
    (base / "lib").mkdir(parents=True)
    (base / "python").symlink_to(python)
    pip = Path(sys.executable).parents[1] / "lib"
    (base / "lib" / "pip").symlink_to(next(pip.glob("python3*/site-packages/pip")))
    for step in dockerfile.read():
        image.carry_out(step)
    return image


@contextlib.contextmanager
def running(
    image: Image, scratch: Path, variables: Mapping[str, str]
) -> Iterator[server.RunningApp]:
    """Run the image's command as its user, on a free port of this machine alone.

    Input: the image, the one folder in which it may write, and variables as `docker run` sets them.
    """
    port = server.free_port()
    words = dockerfile.last(dockerfile.read(), "CMD").words
    words = [{"0.0.0.0": "127.0.0.1", "8501": str(port)}.get(word, word) for word in words]
    log = scratch.parent / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*as_nobody(image.user), *words],
            cwd=image.here(image.workdir),
            env={**image.environment(), "TMPDIR": str(scratch), **variables},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    app = server.RunningApp(f"http://127.0.0.1:{port}", process.pid, log)
    try:
        deadline = time.monotonic() + server.PATIENCE
        while not server.is_healthy(app.url):
            assert process.poll() is None, app.log
            assert time.monotonic() < deadline, app.log
            time.sleep(0.1)
        yield app
    finally:
        process.kill()
        process.wait()
