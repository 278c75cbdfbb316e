"""What the questions are asked of: the tables of a loaded data set, and its leak lights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scoring.backtest.leak_light import Leaks
from scoring.engine.quoting import Sql, statement
from scoring.engine.session import Session
from scoring.spec.catalogue import Catalogue, Measure

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Look:
    """A loaded data set, the day on which it is looked at, and its leak lights."""

    session: Session
    catalogue: Catalogue
    today: dt.date
    leaks: Leaks

    @property
    def numbers(self) -> tuple[Measure, ...]:
        """The measures of numbers that hold any."""
        return tuple(m for m in self.catalogue.measures if m.reads == "number" and m.filled)

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

    def each(self, template: str, measures: tuple[Measure, ...], **parts: Any) -> list[Sql]:
        """The same expression for each of these measures; {c} is the measure's column."""
        return [statement(template, c=m.column, **parts) for m in measures]


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
