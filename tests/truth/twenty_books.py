"""The twenty made-up books behind the published figures: each made once, read by many tests."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from scoring.demo import Book, make_book
from tests.truth.expert_card import HIGHER_IS_WORSE, Cases, Cubes, auc, cases, cubes, expert_score

SEEDS = range(20)
LEAD, HORIZON = 3, 6
OF_MEANS = 2.5 * (2 / 20) ** 0.5
"""Times a published standard deviation: how far two means of twenty books may lie apart."""


KEPT = 2 * len(SEEDS)
"""The plain books and those with one dial turned: all of them would fill the memory."""


@lru_cache(maxsize=KEPT)
def book(seed: int, accounts: int = 1_500, **dials: float | bool) -> Book:
    return make_book(accounts, 36, seed, **dials)


@lru_cache(maxsize=KEPT)
def read(seed: int, accounts: int = 1_500, **dials: float | bool) -> tuple[Cubes, Cases]:
    arrays = cubes(book(seed, accounts, **dials))
    return arrays, cases(arrays, LEAD, HORIZON)


def expert_auc(seed: int, accounts: int = 1_500, **dials: float | bool) -> float:
    arrays, rows = read(seed, accounts, **dials)
    return auc(rows.lost, rows.read(expert_score(arrays)))


def annual_churn(arrays: Cubes) -> float:
    """Accounts lost in the window per account-year lived in it."""
    years = np.isfinite(arrays.values["arr"]).sum() / 12
    return float((arrays.end < arrays.latent.shape[1]).sum() / years)


def auc_of(arrays: Cubes, rows: Cases, name: str) -> float:
    cube = arrays.values[name]
    return auc(rows.lost, rows.read(-cube if name in HIGHER_IS_WORSE else cube))
