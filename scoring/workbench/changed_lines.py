"""Which lines of the difference of two cards moved each account, in points that add up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from scoring.live.book import Book
from scoring.live.shelf import Shelf
from scoring.spec.model import Card
from scoring.spec.steps import Steps
from scoring.values import Bools, Floats, Ints
from scoring.views.by_line import by_line
from scoring.workbench.opening import DataSet
from scoring.workbench.two_cards import TwoCards

MOST_STEPS: Final = 24
"""With more steps between two cards they are told together alone."""

_LEAST: Final = 0.05
_LONGEST: Final = 90
TOGETHER: Final = "Together"


@dataclass(frozen=True, slots=True)
class ChangedLines:
    """What each step between two cards does to the accounts, at the month after.

    `lines` say the steps in English; `parts` (steps, accounts) are their points, `together`
    (accounts,) is what they do only in company, NaN without a score by both cards. `cuts` (steps,
    accounts) says where a step moves no score, and without it the band would be another.
    """

    lines: tuple[str, ...]
    parts: Floats
    together: Floats
    cuts: Bools


def changed_lines(data: DataSet, found: TwoCards) -> ChangedLines:
    """Share out what the cards change between the steps that lead from one to the other.

    All accounts are scored at the month after by both cards, so the parts of an account add up
    to the change of its score where both sides have the same month. The last answers are kept.
    """
    sides = found.before.card.digest, found.after.card.digest, found.after.month
    return data.kept.get(("changed lines", *sides), lambda: _changed(data.book, found))


def _changed(book: Book, found: TwoCards) -> ChangedLines:
    steps, rows = Steps(found.before.card, found.after.card), found.matrix.row_after
    every = steps.all if len(steps.all) <= MOST_STEPS else ()
    # Shelves of their own: cards that nobody has are not to push out those that pages show.
    aside = replace(book, scores=Shelf(2), alike=Shelf(2))

    def card_of(taken: frozenset[int]) -> Card | None:
        if len(taken) == len(every) and taken:
            return found.after.card
        return steps.taken({every[i] for i in taken})

    def value(taken: frozenset[int]) -> Floats | None:
        card = card_of(taken)
        return None if card is None else _at(aside.scored(card).score, rows)

    if not every:
        none, all_of_it = (
            _at(aside.scored(c).score, rows) for c in (found.before.card, found.after.card)
        )
        nothing = np.zeros((0, len(rows)))
        return ChangedLines((), nothing, all_of_it - none, nothing.astype(np.bool_))
    parts, together = by_line(value, len(every))
    standing = book.scored(found.after.card).standing
    cuts = np.zeros(parts.shape, dtype=np.bool_)
    for at, step in enumerate(every):
        without = steps.taken(set(every) - {step})
        if without is not None and step[0] in ("bands", "variants"):
            other = aside.scored(without).standing != standing
            cuts[at] = np.where(rows >= 0, other[rows], False) & ~(np.abs(parts[at]) >= _LEAST)
    lines = tuple(_cut_off(steps.line(one)) for one in every)
    return ChangedLines(lines, parts, together, cuts)


def _cut_off(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _at(scores: Floats, rows: Ints) -> Floats:
    return np.where(rows >= 0, scores[rows], np.nan)


def told(changed: ChangedLines, accounts: Ints, count: int = 3) -> list[str]:
    """For each account the steps that moved it most, with their points; cuts without any."""
    found = []
    for account in accounts.tolist():
        parts = [
            (label, float(points))
            for label, points in zip(
                (*changed.lines, TOGETHER),
                (*changed.parts[:, account], changed.together[account]),
                strict=True,
            )
            if abs(points) >= _LEAST
        ]
        parts.sort(key=lambda one: -abs(one[1]))
        said = [f"{label}: {points:+.1f}".replace("-", "−") for label, points in parts[:count]]
        cuts = np.flatnonzero(changed.cuts[:, account]).tolist()
        found.append("; ".join([*(changed.lines[at] for at in cuts), *said]))
    return found
