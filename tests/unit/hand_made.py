"""A book of a few accounts made by hand, with scores chosen rather than computed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from scoring.live.frame import NEVER, Accounts, Frame, Spells
from scoring.live.kernel import NOTHING, UNCAPPED, Scores, band_of
from scoring.spec.catalogue import Catalogue, Churn, Measure
from scoring.spec.model import Card
from scoring.values import Month, Texts

NAN = math.nan


def texts(labels: Sequence[str | None]) -> Texts:
    """A text column from its cells."""
    known = tuple(dict.fromkeys(label for label in labels if label is not None))
    codes = [-1 if label is None else known.index(label) for label in labels]
    return Texts(np.array(codes, dtype=np.int32), known)


def month(text: str) -> Month:
    return Month.parse(text)


def frame(
    rows: Sequence[tuple[str, str]],
    *,
    ended: Mapping[str, str] | None = None,
    notice: Mapping[str, str] | None = None,
    lost: Sequence[str] = (),
    arr: Mapping[str, float] | None = None,
    churn: Churn = "dated",
    measures: tuple[Measure, ...] = (),
    started: Mapping[str, str] | None = None,
    renewal: Mapping[str, str] | None = None,
    reasons: Mapping[str, str] | None = None,
    earlier: Sequence[tuple[str, str | None, str, str]] = (),
    over: str | None = None,
) -> Frame:
    """The rows as a frame.

    Input: (account, month) pairs in any order; the months in which accounts ended, gave
    notice, started and renew; who is lost without a date, and why; each account's ARR (100
    where none is given); spells before the last one as (account, began, ended, back again);
    the last month that is over.
    """
    ids = sorted({account for account, _ in rows})
    keys = sorted((month(m).number, ids.index(account)) for account, m in rows)
    accounts = _accounts(ids, ended or {}, notice or {}, lost)
    facts = replace(
        accounts,
        arr=np.array([(arr or {}).get(name, 100.0) for name in ids]),
        started=np.array([_number(started, name) for name in ids]),
        renewal=np.array([_number(renewal, name) for name in ids]),
        reasons=texts([(reasons or {}).get(name) for name in ids]),
    )
    size = (len(ids), len(keys))
    known = Catalogue("Hand-made", "v", measures, ("letter",), (), *size, churn, has_arr=True)
    return Frame(
        facts,
        account=np.array([account for _, account in keys]),
        month=np.array([number for number, _ in keys]),
        arr=np.array([facts.arr[account] for _, account in keys]),
        catalogue=replace(known, over=month(over).end if over else None),
        told=_spells(ids, earlier, (started or {}, ended or {}, notice or {})),
    )


def _accounts(
    ids: Sequence[str], ended: Mapping[str, str], notice: Mapping[str, str], lost: Sequence[str]
) -> Accounts:
    never, nothing = np.full(len(ids), NEVER), texts([None] * len(ids))
    over = np.array([_number(ended, name) for name in ids])
    told = np.array([_number(notice, name) for name in ids])
    gone = np.array([name in ended or name in lost for name in ids])
    return Accounts(
        ids=tuple(ids),
        names=tuple(ids),
        owners=nothing,
        arr=np.full(len(ids), NAN),
        started=never,
        renewal=never,
        ended=over,
        left=np.where(gone, np.minimum(over, told), NEVER),
        lost=gone,
        reasons=nothing,
        dimensions={"letter": texts([name[0] for name in ids])},
    )


def _spells(
    ids: Sequence[str],
    earlier: Sequence[tuple[str, str | None, str, str]],
    last: tuple[Mapping[str, str], Mapping[str, str], Mapping[str, str]],
) -> Spells:
    found = []
    for at, name in enumerate(ids):
        began, ended, notice = (_number(dates, name) for dates in last)
        before = [(b, e, back) for account, b, e, back in earlier if account == name]
        for number, (start, end, back) in enumerate(before, start=1):
            opened = began if start is None else month(start).number
            found.append((at, number, opened, month(end).number, int(NEVER), False))
            began = month(back).number
        found.append((at, len(before) + 1, began, ended, notice, True))
    account, number, opened, ends, told, is_last = zip(*found, strict=True)
    return Spells(
        np.array(account),
        np.array(number),
        np.array(opened),
        np.array(ends),
        np.array(told),
        np.array(is_last),
    )


def _number(dates: Mapping[str, str] | None, name: str) -> int:
    return month(dates[name]).number if dates and name in dates else int(NEVER)


def scores(card: Card, values: Sequence[float]) -> Scores:
    """These scores, in the order of the frame's rows, banded by the card."""
    array = np.array(values, dtype=np.float64)
    points = {m.id: array for m in card.active}
    uncapped = np.full(len(array), UNCAPPED, dtype=np.int8)
    band = band_of(array, card)
    return Scores(points, np.ones(len(array)), array, array, band, uncapped, NOTHING)
