"""Runs of the real command over the reference data, and what other people's scores are beside."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from scoring.cli import main

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ENGINES = ("plan", "kernel")
TOLERANCE = 1e-9


def score(
    source: str, card: str, data: Path, folder: Path, endings: Sequence[str] = ("csv",)
) -> dict[str, Path]:
    """Score with the real command and both engines; the files by engine and ending."""
    outs = {f"{e}.{end}": folder / f"{card}-{e}.{end}" for end in endings for e in ENGINES}
    files = ["--source", f"{HERE / source}.source.yaml", "--card", f"{HERE / card}.card.yaml"]
    for name, out in sorted(outs.items()):
        words = ["score", "--as-of", "all", "--engine", name.split(".")[0], "--data", str(data)]
        said, complaints = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complaints):
            status = main([*words, *files, "--out", str(out)])
        assert status == 0, complaints.getvalue()
        assert said.getvalue().count("\n") == 1, said.getvalue()
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
