"""The rows of a book in the order of each account's own months, and the months it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scoring.live.frame import Frame

Places: TypeAlias = NDArray[np.int32]
"""Rows or accounts by their number: no book has 2³¹ of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Histories:
    """Where each account's months stand, one after the other.

    `order` is the row of the book at each place, account by account and month by month, and
    `owner` the account of each place: its position in the frame's accounts, by id.
    """

    order: Places
    owner: Places

    @classmethod
    def of(cls, frame: Frame) -> Histories:
        """The histories of a frame, whose rows are ordered by month and then by account."""
        # Rows of one account follow each other by month already, and stay so.
        order = np.argsort(frame.account, kind="stable").astype(np.int32)
        return cls(order, frame.account[order].astype(np.int32))


@dataclass(frozen=True, slots=True)
class Gap:
    """An account that lacks months between its first and its last: its position, and how many."""

    account: int
    lacks: int
    first: int
    last: int


def gaps_in(frame: Frame, histories: Histories) -> list[Gap]:
    """The accounts with gaps, those that lack most first and then by id; month numbers."""
    owner = histories.owner
    if not len(owner):
        return []
    ends = np.append(np.flatnonzero(owner[1:] != owner[:-1]), len(owner) - 1)
    begins = np.append(0, ends[:-1] + 1)
    first = frame.month[histories.order[begins]]
    last = frame.month[histories.order[ends]]
    lacks = last - first + 1 - (ends - begins + 1)
    found = np.flatnonzero(lacks > 0)
    found = found[np.argsort(-lacks[found], kind="stable")]
    return [
        Gap(int(owner[begins[i]]), int(lacks[i]), int(first[i]), int(last[i]))
        for i in found.tolist()
    ]
