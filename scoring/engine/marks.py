"""How the numbers and dates of each column are written, decided by the cells alone.

Cells of a sample go in, decisions come out; a column that nothing decides is undecided, and
whoever needs it as a number or a date has to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from scoring.engine.date_words import form_of
from scoring.engine.evidence import DAYS, NEARLY_ALL, NUMBERS, PLAIN, YEAR_FIRST, Cells
from scoring.engine.sniffing import Guess, Row

Numbers = Literal["plain", "whole", "point", "comma", "undecided"]
"""Whole: no mark was seen, and a point before three digits, if there is one, may group."""
Dates = Literal["iso", "day first", "month first", "stated", "undecided"]
_A_TENTH: Final = 0.1


@dataclass(frozen=True, slots=True)
class Marks:
    """How a column's cells are read, and of both kinds what was seen of an undecided one.

    `short` says that the years of its dates have two digits, `sign` which sign its numbers
    carry: only a text with that sign is one, such as the example in `sign_seen`.
    """

    numbers: Numbers = "plain"
    dates: Dates = "iso"
    date_format: str | None = None
    numbers_seen: str = ""
    dates_seen: str = ""
    short: bool = False
    sign: str = ""
    sign_seen: str = ""


class Decided(NamedTuple):
    """Marks for every column that is not read as a matter of course, and guesses about the file.

    Then the columns of whose filled cells at least half are numbers, and those of whose filled
    cells all are plain digits with a decimal point or none.
    """

    marks: Mapping[str, Marks]
    guesses: tuple[Guess, ...]
    numeric: frozenset[str]
    plain: frozenset[str]


def decide(
    header: Sequence[str],
    rows: Sequence[Row],
    decimal: str | None,
    date_format: str | None,
    *,
    continental: bool = False,
) -> Decided:
    """How each column's numbers and dates are read, and the guesses behind it.

    Input: the names; rows as they stand; the decimal mark and the form of dates, if stated;
    whether the file has a sign of a place where points group thousands: semicolons between
    cells, or letters beyond ASCII. Dates with points are another.
    A column's own dates decide, else those of the whole file.
    """
    columns = [Cells() for _ in header]
    for row in rows:
        for cells, cell in zip(columns, row, strict=False):
            if cell:
                cells.take(cell)
    short = [cells.take_short_years() for cells in columns]
    days = (c.example.get(kind, "") for c in columns for kind in DAYS)
    grouping = continental or any("." in day for day in days)
    numbers, about_numbers = _numbers(columns, decimal, grouping=grouping)
    dates, about_dates = _dates(columns, date_format)
    marks: dict[str, Marks] = {}
    about_signs: list[Guess] = []
    for i, label in enumerate(header):
        seen = [guess[0].evidence if guess else "" for guess in (about_numbers, about_dates)]
        form = _in_words(label, columns[i], (row[i] for row in rows if i < len(row)))
        one = Marks(numbers[i], dates[i], date_format, seen[0], seen[1], short[i])
        if form and dates[i] == "iso":
            one = replace(one, dates="stated", date_format=form)
            said = f"the dates of '{label[:40]}' are written so"
            about_dates = [*about_dates, Guess("form of dates", form, 0.95, said)]
        if columns[i].sign:
            one, open_question = _with_sign(one, columns[i], decimal, about_numbers)
            about_signs += open_question
        if (one.numbers, one.dates, one.sign) != ("plain", "iso", ""):
            marks[label] = one
    named = list(zip(header, columns, strict=True))
    return Decided(
        marks,
        (*about_numbers, *about_signs[:1], *about_dates),
        frozenset(label for label, c in named if c.of(*NUMBERS) >= 0.5 or c.sign),
        frozenset(label for label, c in named if c.of(*PLAIN) == 1),
    )


def _with_sign(
    marks: Marks, cells: Cells, stated: str | None, about_file: Sequence[Guess]
) -> tuple[Marks, list[Guess]]:
    """The marks of a column whose numbers carry a sign, and what has to be asked about it.

    Its own numbers decide on the decimal mark, else those of the file, else nothing does.
    """
    known = [stated or "", *(guess.value for guess in about_file if not guess.ambiguous)]
    of_file: Numbers = "comma" if "," in known else "point" if "." in known else "undecided"
    comma, point = cells.signed["comma"], cells.signed["point"]
    unclear = cells.signed["a comma or thousands"] + cells.signed["a point or thousands"]
    numbers: Numbers = "comma" if comma else "point" if point else "plain"
    if stated or (unclear and not comma and not point):
        numbers = of_file
    if comma and point and not stated:
        numbers = "undecided"
    example = cells.example["signed"]
    marks = replace(marks, numbers=numbers, sign=cells.sign, sign_seen=example)
    if numbers != "undecided":
        return marks, []
    seen = f"{_cells(cells.signs.total())} like {example}"
    asked = Guess("decimal mark", ",", 0.0, f"{seen}, none that tells", ambiguous=True)
    is_asked = any(guess.ambiguous for guess in about_file)
    return replace(marks, numbers_seen=asked.evidence), [] if is_asked else [asked]


def _in_words(label: str, column: Cells, cells: Iterable[str]) -> str | None:
    """The form of the column's dates, looked for only where its cells are no other thing."""
    days = column.seen["whole"] + column.seen["named day"]
    return form_of(label, [*cells]) if days and days >= NEARLY_ALL * column.filled else None


