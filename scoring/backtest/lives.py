"""Each spell of an account with the months that decide what it can be asked about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.live.frame import NEVER, Frame
from scoring.spec.question import Question
from scoring.values import Bools, Ints


@dataclass(frozen=True, slots=True)
class Lives:
    """One row a spell; month numbers, NEVER where there is none.

    `since` is the first month it is known as a customer (its start, else its first row);
    `churn` the month that dates its loss; `set_aside` whether its loss is left out by its
    reason. The reason on record is that of the last spell.
    """

    account: Ints
    number: Ints
    last: Bools
    began: Ints
    since: Ints
    ended: Ints
    notice: Ints
    churn: Ints
    set_aside: Bools


def lives_of(frame: Frame, question: Question) -> Lives:
    """The spells of a frame as a question dates them."""
    spells, reasons = frame.spells, frame.accounts.reasons
    by_notice = np.minimum(spells.ended, spells.notice)
    dated = by_notice if question.label == "notice" else spells.ended
    codes = [i for i, label in enumerate(reasons.labels) if label in question.without]
    named = np.isin(reasons.codes[spells.account], codes)
    first = _first_rows(frame)[spells.account]
    return Lives(
        account=spells.account,
        number=spells.number,
        last=spells.last,
        began=spells.began,
        since=np.where(spells.began == NEVER, first, spells.began),
        ended=spells.ended,
        notice=spells.notice,
        churn=np.where(spells.ended == NEVER, NEVER, dated),
        set_aside=named & spells.last & frame.accounts.lost[spells.account],
    )


def _first_rows(frame: Frame) -> Ints:
    """The month of each account's first row; NEVER for an account without rows."""
    first = np.full(len(frame.accounts.ids), NEVER)
    # Rows are ordered by month: written backwards, each account's first row stays.
    first[frame.account[::-1]] = frame.month[::-1]
    return first
