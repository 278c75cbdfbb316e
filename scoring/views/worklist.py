"""Whom each CSM calls this week, in an order that is stated, with reasons and a date."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from scoring.live.cut_lines import lines_of_rows, well_bands
from scoring.live.frame import NEVER, Frame
from scoring.live.kernel import UNCAPPED, UNPINNED, Scores, band_alarms, band_names
from scoring.spec.model import Card
from scoring.spec.parts import Playbook
from scoring.values import Bools, Floats, Ints, Month
from scoring.views.explain import biggest_losses_of, effective_card

SOON: Final = 3
"""Months within which a renewal goes before larger accounts."""

RED_HOURS: Final = 48
"""Hours within which a flagged account is called where its playbook states none."""

ORDER: Final = (
    "Flagged accounts come first, the others after them. In either group renewals within"
    f" {SOON} months lead, the soonest first; the rest follow by ARR × the points they lack to a"
    " good band."
)


@dataclass(frozen=True, slots=True)
class Task:
    """One account to call.

    `place` counts within its owner's list from 1; `now` says that it lies within the capacity.
    `missing` is what its score lacks to a good band, `reason` plain text; `due` the last day
    on which the first call is in time, None where nothing asks for one.
    """

    account: int
    row: int
    owner: str
    place: int
    now: bool
    band: str
    red: bool
    score: float
    arr: float
    missing: float
    renews: Month | None
    reason: str
    playbook: str
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class Worklist:
    """Every account that is not well, by owner and place; `unscored` cannot be ranked.

    An owner's name is empty where the data name none. `gone` are those that a snapshot marks as
    lost: they stand in its book, and there is nobody to call.
    """

    month: Month
    capacity: int
    tasks: tuple[Task, ...]
    unscored: int
    gone: int = 0

    @property
    def owners(self) -> tuple[str, ...]:
        """Who has anybody to call, by name; accounts without an owner last."""
        named = {task.owner for task in self.tasks}
        return tuple(sorted(named, key=lambda owner: (not owner, owner)))

    def of(self, owner: str | None) -> tuple[Task, ...]:
        """One owner's tasks; those of all where it is None."""
        return tuple(t for t in self.tasks if owner is None or t.owner == owner)


def worklist(
    frame: Frame,
    scores: Scores,
    card: Card,
    month: Month,
    capacity: int,
    within: Bools | None = None,
) -> Worklist:
    """Whom to call at the end of a month, at most `capacity` for each owner now.

    On it are the accounts in the book whose band, as shown, is not well: `ORDER` says in which
    order. Who is marked as lost without a date is on no list. Input: `within` narrows to some
    accounts (a mask over accounts).
    """
    span = frame.rows_at(month)
    rows = np.arange(span.start, span.stop)[frame.in_book(span)]
    if within is not None:
        rows = rows[within[frame.account[rows]]]
    gone = marked_lost(frame, rows)
    rows = rows[~gone]
    standing = scores.standing[rows]
    unscored = int((standing < 0).sum())
    rows = rows[(standing >= 0) & ~well_bands(card)[standing]]
    account, standing = frame.account[rows], scores.standing[rows]
    red = band_alarms(card)[standing]
    gap = lines_of_rows(card, scores, rows, "well") - scores.score[rows]
    missing = np.where(np.isfinite(gap), np.maximum(gap, 0.0), 0.0)
    renews = frame.accounts.renewal[account]
    soon = (renews > month.number) & (renews <= month.number + SOON)
    weight = _weight(frame, frame.arr[rows], missing)
    order = np.lexsort((account, -weight, np.where(soon, renews, NEVER), ~red))
    rows, missing = rows[order], missing[order]
    tasks = _tasks(frame, scores, card, month, rows.tolist(), missing)
    return Worklist(month, capacity, _placed(tasks, capacity), unscored, int(gone.sum()))


def marked_lost(frame: Frame, rows: Ints) -> Bools:
    """Which rows are of accounts that are lost and nobody knows since when; shape of the rows."""
    flagged = frame.catalogue.churn == "flagged"
    lost: Bools = frame.accounts.lost[frame.account[rows]] & flagged
    return lost


def _weight(frame: Frame, arr: Floats, missing: Floats) -> Floats:
    """ARR times points missing; the points alone where no ARR is known of anybody."""
    return missing * np.nan_to_num(arr) if frame.catalogue.has_arr else missing


def _tasks(
    frame: Frame, scores: Scores, card: Card, month: Month, rows: Sequence[int], missing: Floats
) -> list[Task]:
    """The tasks in order, their places not yet counted."""
    names, alarms = band_names(card), band_alarms(card)
    losses = biggest_losses_of(card, scores, list(rows))
    found = []
    for i, row in enumerate(rows):
        account, standing = int(frame.account[row]), int(scores.standing[row])
        renewal = int(frame.accounts.renewal[account])
        owner = int(frame.accounts.owners.codes[account])
        red = bool(alarms[standing])
        key = effective_card(card, scores, row).bands[standing].playbook or ""
        found.append(
            Task(
                account=account,
                row=row,
                owner=frame.accounts.owners.labels[owner] if owner >= 0 else "",
                place=0,
                now=False,
                band=str(names[standing]),
                red=red,
                score=float(scores.score[row]),
                arr=float(frame.arr[row]),
                missing=float(missing[i]),
                renews=None if renewal == NEVER else Month(renewal),
                reason=reason(card, scores, row, losses[i]),
                playbook=key if key in card.playbooks else "",
                due=due_on(card.playbooks.get(key), month, red),
            )
        )
    return found


def reason(card: Card, scores: Scores, row: int, losses: Sequence[str]) -> str:
    """Why an account stands where it does: a pulse, a cap, the biggest losses."""
    said = []
    if scores.pinned is not None and int(scores.pinned[row]) != UNPINNED:
        said.append("a pulse sets its band")
    capped = int(scores.capped[row])
    if capped != UNCAPPED:
        said.append(card.flags[capped].title)
    return "; ".join([*said, ", ".join(losses)] if losses else said)


def due_on(playbook: Playbook | None, month: Month, red: bool) -> dt.date | None:
    """The last day for the first call: so many hours from the end of the month, in whole days.

    The playbook's hours, else 48 for a flagged account, else none.
    """
    hours = playbook.within_hours if playbook else None
    if hours is None and red:
        hours = RED_HOURS
    return None if hours is None else month.end + dt.timedelta(days=math.ceil(hours / 24))


def _placed(tasks: Sequence[Task], capacity: int) -> tuple[Task, ...]:
    """The tasks by owner, each with its place."""
    from_one: dict[str, int] = {}
    placed = []
    for task in tasks:
        place = from_one[task.owner] = from_one.get(task.owner, 0) + 1
        placed.append(replace(task, place=place, now=place <= capacity))
    return tuple(sorted(placed, key=lambda t: (not t.owner, t.owner, t.place)))
