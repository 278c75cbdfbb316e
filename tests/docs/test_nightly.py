"""The examples of the nightly job are sound, and the commands in them run."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml

from scoring.cli import main
from tests.docs import markdown
from tests.docs.markdown import ROOT

PAGE = (ROOT / "docs" / "nightly.md").read_text(encoding="utf-8")
(WORKFLOW,) = (yaml.safe_load(text) for text in markdown.blocks(PAGE, "yaml"))
(CRON,) = markdown.blocks(PAGE, "cron")
STEPS: list[dict[str, Any]] = WORKFLOW["jobs"]["score"]["steps"]
MOMENT = re.compile(r"(\S+) (\S+) (\S+) (\S+) (\S+)")
OURS = ".venv/bin/python -m scoring "


def commands() -> list[str]:
    """Every command of ours in the workflow and in the lines of cron, without what is around it."""
    lines = [step["run"] for step in STEPS if OURS in step.get("run", "")]
    lines += [line.split(" && ")[1] for line in CRON.splitlines()]
    return [re.sub(r"\s*(2>&1|2?>>?\s*\S+)", "", line) for line in lines]


def test_the_workflow_is_one() -> None:
    """It starts by itself and by hand, may only read, and each step uses or runs one thing."""
    assert WORKFLOW[True].keys() == {"schedule", "workflow_dispatch"}  # YAML reads `on` as true
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert all(("uses" in step) != ("run" in step) for step in STEPS)
    assert all("@" in step["uses"] for step in STEPS if "uses" in step)


def test_every_moment_is_one_that_cron_knows() -> None:
    """Five fields each: minutes below 60, hours below 24, every day."""
    moments = [one["cron"] for one in WORKFLOW[True]["schedule"]]
    moments += [MOMENT.match(line)[0] for line in CRON.splitlines() if MOMENT.match(line)]
    assert len(moments) == 3
    for moment in moments:
        minute, hour, *days = moment.split()
        assert int(minute) < 60
        assert int(hour) < 24
        assert days == ["*", "*", "*"]


@pytest.mark.parametrize("line", CRON.splitlines())
def test_a_line_of_cron_that_fails_leaves_the_last_files(line: str, tmp_path: Path) -> None:
    """With a command that only fails, as when the data cannot be reached."""
    kept = [tmp_path / "scores.parquet", tmp_path / "alerts.json"]
    for path in kept:
        path.write_text("last night", encoding="utf-8")
    words = line.split(" && ", 1)[1].replace("/srv/scores/", f"{tmp_path}/")
    words = words.replace(OURS.strip(), "false")
    assert subprocess.run(["sh", "-c", words], check=False).returncode == 1
    assert [path.read_text("utf-8") for path in kept] == ["last night", "last night"]


def test_every_file_that_is_kept_is_written() -> None:
    """The workflow keeps what its steps write, all of it."""
    kept = STEPS[-1]["with"]["path"].split()
    written = [re.search(r"(?:--out|>) (\S+)$", step["run"]) for step in STEPS if "run" in step]
    assert kept == [found[1] for found in written if found]


def test_the_makefile_has_what_the_workflow_asks_of_it() -> None:
    """`make install` makes the environment that the commands run in."""
    assert "make install" in [step.get("run") for step in STEPS]
    assert re.search(r"^install:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.mark.slow
@pytest.mark.parametrize("command", commands())
def test_every_command_runs(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With its paths in another place it ends well, and what it promises is there."""
    words = shlex.split(command.removeprefix(OURS))
    monkeypatch.chdir(ROOT)
    out = None
    if "--out" in words:
        out = tmp_path / Path(words[words.index("--out") + 1]).name
        words[words.index("--out") + 1] = str(out)
    assert main(words) == 0
    said = capsys.readouterr()
    assert said.err.splitlines()[-1].startswith(f"bellwether command={words[0]} exit=0 ")
    if out is None:
        assert json.loads(said.out)["alerts"]
    elif out.suffix == ".parquet":
        assert pq.read_table(out).num_rows == 321
    else:
        assert out.read_bytes().startswith(b"<!doctype html>")


def test_the_log_lines_shown_are_those_that_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The three lines of the page come from a score, from alerts that fired, and from a fault."""
    (text,) = markdown.blocks(PAGE, "text")
    monkeypatch.chdir(ROOT)
    scored, fired = (shlex.split(line.removeprefix(OURS)) for line in commands()[:2])
    scored[scored.index("--out") + 1] = str(tmp_path / "scores.parquet")
    wrong = [*scored[:-1], str(tmp_path / "scores.txt")]
    statuses = [main(words) for words in (scored, [*fired, "--exit-code"], wrong)]
    lines = [one for one in capsys.readouterr().err.splitlines() if one.startswith("bellwether")]
    assert statuses == [0, 3, 2]
    assert lines == text.splitlines()
