"""What each of several files is, said by a person in the words of a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from scoring.spec.data_file import File

Part = Literal["accounts", "months", "more", "events", "spans", "losses", "long", "between", "out"]
"""What one row of a file is."""

ASKED: Final[Mapping[Part, tuple[str, ...]]] = {
    "accounts": (
        *("id", "month", "name", "owner", "arr", "start_on", "renewal_on", "notice_on"),
        *("churned_on", "flag", "reason", "dimensions", "measures"),
    ),
    "months": ("id", "through", "month", "arr", "measures"),
    "more": ("id", "through", "measures"),
    "events": (
        *("id", "through", "day", "counts", "window", "sums", "means", "shares", "lasts"),
        *("mean_window", "only"),
    ),
    "spans": (
        "id",
        "through",
        "name",
        "day",
        "until",
        "ends_customer",
        "own",
        "arr",
        "counts",
        "sums",
        "means",
        "shares",
    ),
    "losses": ("id", "through", "day", "back"),
    "long": ("id", "through", "month", "names", "values", "absent_is_zero"),
    "between": ("id", "own"),
    "out": (),
}
"""What has to be said of a file of each sort: names of the fields of `Table`, in order."""

NEEDED: Final[Mapping[Part, tuple[str, ...]]] = {
    "accounts": ("id",),
    "months": ("id", "month"),
    "more": ("id",),
    "events": ("id", "day"),
    "spans": ("id", "day"),
    "losses": ("id", "day"),
    "long": ("id", "month", "names", "values"),
    "between": ("id", "own"),
    "out": (),
}

DOUBT: Final = 0.2
"""So sure is what was not guessed: the field is left empty, and it is said why."""

Window = Literal["month", "30", "60", "90", "180", "365", "ever"]
"""The time that counts at a month's end: its calendar month, so many days, or all time."""


@dataclass(frozen=True, slots=True)
class Table:
    """One file of a data set; None and empty where nothing plays a part.

    Input of `tables_as_source`. `through` is the short name and the column of the file by
    which a row finds its account, where `id` is no account's id. `sums`, `means`, `shares`
    and `lasts` are columns of events, `yes` the spellings that count for a share. `only` is a
    column and the values of the rows that count; `back` is a column and the values by which
    a row of losses says that an account is back. `flag_by_month` says that the flag turns in the
    month of the loss, `ends_customer` that who has no open row of a span any more is lost, and
    `if_noticed` that `churned_on` ends a contract, and is a loss only where notice was given.
    """

    key: str
    file: File
    part: Part
    id: str | None = None
    through: tuple[str, str] | None = None
    own: str | None = None
    month: str | None = None
    day: str | None = None
    until: str | None = None
    ends_customer: bool = False
    name: str | None = None
    owner: str | None = None
    arr: str | None = None
    monthly_revenue: bool = False
    in_cents: bool = False
    in_thousands: bool = False
    start_on: str | None = None
    renewal_on: str | None = None
    notice_on: str | None = None
    churned_on: str | None = None
    if_noticed: bool = False
    flag: str | None = None
    lost_values: tuple[str, ...] = ()
    flag_by_month: bool = False
    reason: str | None = None
    dimensions: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    counts: bool = True
    window: Window = "30"
    mean_window: Window = "90"
    sums: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    lasts: tuple[str, ...] = ()
    only: tuple[str, tuple[str, ...]] | None = None
    back: tuple[str, tuple[str, ...]] | None = None
    names: str | None = None
    values: str | None = None
    absent_is_zero: bool = False

    @property
    def times(self) -> float:
        """How many times an amount of the revenue is that of a year in whole units."""
        units = (100.0 if self.in_cents else 1.0) / (1_000.0 if self.in_thousands else 1.0)
        return (12.0 if self.monthly_revenue else 1.0) / units


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure a guess is, from 0 to 1, and what speaks for it."""

    share: float
    why: str


@dataclass(frozen=True, slots=True)
class Guessed:
    """What a file probably is, and for each field of the table how sure that is."""

    table: Table
    sure: Mapping[str, Sure]
