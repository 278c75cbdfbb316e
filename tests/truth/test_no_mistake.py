"""Our back-test makes none of the mistakes that are made on purpose over the same twenty books."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest

from scoring.backtest.cases import LOST, TOO_LATE
from scoring.spec.model import Card
from scoring.spec.question import Question
from scoring.workbench import trial_of
from tests.truth.expert_card import EXPERT, auc, cases, expert_score
from tests.truth.leaky_books import LAST, LOOKS, agree, books, pulse_dated_by
from tests.truth.loaded_books import loaded
from tests.truth.twenty_books import HORIZON, LEAD, SEEDS, book
from tests.unit.spec.samples import card

pytestmark = pytest.mark.slow


def as_a_card(names: tuple[str, ...] = tuple(EXPERT)) -> Card:
    """The expert's card, or some of its lines, in the words of the product."""
    metrics = [
        {
            "id": name,
            "measure": name,
            "normaliser": {"kind": "linear", "worst": worst, "best": best},
            "weight": weight,
            "max_age_months": 6 if name == "nps" else 0,
        }
        for name, (worst, best, weight) in EXPERT.items()
        if name in names
    ]
    return card(metrics=metrics)


BY_END = Question(LEAD, HORIZON, cohort="calendar", label="end")


@dataclass(frozen=True)
class Ours:
    """What the product says of one book."""

    area: float
    with_the_dead: float
    pulse: float
    looks: tuple[int, ...]
    late: int
    lost: int
    kept: int


@cache
def ours(seed: int) -> Ours:
    made, expert = book(seed, leak=True), as_a_card()
    data = loaded(made)
    trial = trial_of(data, expert, BY_END)
    at_notice = Question(0, 3, cohort="calendar", every=6)
    first = data.book.frame.months[0].number
    pulse = trial_of(data, as_a_card(("csm_pulse",)), at_notice)
    kept = loaded(made, after_churn="keep")
    outcome = trial.cases.outcome
    return Ours(
        area=trial.ranking.estimate or 0.0,
        with_the_dead=trial_of(kept, expert, BY_END).ranking.estimate or 0.0,
        pulse=pulse.ranking.estimate or 0.0,
        looks=tuple(month.number - first for month in trial.clock.looks),
        late=int((outcome == TOO_LATE).sum()),
        lost=int((outcome == LOST).sum()),
        kept=int((outcome == 0).sum()),
    )


def test_our_cases_are_those_without_a_mistake() -> None:
    """In each of twenty books: the same looks, the same counts, the same AUC, with rows of the
    dead in the data or without; too late is neither lost nor kept; no window is open.
    """
    for seed, arrays in zip(SEEDS, books(), strict=True):
        rows = cases(arrays, LEAD, HORIZON, LOOKS)
        at_once = cases(arrays, 0, LEAD, LOOKS)
        found = ours(seed)
        assert found.looks == LOOKS
        assert max(found.looks) + LEAD + HORIZON <= LAST
        assert (found.lost, found.kept) == (rows.lost.sum(), (~rows.lost).sum())
        untold = arrays.notice[at_once.account] > at_once.month
        assert found.late == (at_once.lost & untold).sum()
        # Sums of doubles in another order: equal scores are equal to nine decimals.
        right = auc(rows.lost, np.round(rows.read(expert_score(arrays)), 9))
        assert found.area == pytest.approx(right, abs=1e-12)
        assert found.with_the_dead == found.area
    agree([ours(seed).area for seed in SEEDS], 0.80)


def test_our_pulse_is_dated_by_its_notice() -> None:
    """Without any lead it is worth what it is worth before they have told us: .68."""
    agree([ours(seed).pulse for seed in SEEDS], 0.68)
    assert all(
        ours(s).pulse < pulse_dated_by(notice=False)(a) for s, a in zip(SEEDS, books(), strict=True)
    )
