"""A loaded data set becomes arrays: the frame once, a metric's column when a card asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scoring.engine.accounts import dimension_names
from scoring.engine.load import Loaded
from scoring.engine.placed import Plan
from scoring.engine.quoting import Sql, statement
from scoring.live.book import Book
from scoring.live.frame import NEVER, Accounts, Frame, Spells, Touches
from scoring.plan.compile import compile_values
from scoring.plan.sql import to_sql
from scoring.spec.model import Metric
from scoring.values import Bools, Column, Floats, Ints, Texts


def open_book(loaded: Loaded) -> Book:
    """The data set ready for the kernel."""
    session, catalogue = loaded.session, loaded.catalogue

    def fetch(metrics: Sequence[Metric]) -> Mapping[str, Column]:
        plan = compile_values(metrics, catalogue)
        rows = session.table(to_sql(plan) + " ORDER BY as_of, account_id")
        return {m.id: column_of(rows[plan.values[m.id]]) for m in metrics}

    return Book(read_frame(loaded), fetch)


def read_frame(loaded: Loaded) -> Frame:
    """The keys and facts of all account-months."""
    accounts = _read_accounts(loaded)
    month, account, arr = _in_order(loaded, len(accounts.ids))
    return Frame(
        accounts,
        account=account,
        month=month,
        arr=arr,
        catalogue=loaded.catalogue,
        told=_read_spells(loaded),
        touches=_read_touches(loaded),
    )


def _in_order(loaded: Loaded, accounts: int) -> tuple[Ints, Ints, Floats]:
    """Month, account and revenue of each row of the book, by month and then by account.

    Month and account are one number, by which rows are put in order in less time than a query
    sorts them. Each array is as long as the book: it is let go once it is used.
    """
    months = loaded.catalogue.months
    first, last = (month.year * 12 + month.month - 1 for month in (months[0], months[-1]))
    plan = Plan(first, last, accounts)
    order, account = plan.in_order(plan.places(loaded.session, "snapshots"))
    arr = _floats(loaded.session.table("SELECT arr FROM snapshots")["arr"])[order]
    del order
    month = account // accounts
    month += first
    np.remainder(account, accounts, out=account)
    return month, account, arr


def column_of(cells: pa.ChunkedArray) -> Column:
    """A column of numbers or of texts from its Arrow form."""
    if pa.types.is_floating(cells.type) or pa.types.is_integer(cells.type):
        return _floats(cells)
    return _texts(cells)


def _read_accounts(loaded: Loaded) -> Accounts:
    dimensions = dimension_names(loaded.source)
    dates = ("start_on", "renewal_on", "churned_on", "notice_on")
    rows = loaded.session.table(
        statement(
            "SELECT account_id, coalesce(name, account_id) AS name, owner, arr, churn_reason,"
            " coalesce(churned, false) AS churned, {months}, {dimensions} FROM accounts"
            " ORDER BY account_no",
            months=[statement("{m} AS {d}", m=_month(d), d=d) for d in dates],
            dimensions=list(dimensions.values()) or [Sql("NULL AS nothing")],
        )
    )
    dated = loaded.catalogue.churn == "dated"  # an undated snapshot has no before
    ended, notice = _ints(rows["churned_on"]), _ints(rows["notice_on"])
    lost: Bools = np.asarray(rows["churned"].to_numpy(zero_copy_only=False), dtype=np.bool_)
    return Accounts(
        ids=tuple(rows["account_id"].to_pylist()),
        names=tuple(rows["name"].to_pylist()),
        owners=_texts(rows["owner"]),
        arr=_floats(rows["arr"]),
        started=_ints(rows["start_on"]),
        renewal=_ints(rows["renewal_on"]),
        ended=ended,
        left=np.where(lost & dated, np.minimum(ended, notice), NEVER),
        lost=lost,
        reasons=_texts(rows["churn_reason"]),
        dimensions={label: _texts(rows[name]) for label, name in dimensions.items()},
    )


def _read_spells(loaded: Loaded) -> Spells:
    dates = ("began_on", "ended_on", "notice_on")
    rows = loaded.session.table(
        statement(
            "SELECT account_no AS account, spell, is_last, {months} FROM spells"
            " JOIN (SELECT account_id, account_no FROM accounts) AS numbered USING (account_id)"
            " ORDER BY account_no, spell",
            months=[statement("{m} AS {d}", m=_month(d), d=d) for d in dates],
        )
    )
    return Spells(
        account=_ints(rows["account"]),
        number=_ints(rows["spell"]),
        began=_ints(rows["began_on"]),
        ended=_ints(rows["ended_on"]),
        notice=_ints(rows["notice_on"]),
        last=np.asarray(rows["is_last"].to_numpy(zero_copy_only=False), dtype=np.bool_),
    )


def _read_touches(loaded: Loaded) -> Touches | None:
    if loaded.source.touches is None:
        return None
    rows = loaded.session.table(
        statement(
            "SELECT account_no AS account, {month} AS month FROM touches"
            " JOIN (SELECT account_id, account_no FROM accounts) AS numbered USING (account_id)"
            " ORDER BY 2, 1",
            month=_month("touched_on"),
        )
    )
    return Touches(_ints(rows["account"]), _ints(rows["month"]))


def _month(column: str) -> Sql:
    return statement("(year({d}) * 12 + month({d}) - 1)", d=column)


def _floats(cells: pa.ChunkedArray) -> Floats:
    return np.asarray(pc.cast(cells, pa.float64()).to_numpy(), dtype=np.float64)


def _ints(cells: pa.ChunkedArray) -> Ints:
    known = pc.cast(cells, pa.int64())
    never = pa.scalar(NEVER, pa.int64())
    return np.asarray(pc.coalesce(known, never).to_numpy(), dtype=np.int64)


def _texts(cells: pa.ChunkedArray) -> Texts:
    coded = pc.dictionary_encode(pc.cast(cells, pa.string())).combine_chunks()
    if isinstance(coded, pa.ChunkedArray):
        coded = coded.chunk(0)
    codes = np.asarray(pc.coalesce(coded.indices, pa.scalar(-1, pa.int32())).to_numpy(), np.int32)
    return Texts(codes, tuple(coded.dictionary.to_pylist()))
