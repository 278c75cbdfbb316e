"""Each measure gets a light: may it know of a loss what nobody knew in time?

Lights depend on the data and the question alone, never on a weight, and are made once for
them. The quality report and the starting card read the very same ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.cases import LOST, Cases, cases_of
from scoring.backtest.cliff import Looks, cliff, cliff_looks
from scoring.backtest.figure import Z95, Figure
from scoring.backtest.leak_light import (
    APART,
    CLIFF,
    NAMES,
    STATIC,
    SURE_CLIFF,
    TOO_GOOD,
    TOO_GOOD_AND_STILL,
    ZEROS,
    LeakLight,
    LeakRows,
    Leaks,
    Sign,
)
from scoring.backtest.order import worst_first
from scoring.backtest.ranking import FEWEST, auc, lost_accounts
from scoring.live.book import Book, plain_reading
from scoring.live.frame import NEVER, Frame
from scoring.spec.catalogue import Measure
from scoring.spec.question import Question
from scoring.values import Bools, Column, Floats, Ints, Texts, is_null

_TOGETHER: Final = 32
"""Columns fetched in one query: no more than stay on the book's shelf until they are read."""


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """Where every measure is looked at: cases, months of an end, customers' rows, the eve.

    The cases are those with a row that were lost, and those of accounts that never were: what
    was copied over the history of an account stands in its kept cases too.
    """

    row: Ints
    lost: Bools
    account: Ints
    ending: Ints
    customers: Ints
    owner: Ints
    looks: Looks | None
    when: str


def leaks_of(book: Book, question: Question) -> Leaks:
    """The lights of a book for a question, made once for it."""
    return book.cases.get(("leaks", question), lambda: find_leaks(book, question))


def find_leaks(book: Book, question: Question) -> Leaks:
    """The light of every measure, and the rows that know of a loss by their date."""
    frame, cases = book.frame, cases_of(book, question)
    losses, rows = len(np.unique(cases.account[cases.outcome == LOST])), _rows(frame, cases)
    measures = frame.catalogue.measures
    if losses < FEWEST:
        counted = "1 loss" if losses == 1 else f"{losses} losses"
        words = f"{counted}: too few to judge a measure by more than its name."
        named = [LeakLight(m.name, tuple(_named(m)), unjudged=words) for m in measures]
        return Leaks(tuple(named), rows, losses, words)
    seen = _seen(frame, cases)
    lights: list[LeakLight] = []
    for start in range(0, len(measures), _TOGETHER):
        part = measures[start : start + _TOGETHER]
        book.fetch_together([plain_reading(m.name) for m in part])
        lights += [_light(m, book.column(plain_reading(m.name)), seen) for m in part]
    return Leaks(tuple(lights), rows, losses, "")


def _endings(frame: Frame) -> Ints:
    """The row of the month of each loss, where there is one."""
    spells = frame.spells
    over = np.flatnonzero(spells.ended != NEVER)
    found = frame.rows_of(spells.account[over], spells.ended[over])
    return np.unique(found[found >= 0])


def _rows(frame: Frame, cases: Cases) -> LeakRows:
    ending = _endings(frame)
    after = frame.month > frame.accounts.ended[frame.account]
    if cases.clock.cohort == "current":
        return LeakRows(len(ending), int(after.sum()), 0)
    knows = after.copy()
    knows[ending] = True
    return LeakRows(len(ending), int(after.sum()), int(knows[cases.row[cases.row >= 0]].sum()))


def _seen(frame: Frame, cases: Cases) -> _Seen:
    stays = ~frame.accounts.lost[cases.account]
    judged = np.flatnonzero((cases.row >= 0) & ((cases.outcome == LOST) | (cases.judged & stays)))
    current, lead = cases.clock.cohort == "current", cases.clock.question.lead
    return _Seen(
        row=cases.row[judged],
        lost=np.asarray(cases.outcome[judged] == LOST),
        account=cases.account[judged],
        ending=_endings(frame),
        customers=np.flatnonzero(frame.in_book(slice(0, len(frame.month)))),
        owner=frame.account,
        looks=None if current else cliff_looks(frame, cases.clock.question),
        when="as it stands" if current else f"{lead} month{'s' * (lead != 1)} ahead",
    )


def _light(measure: Measure, values: Column, seen: _Seen) -> LeakLight:
    null = is_null(values)
    area, unjudged = _area(values, null, seen)
    within = drop = silent = None
    if area is not None and area >= TOO_GOOD_AND_STILL:
        within = within_share(values, seen.customers, seen.owner)
    if not isinstance(values, Texts):
        drop = cliff(values, seen.looks) if seen.looks else None
        silent = _share_of_zeros(values[seen.ending])
    blank = null[seen.row]
    lost, kept = _mean(blank[seen.lost]), _mean(blank[~seen.lost])
    signs = [*_copied(area, within, seen), *_steep(drop), *_named(measure)]
    signs += [*_telling(blank, lost, kept, seen), *_quiet(values, silent, seen)]
    return LeakLight(measure.name, tuple(signs), area, within, drop, lost, kept, silent, unjudged)


