"""Two tables elsewhere, accounts and their months, are read in the form in which a plan wants them.

Nothing is asked of the engine here: from the names and types of the columns follow the query
`snapshots`, which every other step reads, and what it offers to a card.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import ibis
import ibis.expr.types as ir

from scoring.engine.quoting import safe_names
from scoring.errors import CommandError, did_you_mean
from scoring.plan.lives import month_number
from scoring.plan.steps import ACCOUNT, AS_OF, IN_BOOK, MONTH, TENURE, Step, after
from scoring.spec.catalogue import Catalogue, Dimension, Measure

ELSEWHERE: Final = "uuid"
"""The type by which Ibis knows a column that becomes text only when it is asked to."""

_LARGEST: Final = sys.float_info.max
_MONTHS: Final = (12, 119_999)
"""The first month of the year 1 and the last one of 9999: no engine has a day before and after."""

_START, _END = "start_on", "churned_on"
_FACTS: Final = frozenset(
    {"name", "owner", "arr", "churned", "churn_reason", "renewal_on", "notice_on", _START, _END}
)


@dataclass(frozen=True, slots=True)
class Found:
    """A table elsewhere: the name asked for, where it is, and its columns with their Ibis types."""

    asked: str
    name: str
    database: tuple[str, ...]
    columns: Mapping[str, str]

    def expression(self) -> ir.Table:
        """The table as Ibis knows it; the names are quoted by whoever prints it."""
        known = {name: kind for name, kind in self.columns.items() if kind}
        place = dict(zip(("database", "catalog"), self.database[::-1], strict=False))
        return ibis.table(known, name=self.name, **place)

    def need(self, *names: str) -> None:
        """Raises CommandError for a column that is not there."""
        for name in names:
            if name not in self.columns:
                problem = f"the table '{self.asked[:80]}' has no column '{name}'"
                raise CommandError(problem, fix=_such_a_column(name, self.columns))


def _such_a_column(name: str, columns: Mapping[str, str]) -> str:
    fix = did_you_mean(name, columns, otherwise="-")
    return fix if fix != "-" else f"make a view of the table that has a column '{name}'"


@dataclass(frozen=True, slots=True)
class Form:
    """What tables elsewhere offer, and how their rows are read."""

    months: Found
    accounts: Found | None
    catalogue: Catalogue

    def steps(self, wanted: Collection[str]) -> tuple[Step, ...]:
        """Steps of which the last one, `snapshots`, has these columns beside what it always has."""
        measures = [m for m in self.catalogue.measures if m.column in wanted]
        dimensions = [d for d in self.catalogue.dimensions if d.column in wanted]
        rows = _rows(self.months, measures)
        facts = None if self.accounts is None else _facts(self.accounts, dimensions)
        steps = (rows, facts, _joined(rows, facts))
        return tuple(step for step in steps if step is not None)


def form_of(months: Found, accounts: Found | None) -> Form:
    """The tables in the form that a plan reads.

    Input: a table with `account_id`, `as_of` (any day of the month) and a column a measure; one
    with `account_id` and, as far as they are known, `start_on`, `churned_on` and a column a
    dimension. Output: a step `snapshots` with a row an account-month of known accounts, up to
    the month in which it left; numbers that are not finite are null, as is empty text. Raises
    CommandError for a column that is missing or of no use.
    """
    months.need(ACCOUNT, AS_OF)
    if accounts is not None:
        accounts.need(ACCOUNT)
    measures = tuple(_measures(months))
    dimensions = tuple(_dimensions(accounts)) if accounts is not None else ()
    catalogue = Catalogue(
        name=months.asked,
        version="",
        measures=measures,
        dimensions=dimensions,
        months=(),
        accounts=0,
        rows=0,
        churn="unknown",
        has_arr=False,
    )
    form = Form(months, accounts, catalogue)
    form.steps(())  # so that a column of no use is told before any other fault
    return form


def _measures(months: Found) -> Iterator[Measure]:
    """Every column of numbers or of text but the key; days are no measure."""
    names = [n for n, kind in months.columns.items() if kind and n not in (ACCOUNT, AS_OF)]
    safe = safe_names(names)
    for name in names:
        kind = months.columns[name]
        if kind in ("date", "timestamp"):
            continue
        reads = "text" if kind in ("string", ELSEWHERE) else "number"
        yield Measure(name, f"m_{safe[name]}", "text" if reads == "text" else "number")


def _dimensions(accounts: Found) -> Iterator[Dimension]:
    taken = {ACCOUNT, *_FACTS}
    names = [n for n, kind in accounts.columns.items() if kind and n not in taken]
    yield from (Dimension(n, f"dim_{safe}") for n, safe in safe_names(names).items())


def _cells(table: ir.Table, wanted: Sequence[Measure | Dimension]) -> dict[str, Any]:
    text = [d for d in wanted if isinstance(d, Dimension) or d.reads == "text"]
    return {d.column: (_text if d in text else _number)(table[d.name]) for d in wanted}


def _rows(months: Found, measures: Sequence[Measure]) -> Step:
    table = months.expression()
    month = month_number(_day(table, AS_OF, months))
    query = table.filter(table[ACCOUNT].notnull(), month.between(*_MONTHS)).select(
        **{ACCOUNT: _text(table[ACCOUNT]), MONTH: month},
        **_cells(table, measures),
    )
    sentence = "The table of months: a finite number, a text or nothing in each cell."
    return Step("rows_of_months", sentence, query)


def _facts(accounts: Found, dimensions: Sequence[Dimension]) -> Step:
    table = accounts.expression()
    nobody_knows = ibis.null("int64")
    dates = {
        name: month_number(_day(table, date, accounts))
        if date in accounts.columns
        else nobody_knows
        for name, date in (("since", _START), ("left_in", _END))
    }
    query = table.filter(table[ACCOUNT].notnull()).select(
        **{ACCOUNT: _text(table[ACCOUNT])}, **dates, **_cells(table, dimensions)
    )
    return Step("rows_of_accounts", "The table of accounts, its dates as month numbers.", query)


def _joined(rows: Step, facts: Step | None) -> Step:
    months = after(rows)
    measures = [months[name] for name in months.columns if name not in (ACCOUNT, MONTH)]
    keys = {ACCOUNT: months[ACCOUNT], AS_OF: _month_end(months[MONTH])}
    if facts is None:
        nothing = {IN_BOOK: ibis.literal(True), TENURE: ibis.null("int64")}
        query = months.select(*measures, **keys, **nothing)
        return Step("snapshots", "A row for each account at the end of each month.", query)
    known = after(facts)
    traits = [known[name] for name in known.columns if name.startswith("dim_")]
    there = known.left_in.isnull() | (known.left_in >= months[MONTH])
    query = months.join(known, [months[ACCOUNT] == known[ACCOUNT], there]).select(
        *measures,
        *traits,
        **keys,
        **{
            IN_BOOK: (known.left_in > months[MONTH]).fill_null(True),
            TENURE: months[MONTH] - known.since,
        },
    )
    sentence = "A row for each known account at the end of each month, until the month it left in."
    return Step("snapshots", sentence, query)


def _day(table: ir.Table, name: str, found: Found) -> ir.DateValue:
    """A column of days or moments as days. Raises CommandError for any other."""
    if found.columns[name] not in ("date", "timestamp"):
        problem = f"the column '{name}' of the table '{found.asked[:80]}' holds no dates"
        raise CommandError(problem, fix="make a view of the table that casts it to a date")
    return table[name].cast("date")


def _month_end(number: Any) -> Any:
    """The last day of a month by its number: the day before the first of the next one."""
    after = number + 1
    year, month = (after / 12).floor().cast("int32"), (after % 12 + 1).cast("int32")
    day = ibis.date(year, month, 1) - ibis.interval(days=1)
    # To DuckDB and PostgreSQL that is a moment, which Ibis does not know.
    return day.cast("timestamp").cast("date")


def _text(column: Any) -> Any:
    """Text without spaces around it; empty text is none."""
    return column.cast("string").strip().nullif("")


def _number(column: Any) -> Any:
    """A finite double; what is true counts 1, what is false 0."""
    if column.type().is_boolean():
        one, none = ibis.literal(1, "int8"), ibis.literal(0, "int8")
        return ibis.cases((column, one), (~column, none), else_=ibis.null("int8")).cast("float64")
    number = column.cast("float64")
    if not column.type().is_floating():
        return number
    # No engine counts NaN as at most the largest double; Ibis' own isinf is wrong for Spark.
    return ibis.cases((number.abs() <= _LARGEST, number), else_=ibis.null("float64"))
