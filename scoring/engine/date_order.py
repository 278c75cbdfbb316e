"""Which of a date's two numbers is the day: what a column's own dates prove, else the file's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, Literal

from scoring.engine.evidence import DAYS, YEAR_FIRST, Cells
from scoring.engine.sniffing import Guess

Dates = Literal["iso", "day first", "month first", "stated", "undecided"]
_A_TENTH: Final = 0.1


def orders_of(columns: Sequence[Cells], stated: str | None) -> tuple[list[Dates], list[Guess]]:
    """The order in each column, and the guess behind it; none where a form is stated.

    A column's own dates decide, else those of all.
    """
    if stated:
        return ["stated"] * len(columns), []
    dated = [_is_dated(c) for c in columns]
    pool: Counter[str] = Counter()
    for cells, counts in zip(columns, dated, strict=True):
        pool.update({kind: cells.seen[kind] for kind in DAYS} if counts else {})
    total = sum(pool.values())
    if not total:
        return ["iso"] * len(columns), []
    whole = _order(pool)
    found: list[Dates] = []
    for cells, counts in zip(columns, dated, strict=True):
        own = _order(cells.seen)
        one_sided = not (cells.seen["day first"] and cells.seen["month first"])
        found.append(own if own != "undecided" else whole if one_sided else "undecided")
        found[-1] = found[-1] if counts else "iso"
    first, second = pool["day first"], pool["month first"]
    seen = [f"{first} of {total} dates have a day above 12 in the first place"] if first else []
    seen += [f"{second} of {total} dates have a day above 12 in the second place"] if second else []
    if "undecided" in found:
        example = next(
            (c.example["either"] for c in columns if "either" in c.example), "04/05/2024"
        )
        seen = seen or [f"{total:,} of {total:,} could be either, such as {example}"]
        return found, [Guess("order of dates", example, 0.0, "; ".join(seen), ambiguous=True)]
    sure = 0.8 + 0.2 * max(first, second) / total
    return found, [Guess("order of dates", whole, sure, "; ".join(seen))]


def _is_dated(cells: Cells) -> bool:
    """Whether a column is of dates, not all of them with the year first.

    A few that nothing decides are told as unreadable and not asked about.
    """
    few = cells.of(*DAYS) < _A_TENTH and _order(cells.seen) == "undecided"
    return not few and cells.of(*DAYS) > 0 and cells.of(*DAYS, YEAR_FIRST) > 0.5


def _order(seen: Counter[str]) -> Dates:
    if seen["day first"] and not seen["month first"]:
        return "day first"
    if seen["month first"] and not seen["day first"]:
        return "month first"
    return "undecided"
