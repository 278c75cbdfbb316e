"""Which accounts change their band when the card, or the month, changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.live.frame import Frame
from scoring.live.kernel import UNSCORED, Scores
from scoring.spec.model import Card
from scoring.values import NOT_SCORED, Bools, Month


@dataclass(frozen=True, slots=True)
class Move:
    """One account's change of band; scores are NaN where there is none."""

    account: int
    before: str
    after: str
    score_before: float
    score_after: float
    arr: float
    worse: bool
    enters_alarm: bool


def moves(
    frame: Frame,
    before: tuple[Scores, Card, Month],
    after: tuple[Scores, Card, Month],
    within: Bools | None = None,
) -> tuple[Move, ...]:
    """The accounts in the book at both months whose band differs, the worst turn first."""
    old, new = _by_account(frame, before), _by_account(frame, after)
    both = (old >= 0) & (new >= 0)
    if within is not None:
        both &= within
    accounts = np.flatnonzero(both)
    was, now = _names(before)[before[0].band[old[both]]], _names(after)[after[0].band[new[both]]]
    turned = np.flatnonzero(was != now)
    found = [
        _move(frame, before, after, int(accounts[i]), (int(old[both][i]), int(new[both][i])))
        for i in turned
    ]
    found.sort(key=_worst_first)
    return tuple(found)


def _worst_first(move: Move) -> tuple[bool, bool, float]:
    arr = 0.0 if np.isnan(move.arr) else move.arr
    return not move.enters_alarm, not move.worse, -arr


def _names(side: tuple[Scores, Card, Month]) -> np.ndarray:
    """Band names by position; the last one answers to UNSCORED, which is -1."""
    return np.array([*(b.name for b in side[1].bands), NOT_SCORED], dtype=object)


def _by_account(frame: Frame, side: tuple[Scores, Card, Month]) -> np.ndarray:
    rows = frame.rows_at(side[2])
    position = np.full(len(frame.accounts.ids), -1, dtype=np.int64)
    here = np.arange(rows.start, rows.stop)[frame.in_book(rows)]
    position[frame.account[here]] = here
    return position


def _move(
    frame: Frame,
    before: tuple[Scores, Card, Month],
    after: tuple[Scores, Card, Month],
    account: int,
    rows: tuple[int, int],
) -> Move:
    (old, old_card, _), (new, new_card, _) = before, after
    was, now = int(old.band[rows[0]]), int(new.band[rows[1]])
    alarmed = now != UNSCORED and new_card.alarms[now]
    was_alarmed = was != UNSCORED and old_card.alarms[was]
    return Move(
        account=account,
        before=str(_names(before)[was]),
        after=str(_names(after)[now]),
        score_before=float(old.score[rows[0]]),
        score_after=float(new.score[rows[1]]),
        arr=float(frame.arr[rows[1]]),
        worse=float(new.score[rows[1]]) < float(old.score[rows[0]]),
        enters_alarm=alarmed and not was_alarmed,
    )
