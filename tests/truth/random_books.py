"""Random books and questions: accounts with any date missing, as files and as plain tables."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

from scoring.spec.question import Question
from scoring.spec.source import Source
from scoring.values import Month
from scoring.workbench import DataSet, open_data
from tests.truth import plain_cases

TODAY = dt.date(2027, 6, 1)
FIRST = Month.parse("2024-11")
LENGTH = 22


@dataclass(frozen=True)
class Made:
    """One account of a random book: days, and the months it has rows in."""

    start: dt.date | None
    losses: tuple[tuple[dt.date, bool], ...]
    notice: dt.date | None
    renewal: dt.date | None
    reason: str | None
    rows: tuple[int, ...]


def days() -> st.SearchStrategy[dt.date]:
    """The 1st, the 15th or the last of a month, somewhat beyond the data on both sides."""
    months = st.integers(FIRST.number - 4, FIRST.number + LENGTH + 4)
    return st.builds(
        lambda n, d: Month(n).end if d == 0 else Month(n).end.replace(day=d),
        months,
        st.sampled_from([1, 15, 0]),
    )


def accounts() -> st.SearchStrategy[Made]:
    """An account with any of its dates missing, in any order."""
    return st.builds(
        Made,
        start=st.sampled_from([None, dt.date(2020, 1, 31)]) | days(),
        losses=st.lists(st.tuples(days(), st.booleans()), max_size=4).map(tuple),
        notice=st.sampled_from([None, None]) | days(),
        renewal=st.none() | days(),
        reason=st.sampled_from([None, "Price", "Acquired"]),
        rows=st.sets(st.integers(0, LENGTH - 1), max_size=LENGTH).map(lambda s: tuple(sorted(s))),
    )


QUESTIONS = st.builds(
    Question,
    lead=st.integers(0, 4),
    horizon=st.integers(1, 7),
    min_tenure=st.integers(0, 5),
    cohort=st.sampled_from(["renewal", "calendar"]),
    label=st.sampled_from(["notice", "end"]),
    every=st.none() | st.integers(1, 4),
    term=st.none() | st.sampled_from([1, 3, 12]),
    without=st.sampled_from([(), ("Price",), ("Acquired", "Nobody")]),
)


def load(
    folder: Path, made: list[Made], take: str, dated: bool
) -> tuple[DataSet, plain_cases.Book]:
    """The accounts as files that are loaded, and as the tables of the reference.

    Losses come as events with returns, or (`dated`) as a column with the first loss.
    """
    # Somebody is there in every month, so that the data have their full length.
    made = [*made, Made(None, (), None, None, None, tuple(range(LENGTH)))]
    ids = [f"a{i}" for i in range(len(made))]
    first = [next((d for d, back in a.losses if not back), None) for a in made]
    table = pd.DataFrame(
        {
            "id": ids,
            "start": [a.start for a in made],
            "churned": first,
            "notice": [a.notice for a in made],
            "renewal": [a.renewal for a in made],
            "reason": [a.reason for a in made],
        },
        dtype=object,
    )
    events = pd.DataFrame(
        # A file without rows is refused: somebody who is no account left too.
        [(i, d, b) for i, a in zip(ids, made, strict=True) for d, b in a.losses]
        + [("nobody", FIRST.end, False)],
        columns=["id", "day", "back"],
    )
    months = pd.DataFrame(
        [(i, FIRST.plus(n).end) for i, a in zip(ids, made, strict=True) for n in a.rows],
        columns=["id", "month"],
    )
    book = plain_cases.Book(table, months, None if dated else events, take)
    gone = {life.account: life.ended for life in plain_cases.lives(book)}  # the last one stays
    alive = [
        gone[i] is None or pd.Period(m, "M") <= gone[i] for i, m in months.itertuples(index=False)
    ]
    kept = plain_cases.Book(table, months[alive], book.events, take)
    _write(folder, table, events, months)
    return open_data(_source(take, dated), folder, today=TODAY), kept


def _write(folder: Path, table: pd.DataFrame, events: pd.DataFrame, months: pd.DataFrame) -> None:
    schema = pa.schema(
        [("id", pa.string())]
        + [(d, pa.date32()) for d in ("start", "churned", "notice", "renewal")]
        + [("reason", pa.string())]
    )
    pq.write_table(pa.Table.from_pandas(table, schema), folder / "accounts.parquet")
    schema = pa.schema([("id", pa.string()), ("day", pa.date32()), ("back", pa.bool_())])
    pq.write_table(pa.Table.from_pandas(events, schema), folder / "events.parquet")
    level = months["id"].map(lambda i: 10.0 * int(i[1:])) + 0.25
    filled = months.assign(level=level, arr=level * 100)
    pq.write_table(pa.Table.from_pandas(filled), folder / "months.parquet")


def _source(take: str, dated: bool) -> Source:
    events = {
        "event": "events.day",
        "id": "id",
        "take": take,
        "except": {"column": "back", "is": ["true"]},
    }
    names = ("accounts", "months") if dated else ("accounts", "months", "events")
    return Source.model_validate(
        {
            "version": 1,
            "name": "Random",
            "files": {name: {"path": f"{name}.parquet"} for name in names},
            "account": {
                "from": "accounts",
                "id": "id",
                "start_on": "start",
                "notice_on": "notice",
                "renewal_on": "renewal",
                "churn_reason": "reason",
                "churn": {"churned_on": "churned"} if dated else events,
            },
            "snapshots": [
                {
                    "from": "months",
                    "id": "id",
                    "month": "month",
                    "arr": "arr",
                    "measures": ["level"],
                }
            ],
        }
    )