def _area(values: Column, null: Bools, seen: _Seen) -> tuple[float | None, str]:
    """How well a measure ranks the cases, in its better direction; else why it cannot be said.

    Categories rank by their share of lost cases. They chose that order themselves, so that
    each one beyond the first must have 8 lost accounts to stand on.
    """
    known = ~null[seen.row]
    lost, account = seen.lost[known], seen.account[known]
    if isinstance(values, Texts):
        codes = values.codes[seen.row[known]].astype(np.int64)
        kinds = len(np.unique(codes))
        if (kinds - 1) * FEWEST > len(np.unique(account[lost])):
            return None, f"{kinds} categories are too many for so few losses"
        rows = np.maximum(np.bincount(codes), 1)
        held = (np.bincount(codes, weights=lost.astype(np.float64)) / rows)[codes]
    else:
        held = values[seen.row[known]]
    order = worst_first(held, lost, account)
    found = auc(order)
    staying = len(np.unique(account[~lost]))
    if found is None or min(lost_accounts(order), staying) < FEWEST:
        return None, f"fewer than {FEWEST} accounts that left, or that stayed, have a value"
    return max(found, 1.0 - found), ""


def within_share(values: Column, rows: Ints, owner: Ints) -> float | None:
    """The standard deviation within accounts over the whole one, 0 … 1.

    Input: a measure and the rows to read, `owner` being the account of each row of the frame.
    None where no account has two values, or all values are one. A text moves when its
    category does: its spread is counted over the codes.
    """
    known = rows[~is_null(values)[rows]]
    held = np.asarray(values.codes if isinstance(values, Texts) else values, np.float64)[known]
    counts = np.bincount(owner[known])
    if counts.max(initial=0) < 2 or held.min() == held.max():
        return None
    means = np.bincount(owner[known], weights=held) / np.maximum(counts, 1)
    within = float(np.sum((held - means[owner[known]]) ** 2))
    return math.sqrt(within / float(np.sum((held - held.mean()) ** 2)))


def _share_of_zeros(values: Floats) -> float | None:
    known = values[~np.isnan(values)]
    return _mean(known == 0.0)


def _mean(holds: Bools) -> float | None:
    return float(holds.mean()) if len(holds) else None


def _copied(area: float | None, within: float | None, seen: _Seen) -> Iterator[Sign]:
    """W11: too good, or good and never moving."""
    if area is None:
        return
    still = within is not None and within < STATIC
    if area >= TOO_GOOD or (area >= TOO_GOOD_AND_STILL and still):
        said = f"{seen.when} it ranks {area:.0%} of the pairs of a lost and a kept customer rightly"
        if still:
            said += " and hardly ever changes for an account"
        after = seen.looks is None
        copied = "as if today's value had been copied into the past"
        yield Sign("W11", f"{said}, {'as if written down after the loss' if after else copied}")


def _steep(drop: Figure | None) -> Iterator[Sign]:
    """W12: it turns only once they have told you."""
    if drop is None or drop.estimate is None or drop.low is None:
        return
    if drop.estimate >= CLIFF and drop.low > SURE_CLIFF:
        points = f"{100 * drop.estimate:.0f} points"
        yield Sign(
            "W12",
            f"on the eve of the end it ranks {points} better than three months before:"
            " it turns bad only once they have told you",
        )


def _named(measure: Measure) -> Iterator[Sign]:
    """W13: its name speaks of the loss."""
    if NAMES.search(measure.name):
        said = "its name speaks of the loss itself: it may know the end before it comes"
        yield Sign("W13", said)


def _telling(blank: Bools, lost: float | None, kept: float | None, seen: _Seen) -> Iterator[Sign]:
    """W14: it is missing for other reasons than chance. The bound adds up whole accounts."""
    if lost is None or kept is None or abs(lost - kept) <= APART:
        return
    gone = seen.lost
    away = np.where(gone, (blank - lost) / gone.sum(), -(blank - kept) / (~gone).sum())
    spread = math.sqrt(float(np.sum(np.bincount(seen.account, weights=away) ** 2)))
    if abs(lost - kept) > Z95 * spread:
        yield Sign(
            "W14",
            f"it is missing for {lost:.0%} of those who leave and for {kept:.0%} of those who"
            " stay: the blank itself tells something",
        )


def _quiet(values: Column, silent: float | None, seen: _Seen) -> Iterator[Sign]:
    """W10: it falls to 0 in the month of the loss and is rarely 0 otherwise."""
    if silent is None or silent < ZEROS or len(seen.ending) < FEWEST or isinstance(values, Texts):
        return
    before = _share_of_zeros(values[seen.customers])
    if before is not None and before < ZEROS / 2:
        said = f"it is 0 in the month of the loss for {silent:.0%}: no case looks at that month"
        yield Sign("W10", said)
