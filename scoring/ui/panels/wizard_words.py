"""The words of the form that says what files are."""

from __future__ import annotations

from typing import Final

from scoring.spec.source import Source

PARTS: Final = {
    "accounts": "an account (or an account and month)",
    "months": "an account and month",
    "more": "an account, with more about it",
    "events": "a dated event, such as a ticket",
    "spans": "something with a begin and an end, such as a subscription",
    "losses": "a loss: a customer left on that day",
    "long": "one measure of an account and month",
    "between": "part of an account, such as a user",
    "out": "of no use here: leave the file out",
}
"""What one row of a file is."""

SHORT: Final = {
    "accounts": "account",
    "months": "account and month",
    "more": "account, more about it",
    "events": "event",
    "spans": "begin and end",
    "losses": "loss",
    "long": "measure of a month",
    "between": "knows both ids",
    "out": "left out",
}

LABELS: Final = {
    "id": "Account id",
    "through": "Its accounts are found",
    "own": "Its own id",
    "month": "Month",
    "day": "Day",
    "until": "Last day",
    "ends_customer": "The customer is lost once its last row has ended",
    "name": "Account name",
    "owner": "Owner (CSM)",
    "arr": "Revenue",
    "start_on": "Customer since",
    "renewal_on": "Renewal on",
    "notice_on": "Notice given on",
    "churned_on": "Lost on (a date)",
    "flag": "Lost, yes or no",
    "reason": "Reason of the loss",
    "dimensions": "Dimensions (to filter by)",
    "measures": "Measures (what a metric can read)",
    "counts": "Count the rows",
    "window": "Counted and added up over",
    "mean_window": "Averaged over",
    "sums": "Add up",
    "means": "Average",
    "shares": "Share of rows with a yes",
    "lasts": "Latest value of",
    "only": "Only rows in which",
    "back": "The account is back where",
    "names": "Name of the measure",
    "values": "Value of the measure",
    "absent_is_zero": "A measure without a row is 0",
}

HELP: Final = {
    "month": "Leave it empty if the file has one row an account.",
    "through": "Directly if the id is the account's own, else through a file that knows both ids.",
    "until": "A row counts in every month at whose end it has begun and not ended.",
    "ends_customer": "Who has a row that has not ended is a customer still.",
    "if_noticed": "For an end of the contract that all have: who gave no notice is no loss.",
    "flag_by_month": "The first month of a row that says lost is that of the loss.",
    "window": "The days that end with the last day of a month. Nothing later ever counts.",
    "own": "Other files may refer to these rows by it.",
    "churned_on": "The day on which the loss took effect.",
    "flag": "With a date it decides nothing: where both disagree, that is counted.",
    "measures": "Numbers, and texts of a few values.",
}

WINDOWS: Final = {
    "month": "the calendar month",
    "30": "30 days",
    "60": "60 days",
    "90": "90 days",
    "180": "180 days",
    "365": "365 days",
    "ever": "all the time before",
}

ONE_COLUMN: Final = (
    *("id", "own", "month", "day", "until", "name", "owner", "arr", "start_on", "renewal_on"),
    *("notice_on", "churned_on", "flag", "reason", "names", "values"),
)
"""Fields that name a column."""

COLUMNS: Final = ("dimensions", "measures", "sums", "means", "shares", "lasts")
"""Fields that name any number of columns."""


def how_sure(share: float) -> str:
    """A confidence from 0 to 1 in a word."""
    return "sure" if share >= 0.9 else "likely" if share >= 0.7 else "a guess"


def becomes(source: Source, rows: int, accounts: int) -> str:
    """What files will become, in a sentence.

    Input: the rows of the file of the accounts, and how many different ids stand in them.
    """
    measures = sum(len(part.measures) for part in source.snapshots) + len(source.events)
    count = f"{measures} measures" if measures != 1 else "1 measure"
    if source.long:
        count += " and those of the long file"
    by_month = any(part.month for part in source.snapshots) or source.events or source.long
    churn = source.account.churn
    dated = churn and churn.dated and by_month  # one snapshot shows what is, and nothing before
    lost = "losses are known by their dates" if dated else "losses are a state"
    lost = lost if churn else "who was lost is not said"
    over = "by month" if by_month else "in one snapshot"
    whom = "1 account" if accounts == 1 else f"{accounts:,} accounts"
    whom += f" from {rows:,} rows," if accounts != rows else ""
    return f"It becomes {whom} with {count}, {over}; {lost}."
