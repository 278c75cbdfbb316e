"""The Dockerfile is read as Docker reads it, keeps to the rules, and takes in nothing needless."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy import dockerfile

USER = "10001:10001"


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
