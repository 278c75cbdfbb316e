"""Each time that an account turned red, what became of it, and whether somebody worked it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.live.cut_lines import lines_of_rows, safe_bands, well_bands
from scoring.live.frame import NEVER, Frame, Touches
from scoring.live.kernel import Scores
from scoring.spec.model import Card
from scoring.values import Bools, Ints

DEPTHS: Final = (10.0, 20.0)
"""Points below the cut that part shallow, deep and deepest red."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Each time that an account turned red, with what became of it; shape (entries,) each.

    `month` is the first red month, a month number; `depth` 0…2 how far below the cut by
    `DEPTHS`; `worked` is None where the data do not say. Within the window `saved` reached a good
    band, `calmer` any that does not flag, and `lost` was lost, which may come after either.
    """

    account: Ints
    month: Ints
    depth: Ints
    saved: Bools
    calmer: Bools
    lost: Bools
    worked: Bools | None

    def __len__(self) -> int:
        """How many there are."""
        return len(self.account)

    def at(self, which: Bools) -> Entries:
        """Some of them."""
        return Entries(
            self.account[which],
            self.month[which],
            self.depth[which],
            self.saved[which],
            self.calmer[which],
            self.lost[which],
            None if self.worked is None else self.worked[which],
        )


def entries_into_red(
    frame: Frame,
    card: Card,
    scores: Scores,
    window: int,
    touches: Touches | None,
    within: Bools | None = None,
) -> tuple[Entries, int]:
    """Each first month of red whose window of `window` months is over, and how many are not.

    An account enters when it stands in a band that flags by its score, pins left out, and did
    not, or had no row, the month before. A first row that is red counts. Worked is who was
    touched after that month and by the end of the window. Rows from the
    loss on are left out.
    """
    alarms = np.array([*card.alarms, False, False])
    inside = frame.in_book(slice(0, len(frame.month)))
    red = alarms[scores.band] & inside
    before = frame.rows_of(frame.account, frame.month - 1)
    was = np.where(before >= 0, red[before], False)
    chosen = red & ~was
    if within is not None:
        chosen &= within[frame.account]
    over = frame.month <= frame.last_complete.number - window
    rows = np.flatnonzero(chosen & over)
    account, month = frame.account[rows], frame.month[rows]
    lost = _lost_by(frame, account, month, window)
    saved, calmer = (
        _reached(frame, scores, inside, account, month, window, goal)
        for goal in (well_bands(card), safe_bands(card))
    )
    depth = np.digitize(lines_of_rows(card, scores, rows, "safe") - scores.score[rows], DEPTHS)
    worked = None
    if touches is not None:
        worked = _between(touches.account, touches.month, account, month, window)
    deep = np.asarray(depth, np.int64)
    found = Entries(account, month, deep, saved, calmer, lost, worked)
    return found, int(np.count_nonzero(chosen & ~over))


def _lost_by(frame: Frame, account: Ints, month: Ints, window: int) -> Bools:
    """Who is lost within the window."""
    spells = frame.spells
    ends = spells.ended != NEVER
    return _between(spells.account[ends], spells.ended[ends], account, month, window)


def _between(who: Ints, when: Ints, account: Ints, month: Ints, window: int) -> Bools:
    """For whom something happened after a month and by the end of the window."""
    wide = 1_000_000  # months: no account's run into the next one's
    keys = np.sort(who * wide + when)
    look = account * wide + month
    by_then = np.searchsorted(keys, look + window, side="right")
    return np.asarray(by_then > np.searchsorted(keys, look, side="right"))


def _reached(
    frame: Frame,
    scores: Scores,
    inside: Bools,
    account: Ints,
    month: Ints,
    window: int,
    goal: Bools,
) -> Bools:
    found = np.zeros(len(account), dtype=np.bool_)
    for step in range(1, window + 1):
        row = frame.rows_of(account, month + step)
        found |= (row >= 0) & inside[row] & goal[scores.band[row]]
    return found
