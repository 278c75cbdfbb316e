"""A made-up book is written as it was made, at any size and up to any month."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from scoring.demo import Book, make_book, write_book
from scoring.errors import CommandError


@pytest.fixture(scope="module")
def book() -> Book:
    return make_book()


def test_what_is_written_is_what_was_made(book, tmp_path):
    """Reading a file back gives the table: nulls stay null, dates are dates."""
    accounts, snapshots, *_ = write_book(book, tmp_path)
    back = pd.read_parquet(snapshots)
    assert back["nps"].isna().sum() == book.snapshots["nps"].isna().sum()
    assert isinstance(back["as_of"].iloc[0], dt.date)
    assert pd.read_parquet(accounts)["churned_on"].notna().sum() == (
        book.accounts["churned_on"].notna().sum()
    )


def test_the_bundled_book_is_the_default_book(book, root, tmp_path):
    """The files in data/demo hold what the default arguments make today."""
    for path in write_book(book, tmp_path):
        bundled = root / "data" / "demo" / path.relative_to(tmp_path)
        assert_frame_equal(pd.read_parquet(bundled), pd.read_parquet(path))


def test_the_last_month_is_an_argument():
    """Any day of a month stands for it, and the calendar follows."""
    book = make_book(30, 14, 1, last_month=dt.date(2024, 2, 10))
    assert book.snapshots["as_of"].min() == pd.Timestamp("2023-01-31")
    assert book.snapshots["as_of"].max() == pd.Timestamp("2024-02-29")


@pytest.mark.parametrize("accounts", [1, 2, 1_500])
def test_a_book_may_have_any_size(accounts):
    """One account is a book, and 1,500 accounts have 1,500 names."""
    book = make_book(accounts, 12, 5)
    assert book.accounts["name"].nunique() == accounts
    assert book.accounts["account_id"].is_unique
    assert np.isfinite(book.accounts["arr"]).all()


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"accounts": 0}, "a book of 0 accounts"),
        ({"months": 1}, "a book of 1 months"),
        ({"noise": -1.0}, "noise is -1.0"),
        ({"signal": float("nan")}, "signal is nan"),
    ],
)
def test_a_size_without_meaning_is_refused(arguments, problem):
    """Sizes below the least and dials below 0 are refused with what to do."""
    with pytest.raises(CommandError, match=problem):
        make_book(**arguments)
