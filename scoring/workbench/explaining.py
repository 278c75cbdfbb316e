"""One account's score is explained, on a page and on the command line alike."""

from __future__ import annotations

import numpy as np

from scoring.errors import CommandError, did_you_mean
from scoring.output.explained import explanation_data, explanation_text
from scoring.spec.model import Card
from scoring.values import Month
from scoring.views.explanation import Explanation
from scoring.views.telling import explained
from scoring.workbench.checking import must_fit
from scoring.workbench.opening import DataSet
from scoring.workbench.tables import months_asked


def explain(data: DataSet, card: Card, account_id: str, as_of: str = "latest") -> Explanation:
    """Why an account has its score, or none, at the end of a month.

    Input: the account's id as the data write it, and YYYY-MM or `latest`. Raises
    CommandError for an unknown account or month and for a month in which the account has
    no row, CardError if the card does not fit the data.
    """
    must_fit(card, data)
    account, frame = _position(data, account_id), data.book.frame
    if as_of == "all":
        raise CommandError("one month is explained at a time", fix="write YYYY-MM or latest")
    month = months_asked(data, as_of)[0]
    row = int(frame.rows_of(np.array([account]), np.array([month.number]))[0])
    if row < 0:
        raise CommandError(
            f"account '{account_id}' has no row in {month}", fix=_rows_there_are(data, account)
        )
    return explained(data.book, card, row)


def explain_row(data: DataSet, card: Card, row: int) -> Explanation:
    """The same for a row of the data set's frame, under a card that fits."""
    return explained(data.book, card, row)


def _position(data: DataSet, account_id: str) -> int:
    accounts = data.book.frame.accounts
    if account_id in accounts.ids:
        return accounts.ids.index(account_id)
    named = [i for i, name in zip(accounts.ids, accounts.names, strict=True) if name == account_id]
    fix = f"'{account_id}' is a name, its id is '{named[0]}'" if named else ""
    raise CommandError(
        f"no account has the id '{account_id}'", fix=fix or did_you_mean(account_id, accounts.ids)
    )


def _rows_there_are(data: DataSet, account: int) -> str:
    frame = data.book.frame
    months = [Month(int(n)) for n in frame.month[frame.account == account]]
    if not months:
        return "choose another account: this one has no row in any month"
    if len(months) == 1:
        return f"write --as-of {months[0]}, its only month"
    return f"it has {len(months)} months, from {months[0]} to {months[-1]}"


__all__ = ["Explanation", "explain", "explain_row", "explanation_data", "explanation_text"]
