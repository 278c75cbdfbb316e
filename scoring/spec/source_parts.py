"""The parts of a source file that say what rows mean: columns, conditions, events, losses."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from scoring.kinds.normaliser import Number, Part, refusal
from scoring.spec.data_file import spelled
from scoring.spec.fields import Flag
from scoring.spec.row_condition import ColumnName, RowCondition

FileKey = Annotated[str, Field(pattern="^[A-Za-z][A-Za-z0-9_]{0,39}$")]


Spelling = Annotated[str, BeforeValidator(spelled)]


def column_or_parts(raw: object) -> object:
    """A plain column name stands for `{column: name}`."""
    return {"column": raw} if isinstance(raw, str) else raw


class MeasureColumn(Part):
    """A column read as a measure; `type` overrides what its values look like.

    With `plus` it is the sum of the columns, missing where any of them is. A number below
    `at_least` or above `at_most` is read as missing.
    """

    column: ColumnName
    plus: tuple[ColumnName, ...] = Field(default=(), max_length=20)
    name: ColumnName | None = None
    type: Literal["number", "text"] | None = None
    at_least: Number | None = None
    at_most: Number | None = None

    @property
    def bounded(self) -> bool:
        """Whether some numbers are read as missing."""
        return self.at_least is not None or self.at_most is not None

    @property
    def title(self) -> str:
        """The name by which cards call the measure."""
        return self.name or self.column

    @model_validator(mode="after")
    def _adds_numbers(self) -> Self:
        if self.plus and (self.name is None or self.type == "text"):
            raise refusal("a sum is a number with a name of its own", "add 'name: …'")
        if self.bounded and self.type == "text":
            raise refusal("only numbers have bounds", "remove at_least and at_most, or the type")
        low, high = self.at_least, self.at_most
        if low is not None and high is not None and low > high:
            raise refusal("no number is at least and at most that", "exchange the two")
        return self


MeasureList = Annotated[MeasureColumn, BeforeValidator(column_or_parts)]


class Via(Part):
    """A table between the rows and the accounts, such as subscriptions.

    `start_on` and `end_on` are only looked at to count rows dated outside of them.
    """

    file: FileKey = Field(alias="from")
    id: ColumnName
    account: ColumnName
    start_on: ColumnName | None = None
    end_on: ColumnName | None = None


Aggregate = Literal[
    "count", "sum", "mean", "min", "max", "last", "distinct", "days_since", "share_where"
]
_ZERO = ("count", "sum", "distinct")
_NEEDS_COLUMN = ("sum", "mean", "min", "max", "last", "distinct")


class EventMeasure(Part):
    """Dated rows become one number an account and month.

    The rows that count at a month's end are those dated in the window that ends with its last
    day: `window_days` days or `window_months` calendar months, both inclusive, else everything
    up to then. With `until` they are the rows that are open at the month's end: begun on or
    before it, and not ended by it. No row dated after a
    month's end ever counts in it. A share is one of the rows for which `of` holds. A sum with
    `arr_times` is, times that, the revenue a year of each month.
    """

    measure: ColumnName
    file: FileKey = Field(alias="from")
    id: ColumnName | None = None
    via: Via | None = None
    on: ColumnName
    until: ColumnName | None = None
    aggregate: Aggregate
    column: ColumnName | None = None
    window_days: Annotated[int, Field(strict=True, ge=1, le=3660)] | None = None
    window_months: Annotated[int, Field(strict=True, ge=1, le=120)] | None = None
    where: RowCondition | None = None
    of: RowCondition | None = None
    absent: Literal["zero", "missing"] | None = None
    arr_times: Number | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        needed = self.aggregate in _NEEDS_COLUMN
        if needed and self.column is None:
            raise refusal(f"{self.aggregate} needs a column", "add 'column: …'")
        if self.column is not None and not needed and self.aggregate != "count":
            raise refusal(f"{self.aggregate} takes no column", "remove 'column'")
        if self.aggregate == "share_where" and self.where is None:
            fix = "add 'where: {column: …, is: …}'"
            raise refusal("share_where needs the condition whose share it is", fix)
        if self.of is not None and self.aggregate != "share_where":
            problem = "of says which rows a share is of, and this is no share"
            raise refusal(problem, "write 'where' for the rows that count, or use share_where")
        windows = [w for w in (self.window_days, self.window_months) if w is not None]
        if len(windows) > 1:
            raise refusal("a window is in days or in months", "keep window_days or window_months")
        if self.until is not None and (windows or self.aggregate in ("last", "days_since")):
            problem = "until means the rows open at the month's end: no window, no last, no age"
            raise refusal(problem, "remove 'until', or the window and use another aggregate")
        if self.arr_times is not None and self.aggregate != "sum":
            raise refusal("only a sum can be the revenue", "remove 'arr_times', or add amounts up")
        return self

    @property
    def absent_is_zero(self) -> bool:
        """Whether an account-month without a row counts 0: a count, a sum, unless it is said."""
        return self.absent == "zero" or (self.absent is None and self.aggregate in _ZERO)


class LongTable(Part):
    """A file with one row an account, month and measure: each name becomes a measure."""

    file: FileKey = Field(alias="from")
    id: ColumnName | None = None
    via: Via | None = None
    month: ColumnName
    name: ColumnName
    value: ColumnName
    absent: Literal["missing", "zero"] = "missing"
    measures: tuple[MeasureList, ...] = Field(default=(), max_length=1000)


class TouchTable(Part):
    """Dated rows that say when somebody worked an account."""

    file: FileKey = Field(alias="from")
    id: ColumnName | None = None
    via: Via | None = None
    on: ColumnName


class Churn(Part):
    """How a loss is known: by the date it took effect, by dated events, or by a flag.

    Events are read in the order of their dates, on one day in the order of the file. A row for
    which `except` holds is no loss: it says that the account is back. An account whose last row
    is such a row is not lost, whatever came before; otherwise it is lost on its last date, or
    with `take: first` on the first date after it last came back. With `unless_open` an account
    is not lost while a row of it has no date yet, or a later one than today, as a subscription
    that goes on has none. With a date or events a flag decides nothing: it is compared with
    them, and where they disagree this is counted.
    """

    churned_on: ColumnName | None = None
    event: ColumnName | None = None
    file: FileKey | None = Field(default=None, alias="from")
    id: ColumnName | None = None
    via: Via | None = None
    take: Literal["first", "last"] = "last"
    excepted: RowCondition | None = Field(default=None, alias="except")
    unless_open: Flag = False
    flag: ColumnName | None = None
    values: tuple[Spelling, ...] = Field(default=(), alias="is", max_length=50)

    @model_validator(mode="after")
    def _is_known_one_way(self) -> Self:
        if self.churned_on is not None and self.event is not None:
            raise refusal("churn is known by one date", "keep churned_on or event")
        if self.churned_on is None and self.event is None and self.flag is None:
            fix = "add churned_on, event or flag"
            raise refusal("churn is known by a date, by events or by a flag", fix)
        if self.flag is not None and not self.values:
            fix = "add 'is: [\"Yes\"]' with the spellings that mean lost"
            raise refusal("a flag needs the values that mean lost", fix)
        if self.event is not None and self.file is None and "." not in self.event:
            raise refusal(
                f"'{self.event}' does not say which file holds the events",
                "write 'event: file.column', or add 'from: file'",
            )
        of_events = self.model_fields_set & {"file", "id", "via", "take", "excepted", "unless_open"}
        if self.event is None and of_events:
            raise refusal("these keys belong to churn events", "add 'event: file.column'")
        return self

    @property
    def event_file(self) -> str | None:
        """The short name of the file of events, if losses are known by events."""
        return self.file or (self.event.partition(".")[0] if self.event else None)

    @property
    def event_column(self) -> str:
        """The column with the day of an event; empty without events."""
        return (self.event or "") if self.file else (self.event or "").partition(".")[2]

    @property
    def dated(self) -> bool:
        """Whether the day of a loss is known."""
        return self.churned_on is not None or self.event is not None