def _numbers(
    columns: Sequence[Cells], stated: str | None, *, grouping: bool
) -> tuple[list[Numbers], list[Guess]]:
    """Each column's numbers; `grouping` says that points may group thousands in this file."""
    if stated:
        said: Numbers = "comma" if stated == "," else "point"
        return [said] * len(columns), []
    numeric = [c.of(*NUMBERS) >= 0.5 for c in columns]
    total: Counter[str] = Counter()
    example: dict[str, str] = {}
    for cells, counts in zip(columns, numeric, strict=True):
        if counts:
            total.update(cells.seen)
            example = cells.example | example
    comma, point, unclear = total["comma"], total["point"], total["a comma or thousands"]
    points = total["a point or thousands"]
    doubtful = points if unclear or grouping else 0
    decided: Numbers = "plain"
    guesses: list[Guess] = []
    if comma and point:
        seen = f"{_cells(comma)} like {example['comma']}, {_cells(point)} like {example['point']}"
        guesses = [Guess("decimal mark", ",", 0.0, seen, ambiguous=True)]
        decided = "undecided"
    elif comma:
        guesses = [Guess("decimal mark", ",", 0.95, f"{_cells(comma)} like {example['comma']}")]
        decided = "comma"
    elif point:
        guesses = [Guess("decimal mark", ".", 0.95, f"{_cells(point)} like {example['point']}")]
        decided = "point" if unclear or _has_comma(columns, numeric) else "plain"
        grouping = False
    elif unclear or doubtful:
        kind = "a comma or thousands" if unclear else "a point or thousands"
        seen = f"{_cells(unclear or points)} like {example[kind]}, none that tells"
        guesses = [Guess("decimal mark", ",", 0.0, seen, ambiguous=True)]
        decided = "undecided"
    asked = {"comma", "a comma or thousands", *(["a point or thousands"] if doubtful else [])}
    found = zip(columns, numeric, strict=True)
    columns_own = (_for_column(c, decided, asked if n else set(), grouping) for c, n in found)
    return list(columns_own), guesses


def _for_column(cells: Cells, decided: Numbers, asked: Collection[str], grouping: bool) -> Numbers:
    """What was decided; nothing is undecided in a column without a mark that is asked about."""
    if decided in ("comma", "point") or (decided == "plain" and not grouping):
        return decided
    if decided == "undecided" and any(cells.seen[kind] for kind in asked):
        return "undecided"
    return "whole" if grouping and any(cells.seen[kind] for kind in NUMBERS) else "plain"


def _has_comma(columns: Sequence[Cells], numeric: Sequence[bool]) -> bool:
    return any(
        "," in example
        for cells, counts in zip(columns, numeric, strict=True)
        if counts
        for example in cells.example.values()
    )


def _dates(columns: Sequence[Cells], stated: str | None) -> tuple[list[Dates], list[Guess]]:
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


def _cells(count: int) -> str:
    return "1 cell is" if count == 1 else f"{count:,} cells are"
