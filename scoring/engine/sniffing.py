"""How a text table is written, guessed from its first part: each guess with its evidence.

Nothing here opens a file: bytes or rows go in, guesses come out.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scoring.engine.alphabets import alphabet_of
from scoring.engine.escaped import escaped_alphabet

ROWS: Final = 2_000
_LOOKED_AT: Final = 200
_MARKED: Final = {
    codecs.BOM_UTF32_LE: "utf-32-le",  # before that of UTF-16, with which it begins
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_TYPED: Final = re.compile(
    r"[+-]?[\d.,' \u00a0]*\d[\d.,' \u00a0]*%?|\d{1,4}[./-]\d{1,2}([./-]\d{1,4})?([T ].*)?"
)
_DAY: Final = re.compile(r"\d{4}[-/]\d{1,2}([-/]\d{1,2})?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_YES_NO: Final = frozenset(("true", "false", "yes", "no", "y", "n"))
_NO_VALUE: Final = frozenset(
    ("", "-", "–", "n/a", "na", "nan", "null", "none", "nil", "unknown", "missing", "tbd", "?")
)

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Guess:
    """One thing that was read off a file: what, its value, how sure (0 to 1), and why.

    `ambiguous` says that nothing decides: the value is then none to be relied on.
    """

    about: str
    value: str
    confidence: float
    evidence: str
    ambiguous: bool = False


def guess_encoding(head: bytes, *, whole: bool) -> Guess:
    """In which encoding a text is written.

    Input: its first bytes, and whether they are all there are. Output: a codec's name.
    """

    def guess(value: str, confidence: float, evidence: str) -> Guess:
        return Guess("encoding", value, confidence, evidence)

    for mark, codec in _MARKED.items():
        if head.startswith(mark):
            return guess(codec, 1.0, "it begins with the byte order mark")
    if len(head) >= 8 and head.count(0) * 3 >= len(head) * 2:
        low = 3 if head[0] == 0 else 0  # a letter is not nothing: its lowest byte is no zero
        if head[low::4].count(0) * 20 < len(head):
            codec = "utf-32-be" if low else "utf-32-le"
            return guess(codec, 0.9, "three of every four bytes are zero")
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) >= 4 and max(even, odd) * 5 >= len(head) * 2 and min(even, odd) * 20 < len(head):
        codec = "utf-16-le" if odd > even else "utf-16-be"
        return guess(codec, 0.9, "every other byte is zero")
    if _decodes(head, whole=whole):
        plain = head.isascii()
        escaped = escaped_alphabet(head) if plain else None
        if escaped:
            return guess(*escaped)
        reason = "it holds plain ASCII characters only" if plain else "all of it is sound UTF-8"
        return guess("utf-8", 1.0, reason)
    return guess(*alphabet_of(head, whole=whole))


def _decodes(head: bytes, *, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=whole)
    except UnicodeDecodeError:
        return False
    return True


def rows_of(text: str, delimiter: str, quote: str, most: int = ROWS) -> list[Row]:
    """The first rows of a text; those after a cell that cannot be read are left out."""
    rows: list[Row] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quotechar=quote):
            rows.append(tuple(map(str.strip, row)))  # Python looks at no tuple of texts again
            if len(rows) >= most:
                break
    except csv.Error:
        pass
    return rows


def guess_delimiter(text: str, quote: str = '"') -> Guess:
    """What stands between cells: the mark that cuts most rows into the same number of cells."""
    first = re.sub(f"{quote}[^{quote}]*{quote}", "", re.split(r"[\r\n]", text, maxsplit=1)[0])
    scores: dict[str, tuple[float, int]] = {}
    said: dict[str, str] = {}
    for mark in _DELIMITERS:
        widths = [len(row) for row in rows_of(text, mark, quote, _LOOKED_AT) if any(row)]
        width, count = max(Counter(widths).items(), key=lambda w: (w[1], w[0]), default=(1, 0))
        if width < 2 and first.count(mark):
            width, count = first.count(mark) + 1, 1
        scores[mark] = (count / max(1, len(widths)) if width > 1 else 0.0, first.count(mark))
        said[mark] = f"{count} of {len(widths)} rows have {width} cells"
    best = max(scores, key=lambda mark: scores[mark])
    share = scores[best][0]
    if not share:
        return Guess("delimiter", ",", 0.5, "no delimiter is in it: there is one column")
    rivals = [m for m, score in scores.items() if m != best and score == scores[best]]
    confidence = 0.5 if rivals else share
    return Guess("delimiter", best, confidence, f"by {_DELIMITERS[best]}, {said[best]}")


@dataclass(frozen=True, slots=True)
class HeaderGuess:
    """Where the header row is, and how many rows below it describe columns; with reasons."""

    above: int
    below: int
    reasons: tuple[Guess, ...]


def guess_header(rows: Sequence[Row], above: int | None, below: int | None) -> HeaderGuess:
    """Where the names are: below a title, and above a row that describes the columns.

    Input: the first rows, and what is stated of the rows above and below the names.
    """
    reasons: list[Guess] = []
    if above is None:
        above = _titles(rows)
        if above:
            said = f"the first {'row has' if above == 1 else f'{above} rows have'} at most one cell"
            reasons.append(Guess("rows above the header", str(above), 0.9, said))
    if below is None:
        below = int(_describes(rows[above + 1 :]))
        if below:
            shown = "; ".join(repr(cell[:30]) for cell in rows[above + 1] if cell)[:100]
            said = f"the row below the names holds words over numbers and dates: {shown}"
            reasons.append(Guess("rows below the header", "1", 0.8, said))
    return HeaderGuess(above, below, tuple(reasons))


def _titles(rows: Sequence[Row]) -> int:
    """How many rows stand above the names: rows with at most one filled cell."""
    widths = Counter(len(row) for row in rows[:_LOOKED_AT] if sum(map(bool, row)) > 1)
    width = max(widths.items(), key=lambda w: (w[1], w[0]), default=(1, 0))[0]
    above = 0
    while above < min(20, len(rows)) and sum(map(bool, rows[above])) <= 1:
        above += 1
    if width < 2 or not 0 < above < len(rows):
        return 0
    names = rows[above]
    # By sep=; a file tells Excel its delimiter, which is a cell of it where that is the delimiter.
    alone = len(rows[0]) < 2 or width > 2 or rows[0][0].lower().startswith("sep=")
    # The cells at the end of a row of a sheet may be empty in most rows, and are none then.
    named = len(names) >= width and all(names) and not any(map(typed, names))
    return above if alone and (named or _names_days(names, width)) else 0


def _names_days(names: Row, width: int) -> bool:
    """Whether a row names columns, perhaps all but one, most of them by different days."""
    days = [name for name in names if typed(name) and _DAY.match(name)]
    others = [name for name in names if name not in days]
    plain = len(names) == width and sum(map(bool, names)) >= width - 1
    few = 2 * len(days) > width and 0 < len(others) == len(names) - len({*days})
    return plain and few and not any(map(typed, others))


def _describes(rows: Sequence[Row]) -> bool:
    """Whether a first row describes columns: words above columns that hold values."""
    if len(rows) < 3 or any(typed(cell) or cell.lower() in _YES_NO for cell in rows[0]):
        return False
    below = [row for row in rows[1:_LOOKED_AT] if any(row)]
    hits = sentences = 0
    for i, cell in enumerate(rows[0]):
        filled = [row[i] for row in below if i < len(row) and row[i]]
        hard = sum(typed(cell) or cell.lower() in _YES_NO for cell in filled)
        if len(filled) < 2 or hard < 0.9 * len(filled):
            continue
        if cell.lower() in _NO_VALUE:
            return False
        hits += 1
        sentences += " " in cell
    return hits >= 2 or (hits == 1 and sentences == 1)


def typed(cell: str) -> bool:
    """Whether a cell reads as a number or a date."""
    return bool(_TYPED.fullmatch(cell))
