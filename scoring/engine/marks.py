"""How the numbers and dates of each column are written, decided by the cells alone.

Cells of a sample go in, decisions come out; a column that nothing decides is undecided, and
whoever needs it as a number or a date has to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal, NamedTuple

from scoring.engine.date_order import Dates, orders_of
from scoring.engine.date_words import form_of
from scoring.engine.evidence import DAYS, NEARLY_ALL, NO_VALUES, NUMBERS, PLAIN, Cells
from scoring.engine.sniffing import Guess, Row

Numbers = Literal["plain", "whole", "point", "comma", "undecided"]
"""Whole: no mark was seen, and a point before three digits, if there is one, may group."""


@dataclass(frozen=True, slots=True)
class Marks:
    """How a column's cells are read, and of both kinds what was seen of an undecided one.

    `short` says that the years of its dates have two digits, `sign` which sign its numbers
    carry: only a text with that sign is one, such as the example in `sign_seen`. `brackets` says
    that a number in brackets is below zero, `spaces` that spaces group thousands; both are seen.
    """

    numbers: Numbers = "plain"
    dates: Dates = "iso"
    date_format: str | None = None
    numbers_seen: str = ""
    dates_seen: str = ""
    short: bool = False
    sign: str = ""
    sign_seen: str = ""
    brackets: bool = False
    spaces: bool = False

    @property
    def is_dressed(self) -> bool:
        """Whether a number is more than its digits and its decimal mark."""
        return bool(self.sign) or self.brackets or self.spaces


class Decided(NamedTuple):
    """Marks for every column that is not read as a matter of course, and guesses about the file.

    Then the columns of whose filled cells at least half are numbers, those of whose filled cells
    all are plain digits with a decimal point or none, and those in which one says that it is none.
    """

    marks: Mapping[str, Marks]
    guesses: tuple[Guess, ...]
    numeric: frozenset[str]
    plain: frozenset[str]
    no_values: frozenset[str]


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
    whether the file may be from a place where points group thousands: semicolons or tabs between
    cells, or letters beyond ASCII. Dates with points are another.
    A column's own dates decide, else those of the whole file.
    """
    columns = _counted(header, rows)
    short = [cells.take_short_years() for cells in columns]
    days = (c.example.get(kind, "") for c in columns for kind in DAYS)
    grouping = continental or any("." in day for day in days)
    numbers, about_numbers = _numbers(columns, decimal, grouping=grouping)
    dates, about_dates = orders_of(columns, date_format)
    marks: dict[str, Marks] = {}
    about_signs: list[Guess] = []
    for i, label in enumerate(header):
        seen = [guess[0].evidence if guess else "" for guess in (about_numbers, about_dates)]
        form = _in_words(label, columns[i], (row[i] for row in rows if i < len(row)))
        one = Marks(numbers[i], dates[i], date_format, seen[0], seen[1], short[i])
        one = replace(one, brackets=columns[i].brackets, spaces=columns[i].spaces)
        if form and dates[i] == "iso":
            one = replace(one, dates="stated", date_format=form)
            said = f"the dates of '{label[:40]}' are written so"
            about_dates = [*about_dates, Guess("form of dates", form, 0.95, said)]
        if columns[i].sign:
            one, open_question = _with_sign(one, columns[i], decimal, about_numbers)
            about_signs += open_question
        if (one.numbers, one.dates) != ("plain", "iso") or one.is_dressed:
            marks[label] = one
    named = list(zip(header, columns, strict=True))
    return Decided(
        marks,
        (*about_numbers, *about_signs[:1], *about_dates),
        frozenset(label for label, c in named if c.of(*NUMBERS) >= 0.5 or c.sign),
        frozenset(
            label for label, c in named if c.of(*PLAIN) == 1 and not (c.no_value or c.is_dressed)
        ),
        frozenset(label for label, c in named if c.no_value),
    )


def _counted(header: Sequence[str], rows: Sequence[Row]) -> list[Cells]:
    """The filled cells of each column."""
    columns = [Cells() for _ in header]
    for cells, column in zip(columns, zip_longest(*rows, fillvalue=""), strict=False):
        # Most cells stand there more than once, and each is looked at once.
        counted = Counter(column)
        del counted[""]
        cells.take_all(counted)
    for cells in columns:
        cells.take_brackets_and_spaces()
    return columns


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
    unclear_only = numbers == "undecided" and not (comma or point)
    if unclear_only and _are_thousands(cells):
        seen = f"{_cells(cells.signs.total())} like {example}, and money has no three decimals"
        marks = replace(marks, numbers="point", sign=cells.sign, sign_seen=example)
        return marks, [] if about_file else [Guess("decimal mark", ".", 0.9, seen)]
    marks = replace(marks, numbers=numbers, sign=cells.sign, sign_seen=example)
    if numbers != "undecided":
        return marks, []
    seen = f"{_cells(cells.signs.total())} like {example}"
    asked = Guess("decimal mark", ",", 0.0, f"{seen}, none that tells", ambiguous=True)
    is_asked = any(guess.ambiguous for guess in about_file)
    return replace(marks, numbers_seen=asked.evidence), [] if is_asked else [asked]


def _are_thousands(cells: Cells) -> bool:
    """Whether the commas of amounts group thousands, as all have three digits behind them.

    Of a point nobody knows: the price of a litre, or of a call, has three decimals.
    """
    unclear = cells.signed["a comma or thousands"], cells.signed["a point or thousands"]
    return cells.sign != "%" and bool(unclear[0]) and not unclear[1]


def _in_words(label: str, column: Cells, cells: Iterable[str]) -> str | None:
    """The form of the column's dates, looked for only where its cells are no other thing."""
    days = column.seen["whole"] + column.seen["named day"]
    if not days or days < NEARLY_ALL * column.valued:
        return None
    return form_of(label, [cell for cell in cells if cell not in NO_VALUES])


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
        decided = "point" if unclear or any(c.by_comma for c in columns) else "plain"
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


def _cells(count: int) -> str:
    return "1 cell is" if count == 1 else f"{count:,} cells are"
