"""What the Tune page reckons beside a card: each part once, on a book nobody has looked at yet."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

from scoring.bench.made_book import made_book
from scoring.spec.edit import with_weight
from scoring.spec.model import Card
from scoring.spec.question import Question
from scoring.workbench import DataSet, Trial, trial_of
from scoring.workbench.cautioning import warnings
from scoring.workbench.doubting import (
    autopsy_of,
    drifts_of,
    footing_of,
    gaps_of,
    shares_of,
    tornado_of,
    wiggle_of,
    worths_of,
)
from scoring.workbench.paneling import panel

RUNS = 5


def doubts_bench(accounts: int) -> str:
    """Measure each part of the Tune page that doubts a card.

    Input: how many made-up accounts. Output: a Markdown table of CPU time, the median over
    cards with one weight moved; fair shares, which run behind a button, once.
    """
    data, card = made_book(accounts)
    spent: dict[str, list[float]] = {}
    cases = 0
    for i in range(RUNS):
        moved = with_weight(card, card.active[0].id, 40.0 - i)
        trial = trial_of(data, moved, Question(cohort="calendar"))
        cases = len(trial.cases)
        panel(data, moved, trial)
        footing_of(data, moved, trial)
        for name, way in _ways(data, moved, trial, last=i == RUNS - 1):
            began = time.process_time()
            way()
            spent.setdefault(name, []).append((time.process_time() - began) * 1000)
    lines = [
        f"Doubts of a card of {len(card.active)} metrics: {accounts:,} accounts, {cases:,} cases.",
        "",
        "| part | CPU ms |",
        "|---|---:|",
        *(f"| {name} | {statistics.median(times):,.1f} |" for name, times in spent.items()),
    ]
    return "\n".join(lines) + "\n"


def _ways(
    data: DataSet, card: Card, trial: Trial, last: bool
) -> list[tuple[str, Callable[[], object]]]:
    month = data.book.frame.months[-1]
    at = partial(partial, data=data, card=card, trial=trial)
    ways: list[tuple[str, Callable[[], object]]] = [
        ("alone and drop-one", at(worths_of)),
        ("tornado, ±5 and ±10", at(tornado_of, month=month)),
        ("500 drawn sets of weights", at(wiggle_of, month=month)),
        ("twins of accounts with gaps", at(gaps_of, month=month)),
        ("drift of all metrics, month by month", partial(drifts_of, data, card, month)),
        ("autopsy of the missed", at(autopsy_of)),
        ("warnings", at(warnings, month=month)),
    ]
    return [*ways, ("fair shares (behind a button)", at(shares_of))] if last else ways
