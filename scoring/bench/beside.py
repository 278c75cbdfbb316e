"""The kernel beside the tools that people use for the same work, each in one and the same run.

Three comparisons: a weight moved, against scikit-criteria's weighted sum of the very same points
and against LibreOffice, which opens a workbook of formulas; a cut moved with all the Workbench
shows, against explainerdashboard's page of model statistics on the very same cases.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from scoring.backtest.cases import LOST
from scoring.bench.made_book import made_book
from scoring.bench.spreadsheet import opened
from scoring.live.kernel import MetricPoints, score_rows
from scoring.spec.edit import with_weight
from scoring.spec.edit_cut import with_alarm_cut
from scoring.spec.model import Card
from scoring.values import Floats
from scoring.workbench import DataSet, picture

SETTING: Final = "BELLWETHER_RIVALS"
"""This variable names a Python that has the other tools; without it `.venv-rivals` is looked at."""

MOST_IN_WORKBOOK: Final = 10_000
"""A workbook of more rows takes minutes to open."""

_PLACE: Final = Path(".venv-rivals") / "bin" / "python"
_SCRIPTS: Final = Path(__file__).parent / "rivals"
_MISSING: Final = "not installed: `make bench-rivals`"
_RUNS: Final = 9


@dataclass(frozen=True, slots=True)
class Told:
    """What a tool took for one move in CPU milliseconds, its version, and a number to compare."""

    ms: float
    version: str
    sum: float


def beside_bench(accounts: int) -> str:
    """Measure and print as a Markdown table.

    Input: how many made-up accounts, over 24 months. Output: text with the CPU time of each way
    and its ratio to the kernel's for the same work; a tool that is not there is said to be so.
    Raises AssertionError where a tool weighs the same points to another sum.
    """
    data, card = made_book(accounts)
    points = _points(data, card)
    lines = [
        f"Beside other tools, {len(points):,} accounts at one month × {points.shape[1]} metrics.",
        "Median CPU time of a move in one run; LibreOffice once.",
        "",
        "| work | way | CPU ms | × kernel |",
        "|---|---|---:|---:|",
        *_weighing(card, points),
        *_cutting(data, card),
    ]
    return "\n".join(lines) + "\n"


def _weighing(card: Card, points: Floats) -> list[str]:
    moves = _moves(card)
    kernel, total = _median(lambda move: _weighed(card, points, move), moves)
    work = "a weight moved"
    lines = [_line(work, "kernel (scores and bands)", kernel, kernel)]
    shares = np.array([_shares(move) for move in moves])
    told = _told("criteria.py", points=points, weights=shares)
    if told is None:
        lines.append(f"| {work} | scikit-criteria, weighted sum | {_MISSING} | |")
    else:
        if abs(told.sum - total) > 1e-6 * abs(total):
            raise AssertionError(f"scikit-criteria says {told.sum}, the kernel {total}")
        name = f"scikit-criteria {told.version}, weighted sum"
        lines.append(_line(work, name, told.ms, kernel))
    return [*lines, *_in_workbook(card, points[:MOST_IN_WORKBOOK])]


def _in_workbook(card: Card, points: Floats) -> list[str]:
    """LibreOffice opens a workbook of formulas, and one of the numbers that they would give."""
    program = shutil.which(os.environ.get("SOFFICE", "soffice"))
    work = f"a weight moved, {len(points):,} accounts"
    if program is None:
        return [f"| {work} | LibreOffice | not installed: `make office` | |"]
    move = _moves(card)[0]
    kernel, _ = _median(lambda one: _weighed(card, points, one), _moves(card))
    weights = [m.weight for m in move.active]
    asked = partial(opened, program, points, weights, move.bands)
    found = {formulas: _children(partial(asked, formulas)) for formulas in (True, False)}
    name = "LibreOffice: open, recalculate, write"
    own = max(found[True] - found[False], 0.0)
    return [
        _line(work, "kernel (scores and bands)", kernel, kernel),
        _line(work, name, found[True], kernel),
        _line(work, "of which recalculation", own, kernel),
    ]


def _cutting(data: DataSet, card: Card) -> list[str]:
    month = data.book.frame.months[-1]
    seen = picture(data, card, card, month)
    moves = [with_alarm_cut(card, 46.0 + i / 2) for i in range(_RUNS)]
    kernel, _ = _median(lambda move: float(len(picture(data, move, card, month).turned)), moves)
    cases = seen.trial.cases
    rows = cases.row[(cases.row >= 0) & cases.judged]
    lost = (cases.outcome == LOST)[(cases.row >= 0) & cases.judged]
    points = np.column_stack([data.book.pointed(m).points[rows] for m in card.active])
    work = f"a cut moved, {len(rows):,} cases"
    lines = [_line(work, "kernel (all that the Workbench shows)", kernel, kernel)]
    told = _told(
        "explainer.py",
        points=np.nan_to_num(points, nan=50.0),
        lost=lost,
        cuts=np.linspace(0.05, 0.25, 5),
    )
    if told is None:
        return [*lines, f"| {work} | explainerdashboard | {_MISSING} | |"]
    name = f"explainerdashboard {told.version}, metrics and six plots"
    return [*lines, _line(work, name, told.ms, kernel)]


def _points(data: DataSet, card: Card) -> Floats:
    """The points of all accounts at the newest month, 50 where there are none."""
    rows = data.book.frame.rows_at(data.book.frame.months[-1])
    data.book.warm(card)
    found = [data.book.pointed(m).points[rows] for m in card.active]
    return np.nan_to_num(np.column_stack(found), nan=50.0)


def _moves(card: Card) -> list[Card]:
    return [with_weight(card, card.active[0].id, 40.0 - i) for i in range(_RUNS)]


def _shares(card: Card) -> list[float]:
    total = sum(m.weight for m in card.active)
    return [m.weight / total for m in card.active]


def _weighed(card: Card, points: Floats, move: Card) -> float:
    plain = move.model_copy(update={"red_flags": (), "adjustments": (), "pulse": None})
    known = np.ones(len(points), dtype=np.bool_)
    metrics = {
        m.id: MetricPoints(points[:, i], known)
        for i, m in enumerate(card.active)
        if m.id in {one.id for one in plain.active}
    }
    return float(np.sum(score_rows(plain, metrics, len(points)).score))


def _median(way: Callable[[Card], float], moves: Sequence[Card]) -> tuple[float, float]:
    """Median CPU milliseconds, and what the last move gave."""
    spent, found = [], 0.0
    for move in moves:
        began = time.process_time()
        found = way(move)
        spent.append((time.process_time() - began) * 1000)
    return statistics.median(spent), found


def _children(way: Callable[[], object]) -> float:
    """The CPU milliseconds of the programs that a way starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    way()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def _told(script: str, **arrays: np.ndarray) -> Told | None:
    """What a script of another Python says; None where there is no such Python, or it fails."""
    python = Path(os.environ.get(SETTING, _PLACE))
    if not python.exists():
        return None
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given.npz"
        with given.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        command = [str(python), str(_SCRIPTS / script), str(given)]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode:
        return None
    return Told(**json.loads(answer.stdout.splitlines()[-1]))


def _line(work: str, way: str, ms: float, kernel: float) -> str:
    return f"| {work} | {way} | {ms:,.1f} | {ms / kernel:,.1f} |"
