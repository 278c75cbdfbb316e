"""Which accounts change their band when the card, or the month, changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.live.frame import Frame
from scoring.live.kernel import Scores, band_alarms, band_names
from scoring.spec.model import Card
from scoring.values import Bools, Month


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
    was, now = before[0].standing[old[both]], after[0].standing[new[both]]
    turned = np.flatnonzero(band_names(before[1])[was] != band_names(after[1])[now])
    found = [
        _move(
            frame,
            before,
            after,
            int(accounts[i]),
            (int(old[both][i]), int(new[both][i])),
            (int(was[i]), int(now[i])),
        )
        for i in turned
    ]
    found.sort(key=_worst_first)
    return tuple(found)


def _worst_first(move: Move) -> tuple[bool, bool, float]:
    arr = 0.0 if np.isnan(move.arr) else move.arr
    return not move.enters_alarm, not move.worse, -arr


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
    bands: tuple[int, int],
) -> Move:
    (old, old_card, _), (new, new_card, _) = before, after
    was, now = bands
    alarmed, was_alarmed = bool(band_alarms(new_card)[now]), bool(band_alarms(old_card)[was])
    return Move(
        account=account,
        before=str(band_names(before[1])[was]),
        after=str(band_names(after[1])[now]),
        score_before=float(old.score[rows[0]]),
        score_after=float(new.score[rows[1]]),
        arr=float(frame.arr[rows[1]]),
        worse=float(new.score[rows[1]]) < float(old.score[rows[0]]),
        enters_alarm=alarmed and not was_alarmed,
    )
