"""Each part of the Tune page is timed at the number of cases it was promised for."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import numpy as np

from scoring.bench.made_book import made_book
from scoring.live.kernel import NOTHING, MetricPoints
from scoring.spec.model import Card
from scoring.tune.alike import correlations
from scoring.tune.evidence import evidence
from scoring.tune.folds import held_out
from scoring.tune.learnt import learn
from scoring.tune.material import Material
from scoring.tune.suggestion import study_of, suggestion
from scoring.tune.weights import Wish
from scoring.workbench import USUAL, trial_now
from scoring.workbench.paneling import panel
from scoring.workbench.suggesting import study, suggest

CASES: Final = 10_000
METRICS: Final = 12
_LOST: Final = 0.06
_PER_ACCOUNT: Final = 4


def tuning_bench(accounts: int) -> str:
    """The CPU time of each part, on drawn cases and on a made-up book, as a Markdown table.

    Input: how many made-up accounts over 24 months the book has. Drawn cases: 10,000 with 12
    metrics, four of an account, 6% of them lost.
    """
    made, (data, card) = drawn_cases(), made_book(accounts)
    trial = trial_now(data, card, USUAL)
    learnt, wish = study_of(made, 9), Wish()
    here = f"{len(trial.judged.lost):,} cases of {accounts:,} accounts"
    rows = [
        ("12 metrics, each alone", "24", lambda: _alone(made)),
        ("weights from all cases", "12", lambda: learn(made.points, made.lost, made.account)),
        (
            "learning without each part, 25 times",
            "beside the page",
            lambda: held_out(made.points, made.lost, made.account),
        ),
        ("a move of the slider, held out", "100", lambda: suggestion(learnt, made.card, wish)),
        (f"panel, {here}, first time", "beside the page", lambda: panel(data, card, trial)),
        (f"study, {here}", "beside the page", lambda: study(data, card, trial)),
        (f"suggestion, {here}", "100", lambda: suggest(study(data, card, trial), card, wish)),
    ]
    lines = [
        f"Tuning, {CASES:,} cases × {METRICS} metrics. CPU time in one run.",
        "",
        "| part | CPU ms | goal |",
        "|---|---:|---:|",
        *(f"| {name} | {_timed(part):,.1f} | {goal} |" for name, goal, part in rows),
    ]
    return "\n".join(lines) + "\n"


def _timed(part: Callable[[], object]) -> float:
    began = time.process_time()
    part()
    return (time.process_time() - began) * 1000


def _alone(made: Material) -> None:
    for at in range(METRICS):
        evidence(made.points[:, at], made.lost, made.account)
    correlations(made.points)


def drawn_cases(cases: int = CASES, metrics: int = METRICS) -> Material:
    """Cases with points by chance, half of the metrics lower for the lost."""
    rng = np.random.default_rng(1)
    account = np.arange(cases) // _PER_ACCOUNT
    lost = rng.random(cases) < _LOST
    points = rng.uniform(0.0, 100.0, (cases, metrics))
    points[lost, : metrics // 2] *= 0.7
    points[rng.random(points.shape) < 0.05] = np.nan
    card = _card(metrics)
    known = ~np.isnan(points)
    read = tuple(MetricPoints(points[:, at], known[:, at]) for at in range(metrics))
    as_of = 24_300 + 6 * (np.arange(cases) % _PER_ACCOUNT)
    return Material(card, card.active, points, lost, account, as_of, read, NOTHING)


def _card(metrics: int) -> Card:
    rule = {"kind": "points"}
    lines = [
        {"id": f"m{i}", "measure": f"m{i}", "normaliser": rule, "weight": 10}
        for i in range(metrics)
    ]
    bands = [{"name": "All", "from": 0, "tone": "good"}]
    return Card.model_validate({"version": 1, "name": "Drawn", "metrics": lines, "bands": bands})
