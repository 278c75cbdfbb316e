"""A server is a public demo or a team's, and two settings that disagree are refused."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from scoring.errors import CommandError
from scoring.limits.modes import MODE, STORE, Mode, mode_of
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("environ", "mode"),
    [
        ({}, "demo"),
        ({MODE: " ", STORE: " "}, "demo"),
        ({MODE: "demo"}, "demo"),
        ({STORE: "team.db"}, "team"),
        ({MODE: "team", STORE: "team.db"}, "team"),
    ],
)
def test_a_store_makes_a_team(environ: dict[str, str], mode: Mode) -> None:
    """Without one nothing can be kept, so that it is a demo without a word."""
    assert mode_of(environ) == mode


@pytest.mark.parametrize(
    ("environ", "problem", "fix"),
    [
        ({MODE: "demo", STORE: "team.db"}, "demo, which writes nothing", "remove BELLWETHER_STORE"),
        ({MODE: "team"}, "no store is named", "name the file with BELLWETHER_STORE"),
        ({MODE: "Demo"}, "'Demo', which is no mode", "did you mean 'demo'?"),
        ({MODE: "x" * 99}, f"'{'x' * 40}', which is no mode", "use one of: demo, team"),
    ],
)
def test_what_disagrees_is_refused(environ: dict[str, str], problem: str, fix: str) -> None:
    """Neither is guessed to be the one that was meant."""
    with pytest.raises(CommandError, match=problem) as refused:
        mode_of(environ)
    assert refused.value.fix.startswith(fix)


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [(MODE, "demo", 0), (MODE, "team", 2), ("BELLWETHER_LIMIT_ROOMS", "none", 2)],
)
def test_a_start_is_refused_before_a_server_runs(name: str, value: str, status: int) -> None:
    """What `make run` asks first ends with a sentence and a status of its own."""
    environ = {k: v for k, v in os.environ.items() if k not in (MODE, STORE)}
    ended = subprocess.run(
        [sys.executable, "-m", "scoring.limits"],
        cwd=ROOT, env={**environ, name: value}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == status
    assert ended.stderr.startswith(f"error: {name}") == (status == 2)
    assert ended.stdout == ""
