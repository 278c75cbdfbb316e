"""In which currency amounts are, by the signs in the names and cells of columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from scoring.spec.guess import Column
from scoring.spec.guess_keys import Seen
from scoring.spec.tables import Table

_SIGNS: Final = {
    "€": r"€|(?<![a-z])(eur|euros?)(?![a-z])",
    "£": r"£|(?<![a-z])gbp(?![a-z])",
    "¥": r"¥|(?<![a-z])(jpy|cny)(?![a-z])",
    "₹": r"₹|(?<![a-z])inr(?![a-z])",
    "CHF": r"(?<![a-z])chf(?![a-z])",
    "$": r"\$|(?<![a-z])usd(?![a-z])",
}


def guess_currency(files: Sequence[Seen], tables: Iterable[Table]) -> str | None:
    """The one currency of which the columns of revenue speak, else of which any column does.

    None where none does, or several do: nothing is chosen among them.
    """
    revenue = {(table.key, table.arr) for table in tables}
    every = [(seen.key, column) for seen in files for column in seen.columns]
    first = _spoken_of(column for key, column in every if (key, column.label) in revenue)
    found = first or _spoken_of(column for _, column in every)
    return next(iter(found)) if len(found) == 1 else None


def _spoken_of(columns: Iterable[Column]) -> set[str]:
    """The currencies in the names of columns, and in cells that hold a number beside a sign."""
    texts: list[str] = []
    for column in columns:
        cells = (e for e in column.examples if len(e) <= 30 and re.search(r"\d", e))
        texts += [column.label, *cells]
    return {sign for sign, form in _SIGNS.items() if any(re.search(form, t.lower()) for t in texts)}
