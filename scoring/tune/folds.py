"""Whole accounts are held out in turn, and everything is learnt anew from the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.ground import SEED
from scoring.tune.anew import NO_GUESSES, Guesses, Turns, turned, turns_of
from scoring.tune.learnt import Learnt, learn
from scoring.values import Bools, Floats, Ints

PARTS: Final = 5
REPEATS: Final = 5

Tell = Callable[[int, int], None]
"""Called before each fit with how many are done and how many there are; may raise to end it."""


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """The cases held out (positions, rising), what all others say, and how they would guess."""

    held: Ints
    learnt: Learnt
    turns: Turns = ()


@dataclass(frozen=True, slots=True, eq=False)
class Folds:
    """For each repeat its parts: every case is held out once in each of them."""

    repeats: tuple[tuple[Fold, ...], ...]


def held_out(
    points: Floats,
    lost: Bools,
    account: Ints,
    tell: Tell | None = None,
    guesses: Guesses = NO_GUESSES,
    parts: int = PARTS,
    repeats: int = REPEATS,
    seed: int = SEED,
) -> Folds:
    """Learn from four fifths of the accounts what is tried on the last fifth, five times over.

    Input: as for `learn`; what was guessed of metrics from the losses, which every part's other
    accounts choose and guess anew, so that nothing of the accounts held out is in it. All cases
    of an account stay together, and lost and kept accounts are spread evenly over the parts. The
    same data give the same parts.
    """
    rng, found = np.random.default_rng(seed), []
    for repeat in range(repeats):
        part = parts_of(lost, account, parts, rng)[account]
        folds = []
        for at in range(parts):
            if tell is not None:
                tell(repeat * parts + at, repeats * parts)
            rest = part != at
            some = guesses.at(rest)
            turns = turns_of(points[rest], lost[rest], some)
            learnt = learn(turned(points[rest], turns, some), lost[rest], account[rest])
            folds.append(Fold(np.flatnonzero(~rest), learnt, turns))
        found.append(tuple(folds))
    return Folds(tuple(found))


def order_held_out(points: Floats, lost: Bools, account: Ints, seed: int = SEED) -> Floats:
    """Points of a text whose order was guessed, each fifth of the accounts as the others guess.

    Input: as for `learn`, of one metric, shape (cases,). With its order read off all losses even
    thirty names without a meaning would seem to rank 76% of pairs rightly at 30 losses.
    """
    part = parts_of(lost, account, PARTS, np.random.default_rng(seed))[account]
    found = np.full(len(points), np.nan)
    for at in range(PARTS):
        rest = part != at
        turns = turns_of(points[rest, None], lost[rest], Guesses(("order",)))
        found[~rest] = turned(points[~rest, None], turns)[:, 0]
    return found


def parts_of(lost: Bools, account: Ints, parts: int, rng: np.random.Generator) -> Ints:
    """The part of each account code, −1 for codes without a case.

    Lost accounts and the others are dealt out in turn, each in an order of chance, so that two
    parts differ by one account of a kind at most.
    """
    count = int(account.max()) + 1 if len(account) else 0
    gone, here = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    here[account] = True
    gone[account[lost]] = True
    part = np.full(count, -1)
    dealt = 0
    for kind in (gone, here & ~gone):
        order = rng.permutation(np.flatnonzero(kind))
        part[order] = (dealt + np.arange(len(order))) % parts
        dealt += len(order)
    return part
