"""A book many times as large as a made-up one: the same accounts again and again, in memory.

To make, write and load a million accounts takes minutes; what a slider costs does not depend on
where the rows came from.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np

from scoring.bench.made_book import made_book
from scoring.live.book import Book, Fetch
from scoring.live.frame import Accounts, Frame, Spells
from scoring.live.shelf import Shelf
from scoring.spec.model import Card, Metric
from scoring.values import Column, Ints, Texts
from scoring.workbench import DataSet

LARGEST: Final = 50_000
"""A book of more accounts is one of at most so many, taken several times."""


def many_book(accounts: int) -> tuple[DataSet, Card]:
    """A book of about so many accounts over 24 months, and the card that a first visit opens."""
    times = -(-accounts // LARGEST)
    data, card = _made(accounts // times)
    return (data if times == 1 else repeated(data, times)), card


@functools.lru_cache(maxsize=1)
def _made(accounts: int) -> tuple[DataSet, Card]:
    return made_book(accounts)


def repeated(data: DataSet, times: int) -> DataSet:
    """The same data with each account so many times, under ids of their own.

    Only what the kernel does is that of the larger book: its files and tables are the smaller.
    """
    frame = data.book.frame
    count = len(frame.accounts.ids)
    spans = [frame.rows_at(month) for month in frame.months]
    source = np.concatenate([np.tile(np.arange(s.start, s.stop), times) for s in spans])
    copy = np.concatenate([np.repeat(np.arange(times), s.stop - s.start) for s in spans])
    larger = Frame(
        _accounts(frame.accounts, times),
        frame.account[source] + copy * count,
        frame.month[source],
        frame.arr[source],
        frame.catalogue,
        _spells(frame.spells, count, times),
    )
    book = Book(larger, partial(_fetched, data.book.fetch, source))
    return replace(data, book=book, kept=Shelf(12), judged=Shelf(3))


def _fetched(fetch: Fetch, source: Ints, metrics: Sequence[Metric]) -> Mapping[str, Column]:
    found = fetch(metrics)
    return {name: _taken(column, source) for name, column in found.items()}


def _taken(column: Column, source: Ints) -> Column:
    if isinstance(column, Texts):
        return Texts(column.codes[source], column.labels)
    return column[source]


def _spells(told: Spells, count: int, times: int) -> Spells:
    """The spells of each copy, after those of the one before."""
    copy = np.repeat(np.arange(times), len(told.account))
    number, began, ended, notice = (
        np.tile(column, times) for column in (told.number, told.began, told.ended, told.notice)
    )
    account = np.tile(told.account, times) + copy * count
    return Spells(account, number, began, ended, notice, np.tile(told.last, times))


def _accounts(facts: Accounts, times: int) -> Accounts:
    def again(texts: Texts) -> Texts:
        return Texts(np.tile(texts.codes, times), texts.labels)

    return Accounts(
        ids=tuple(f"{i:04d}-{one}" for i in range(times) for one in facts.ids),
        names=facts.names * times,
        owners=again(facts.owners),
        arr=np.tile(facts.arr, times),
        started=np.tile(facts.started, times),
        renewal=np.tile(facts.renewal, times),
        ended=np.tile(facts.ended, times),
        left=np.tile(facts.left, times),
        lost=np.tile(facts.lost, times),
        reasons=again(facts.reasons),
        dimensions={name: again(texts) for name, texts in facts.dimensions.items()},
    )
