"""How many accounts that turned red came back, worked and not worked side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.bootstrap import draw_accounts, of_sums
from scoring.backtest.figure import Figure, no_figure
from scoring.backtest.proportions import by_account, clustered_proportion
from scoring.live.cut_lines import lines_of_rows, safe_bands, well_bands
from scoring.live.frame import NEVER, Frame, Touches
from scoring.live.kernel import Scores
from scoring.spec.model import Card
from scoring.values import Bools, Floats, Ints

FEW: Final = 8
"""Entries in each of the two groups from which a difference is given."""

DEPTHS: Final = (10.0, 20.0)
"""Points below the cut that part shallow, deep and deepest red."""

NOT_PROOF: Final = "CSMs pick the accounts they work; this is not proof."

NO_TOUCHES: Final = "The data do not say who was worked."


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


@dataclass(frozen=True, slots=True)
class Side:
    """What became of some entries: how many came well, left red, were lost; clustered Wilson.

    `lapsed` left red and were lost all the same, within the window.
    """

    entries: int
    lapsed: int
    saved: Figure
    calmer: Figure
    lost: Figure


@dataclass(frozen=True, slots=True)
class Contrast:
    """Lost among the worked less lost among the others; below 0 fewer of the worked were lost.

    `naive` takes all entries together; `stratified` compares within segment and depth of red.
    """

    naive: Figure
    stratified: Figure
    strata: int
    left_out: int


@dataclass(frozen=True, slots=True)
class SaveRate:
    """The save rate with what it was made of.

    `window` are months; `open` entries are too young for their window to be over, and in no
    figure. `worked` and `idle` are None where the data do not say who was worked.
    """

    window: int
    goal: str
    all: Side
    open: int
    worked: Side | None
    idle: Side | None
    contrast: Contrast | None
    segment: str


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


def save_rate_of(
    entries: Entries, still_open: int, window: int, goal: str, segment: str, codes: Ints
) -> SaveRate:
    """The save rate of entries, and of the worked and the others.

    Input: the name of the goal, and of the dimension by which is stratified, with each entry's
    code in it (-1: unknown, a stratum of its own).
    """
    worked = entries.worked
    sides: list[Side | None] = [None, None]
    contrast = None
    if worked is not None:
        sides = [_side(entries.at(worked)), _side(entries.at(~worked))]
        contrast = _contrast(entries, worked, codes)
    return SaveRate(window, goal, _side(entries), still_open, sides[0], sides[1], contrast, segment)


def _side(entries: Entries) -> Side:
    _, account = np.unique(entries.account, return_inverse=True)
    figures = [
        clustered_proportion(hit, account, nothing="Nobody turned red.")
        for hit in (entries.saved, entries.calmer, entries.lost)
    ]
    return Side(len(entries), int((entries.calmer & entries.lost).sum()), *figures)


def _contrast(entries: Entries, worked: Bools, codes: Ints) -> Contrast:
    """The two differences; intervals by drawing the accounts again."""
    n = int(worked.sum()), int((~worked).sum())
    if min(n) < FEW:
        why = f"{n[0]} worked and {n[1]} not: from {FEW} of each on."
        return Contrast(no_figure(why, sum(n)), no_figure(why, sum(n)), 0, 0)
    _, account = np.unique(entries.account, return_inverse=True)
    draws = draw_accounts(int(account.max()) + 1, seed=0)
    _, stratum = np.unique((codes + 1) * (len(DEPTHS) + 1) + entries.depth, return_inverse=True)
    both = _with_both(stratum, worked)

    def figure(group: Ints, used: Bools) -> Figure:
        count = int(group.max()) + 1
        columns = [
            np.where(used & (group == g) & (worked == side), hit, 0.0)
            for g in range(count)
            for side in (True, False)
            for hit in (np.ones(len(group)), entries.lost.astype(np.float64))
        ]
        sums = np.stack([by_account(c, account, draws.accounts) for c in columns], axis=1)
        return of_sums(draws, sums, _pooled)

    everyone = np.ones(len(worked), dtype=np.bool_)
    naive = figure(np.zeros(len(worked), dtype=np.int64), everyone)
    used = both[stratum]
    if not used.any():
        apart = no_figure("No group of like accounts has worked ones and others.")
    else:
        apart = figure(stratum, used)
    return Contrast(naive, apart, int(both.sum()), int((~used).sum()))


def _with_both(stratum: Ints, worked: Bools) -> Bools:
    """Which strata hold worked entries and others."""
    of = np.bincount(stratum, worked)
    return np.asarray((of > 0) & (of < np.bincount(stratum)))


def _pooled(sums: Floats) -> Floats:
    """The difference of risks over strata, weighted as Mantel and Haenszel do (1959).

    Input: for each stratum worked, worked and lost, others, others and lost: (…, 4·strata).
    Each stratum weighs n₁n₀/(n₁+n₀); one without both has no say.
    """
    n1, hit1, n0, hit0 = (sums[..., i::4] for i in range(4))
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.where((n1 > 0) & (n0 > 0), n1 * n0 / (n1 + n0), 0.0)
        gap = np.where(weight > 0.0, hit1 / n1 - hit0 / n0, 0.0)
        return np.asarray((weight * gap).sum(axis=-1) / weight.sum(axis=-1))
