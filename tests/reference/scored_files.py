"""Runs of the real command over the reference data, and what other people's scores are beside."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ENGINES = ("plan", "kernel")
TOLERANCE = 1e-9


def start(source: str, card: str, data: Path, engine: str, out: Path) -> subprocess.Popen[str]:
    """The command, running."""
    words = ["-m", "scoring", "score", "--as-of", "all", "--engine", engine, "--data", str(data)]
    files = ["--source", f"{HERE / source}.source.yaml", "--card", f"{HERE / card}.card.yaml"]
    command = [sys.executable, *words, *files, "--out", str(out)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def score(
    source: str, card: str, data: Path, folder: Path, endings: Sequence[str] = ("csv",)
) -> dict[str, Path]:
    """Score with both engines side by side; the files by engine and ending."""
    outs = {f"{e}.{end}": folder / f"{card}-{e}.{end}" for end in endings for e in ENGINES}
    running = [
        start(source, card, data, name.split(".")[0], out) for name, out in sorted(outs.items())
    ]
    for command in running:
        said, complaints = command.communicate(timeout=120)
        assert command.returncode == 0, complaints
        assert said.count("\n") == 1, said
    return outs


def expected(reference: Path, name: str) -> pd.DataFrame:
    """The reference scores of a data set, row by row."""
    return pd.read_csv(reference / "golden" / "reference" / f"{name}.scores.csv.gz")


def results(reference: Path, name: str) -> Any:
    """The reference results of a data set."""
    text = (reference / "golden" / "reference" / f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text)


def band_sizes(evaluation: Any, scheme: str = "S0") -> dict[str, int]:
    """How many rows the evaluation has in each band."""
    return {band: row["n"] for band, row in evaluation["bands"][scheme]["bands"].items()}


def widest_gap(wanted: pd.Series[float], got: pd.Series[float]) -> float:
    """The largest difference of two columns that must have the same rows."""
    assert wanted.index.is_unique
    assert got.index.is_unique
    assert set(wanted.index) == set(got.index)
    return float((wanted - got.reindex(wanted.index)).abs().max(skipna=False))
