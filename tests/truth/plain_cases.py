"""The case table once more, in pandas and plain loops: slow, and easy to follow.

It shares no code with the product. Months are pandas periods; an account's life is read from
its start, its losses and its returns, each in the order of their dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

Month = pd.Period


@dataclass(frozen=True)
class Asked:
    """The question, with the cohort decided."""

    cohort: str
    lead: int = 3
    horizon: int = 6
    tenure: int = 3
    label: str = "notice"
    every: int = 6
    term: int | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Life:
    """One spell of one account."""

    account: str
    spell: int
    began: Month | None
    ended: Month | None
    notice: Month | None
    renewal: Month | None
    reason: str | None


@dataclass
class Book:
    """Accounts (columns id, start, churned, notice, renewal, reason: days), months, events.

    `months` has a row (id, month end) each; `events` rows (id, day, back) in file order, None
    where losses are a column of the accounts.
    """

    accounts: pd.DataFrame
    months: pd.DataFrame
    events: pd.DataFrame | None = None
    take: str = "last"
    seen: Mapping[str, list[Month]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        months = self.months.assign(at=self.months["month"].map(lambda d: pd.Period(d, "M")))
        self.seen = months.groupby("id")["at"].apply(sorted).to_dict()
        self.all_months = sorted(set(months["at"]))


def _month(day: Any) -> Month | None:
    return None if pd.isna(day) else pd.Period(day, "M")


def lives(book: Book) -> Iterator[Life]:
    """Every spell of every account."""
    for row in book.accounts.itertuples():
        spells: list[list[Any]] = [[row.start, None]]
        if book.events is None:
            spells[0][1] = None if pd.isna(row.churned) else row.churned
        else:
            own = book.events[book.events["id"] == row.id].sort_values("day", kind="stable")
            for event in own.itertuples():
                if not event.back:
                    if spells[-1][1] is None or book.take == "last":
                        spells[-1][1] = event.day
                elif spells[-1][1] is not None:
                    spells.append([event.day, None])
        for number, (began, ended) in enumerate(spells, start=1):
            notice = row.notice
            inside = not pd.isna(notice)
            if inside and number > 1:
                inside = notice >= began
            if inside and ended is not None:
                inside = notice <= ended
            yield Life(
                row.id,
                number,
                _month(began),
                _month(ended),
                _month(notice) if inside else None,
                _month(row.renewal),
                row.reason if number == len(spells) else None,
            )


def cases(book: Book, asked: Asked) -> pd.DataFrame:
    """Every candidate with its fate, ordered by month and account."""
    last = book.all_months[-1]
    found: list[dict[str, Any]] = []
    for life in lives(book):
        since = life.began
        if since is None and life.spell == 1 and life.account in book.seen:
            since = book.seen[life.account][0]
        if asked.cohort == "calendar":
            found += _calendar(book, asked, life, since, last)
        else:
            found += _renewals(book, asked, life, since, last)
    columns = ["account", "spell", "as_of", "churn", "fate", "reckoned"]
    table = pd.DataFrame(found, columns=columns, dtype=object)
    return table.sort_values(["as_of", "account"]).reset_index(drop=True)


def _dated(life: Life, asked: Asked) -> Month | None:
    """The month that dates the loss."""
    if life.ended is None:
        return None
    if asked.label == "notice" and life.notice is not None:
        return min(life.notice, life.ended)
    return life.ended


def looks(book: Book, asked: Asked) -> list[Month]:
    """The calendar's looks: from the last whose window is closed backwards, then forwards."""
    months, last = book.all_months, book.all_months[-1]
    closed = [m for m in months if m + asked.lead + asked.horizon <= last]
    taken: list[Month] = []
    for m in reversed(closed):
        if not taken or (taken[-1] - m).n >= asked.every:
            taken.append(m)
    newest = taken[0] if taken else None
    for m in months:
        if newest is None or (m - newest).n >= asked.every:
            taken.append(m)
            newest = m
    return sorted(taken)


def _calendar(
    book: Book, asked: Asked, life: Life, since: Month | None, last: Month
) -> Iterator[dict[str, Any]]:
    churn = _dated(life, asked)
    for t in looks(book, asked):
        if since is None or since > t or (life.ended is not None and life.ended <= t):
            continue
        close = t + asked.lead + asked.horizon
        if _young(life, t, asked):
            fate = "too young"
        elif life.notice is not None and life.notice <= t:
            fate = "after notice"
        elif close > last:
            fate = "not closed"
        elif life.ended is None and asked.label == "notice" and _by(life.notice, close):
            fate = "open notice"
        elif not _by(churn, close):
            fate = "kept"
        elif life.reason in asked.without:
            fate = "other reason"
        elif _by(churn, t + asked.lead):
            fate = "too late"
        else:
            fate = "lost"
        yield _row(life, t, churn, fate)


def _renewals(
    book: Book, asked: Asked, life: Life, since: Month | None, last: Month
) -> Iterator[dict[str, Any]]:
    churn = _dated(life, asked)
    events = [] if churn is None else [(churn, True, False)]
    if life.renewal is not None and since is not None:
        turns = range(200) if asked.term else range(1)
        for turn in turns:
            due = life.renewal - turn * (asked.term or 0)
            met = since < due and (churn is None or churn > due)
            if met and (turn == 0 or (due <= last and due - asked.lead in book.all_months)):
                events.append((due, False, turn > 0))
    for month, gone, reckoned in events:
        t = month - asked.lead
        if month > last:
            fate = "not closed" if gone else "pending"
        elif t not in book.all_months:
            fate = "no month"
        elif (
            since is None
            or t < since
            or (life.began is not None and (t - life.began).n < asked.tenure)
        ):
            fate = "too young"
        elif _by(life.notice, t) or _by(life.ended, t):
            fate = "after notice"
        elif life.ended is None and asked.label == "notice" and _by(life.notice, month):
            fate = "open notice"
        elif gone:
            fate = "other reason" if life.reason in asked.without else "lost"
        else:
            fate = "kept"
        yield _row(life, t, churn, fate, reckoned)


def _young(life: Life, t: Month, asked: Asked) -> bool:
    return life.began is not None and (t - life.began).n < asked.tenure


def _by(month: Month | None, limit: Month) -> bool:
    return month is not None and month <= limit


def _row(
    life: Life, t: Month, churn: Month | None, fate: str, reckoned: bool = False
) -> dict[str, Any]:
    return {
        "account": life.account,
        "spell": life.spell,
        "as_of": t,
        "churn": churn,
        "fate": fate,
        "reckoned": reckoned,
    }
