"""What the questions are asked of: the tables of a loaded data set, and its leak lights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scoring.backtest.leak_light import Leaks
from scoring.engine.quality.histories import Histories
from scoring.engine.quality.swept import Swept, sweep
from scoring.engine.quoting import statement
from scoring.engine.session import Session
from scoring.live.book import Book
from scoring.spec.catalogue import Catalogue, Measure
from scoring.values import Ints, Month

EXAMPLES = 3


@dataclass(frozen=True)
class Look:
    """A loaded data set, the day on which it is looked at, its leak lights and its rows.

    What arrays can tell comes from the book, as they stand in order already; what is shown of a
    finding comes from the tables. `book` holds the rows of the session's tables as they are.
    """

    session: Session
    catalogue: Catalogue
    today: dt.date
    leaks: Leaks
    book: Book

    @property
    def numbers(self) -> tuple[Measure, ...]:
        """The measures of numbers that hold any."""
        return tuple(m for m in self.catalogue.measures if m.reads == "number" and m.filled)

    @cached_property
    def swept(self) -> Mapping[str, Swept]:
        """Each measure at a glance, by its name: one pass over all of them for all questions."""
        return sweep(self.book, self.histories, self.catalogue.measures, EXAMPLES)

    @cached_property
    def histories(self) -> Histories:
        """The rows of the book account by account."""
        return Histories.of(self.book.frame)

    def rows(self, template: str, *values: object, **parts: Any) -> list[tuple[Any, ...]]:
        """The rows of a query written as `statement` takes it."""
        return self.session.rows(statement(template, **parts), list(values))

    def held(self, measure: Measure) -> tuple[int, tuple[str, ...]]:
        """How many rows hold a measure, and its newest values as examples."""
        found = self.rows(
            "SELECT account_id, as_of, {c}, (SELECT count({c}) FROM snapshots) FROM snapshots"
            " WHERE {c} IS NOT NULL ORDER BY as_of DESC, account_id LIMIT 3",
            c=measure.column,
        )
        return (int(found[0][3]) if found else 0), tuple(named(*row[:3]) for row in found)

    def at(self, measure: Measure, rows: Ints) -> tuple[str, ...]:
        """What these few rows of the book hold, in their order, as the tables have it."""
        frame = self.book.frame
        wanted = [(frame.accounts.ids[frame.account[r]], int(frame.month[r])) for r in rows]
        found = self.rows(
            "SELECT account_id, as_of, {c} FROM snapshots WHERE account_id IN (SELECT unnest(?))",
            [account for account, _ in wanted],
            c=measure.column,
        )
        held = {(account, Month.of(day).number): (account, day, v) for account, day, v in found}
        return tuple(named(*held[key]) for key in wanted)


def listed(names: Sequence[str]) -> str:
    """Names in one phrase: 'a', 'b' and 3 more."""
    shown = [f"'{name}'" for name in names[:4]]
    more = [f"{len(names) - 4} more"] if len(names) > 4 else []
    *most, last = [*shown, *more]
    return f"{', '.join(most)} and {last}" if most else last


def named(account: object, month: object, value: object) -> str:
    """An account-month as an example: 'A-17' 2026-03: 4711."""
    shown = f"{value:.6g}" if isinstance(value, float) else str(value)
    return f"{str(account)[:40]!r} {str(month)[:7]}: {shown}"
