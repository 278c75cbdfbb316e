"""A made-up book takes the way of every upload: written to files, described, loaded."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd

from scoring.demo import Book, write_book
from scoring.spec.source import Source
from scoring.workbench import DataSet, open_data

TODAY = dt.date(2026, 11, 15)
"""Half a month after the last one of a made-up book, so that it is over."""


def loaded(book: Book, after_churn: str = "drop") -> DataSet:
    """Load a book with whatever measures its months have; rows after an end as told."""
    measures = [c for c in book.snapshots.columns if c not in ("account_id", "as_of", "arr")]
    dates = ("start_on", "renewal_on", "notice_on", "churn_reason", "arr")
    source = Source.model_validate(
        {
            "version": 1,
            "name": "Made up",
            "files": {n: {"path": f"{n}.parquet"} for n in ("accounts", "snapshots")},
            "account": {
                "from": "accounts",
                "id": "account_id",
                "churn": {"churned_on": "churned_on"},
                "dimensions": ["segment", "region", "industry", "plan"],
                **{name: name for name in dates},
            },
            "snapshots": [
                {
                    "from": "snapshots",
                    "id": "account_id",
                    "month": "as_of",
                    "arr": "arr",
                    "measures": measures,
                }
            ],
            "drop": {"after_churn": after_churn},
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        write_book(book, Path(folder))
        return open_data(source, Path(folder), today=TODAY)


def with_columns(book: Book, **columns: pd.Series) -> Book:
    """The book with more measures."""
    return replace(book, snapshots=book.snapshots.assign(**columns))
