"""What exports write below their last row, such as who made them and when, is no data."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from scoring.engine.sniffing import Row, rows_of
from scoring.errors import Finding

_LOOKED_AT: Final = 1 << 14
_PIECE: Final = 1 << 20
_SPACES: Final = b"\r\n\t "
_LINE_END: Final = re.compile(rb"\r?\n|\r")
_FEW: Final = 20
_WIDE: Final = 3
"""In a narrower table a row of one cell may be one of data."""
_A_SENTENCE: Final = 3
"""So many words in the one cell of a row say that it is none of data."""


@dataclass(frozen=True, slots=True)
class Footer:
    """Where the rows end and the footer begins, in bytes, and the texts of its rows."""

    begins: int
    texts: tuple[str, ...]

    def note(self, key: str) -> Finding:
        """What was left out."""
        count = len(self.texts)
        rows = "the last row has" if count == 1 else f"the last {count} rows have"
        fix = "take the empty row above it away if this is data"
        seen = tuple(repr(text[:60]) for text in self.texts[:3])
        problem = f"{rows} at most one cell; left out"
        return Finding(f"file '{key}'", problem, fix, None, "note", count, seen, "rows_after")


def footer_of(path: Path, text: str, delimiter: str, quote: str) -> Footer | None:
    """The rows of one cell at the end of a text table, below an empty row or in sentences.

    Input: the file, its first part, and how it is written. Output: None where the last rows are
    like the others, or where a cell that holds several lines reaches down there.
    """
    widths = Counter(
        len(row) for row in rows_of(text, delimiter, quote, 200) if sum(map(bool, row)) > 1
    )
    width = max(widths.items(), key=lambda w: (w[1], w[0]), default=(1, 0))[0]
    if width < _WIDE:
        return None
    below: list[tuple[int, Row]] = []
    for begins, line in _from_the_end(path, delimiter):
        if line.count(quote) % 2 or len(below) > _FEW:
            return None
        cells = next(iter(rows_of(line, delimiter, quote, 1)), [])
        if sum(map(bool, cells)) > 1:
            return _cut(below[::-1], width)
        below.append((begins, cells))
    return None


def _cut(below: list[tuple[int, Row]], width: int) -> Footer | None:
    """The footer among rows of at most one cell: all of them, or from the first empty one on."""
    first = next((i for i, (_, cells) in enumerate(below) if not any(cells)), len(below))
    said = [cells for _, cells in below[:first]]
    sentences = all(len(c) < width and len(" ".join(c).split()) >= _A_SENTENCE for c in said)
    start = 0 if sentences else first
    texts = tuple("".join(cells) for _, cells in below[start:] if any(cells))
    return Footer(below[start][0], texts) if texts else None


def _from_the_end(path: Path, delimiter: str) -> Iterator[tuple[int, str]]:
    """The last lines of a file from the last one up, each with the byte at which it begins.

    Lines without any text, of which there may be millions, are one. It ends at a line that is
    longer than any of a footer, and at the top.
    """
    end = path.stat().st_size
    with path.open("rb") as stream:
        while end:
            told = _end_of_text(stream, end, _SPACES + delimiter.encode())
            stream.seek(told)
            found = _LINE_END.search(stream.read(min(end - told, _LOOKED_AT)))
            below = told + found.end() if found else end
            if below < end:
                yield below, ""
            if not told:
                return
            begin = max(0, told - _LOOKED_AT)
            stream.seek(begin)
            tail = stream.read(told - begin)
            at = max(tail.rfind(b"\n"), tail.rfind(b"\r")) + 1
            if begin and not at:
                return
            stream.seek(begin + at)
            line = stream.read(below - begin - at)
            yield begin + at, line.decode("utf-8", "replace").strip("\r\n")
            end = begin + at


def _end_of_text(stream: BinaryIO, end: int, blank: bytes) -> int:
    """Where the last text above a byte ends; 0 if there is none."""
    while end:
        begin = max(0, end - _PIECE)
        stream.seek(begin)
        kept = len(stream.read(end - begin).rstrip(blank))
        if kept:
            return begin + kept
        end = begin
    return 0


def without_footer(path: Path, footer: Footer, into: Path) -> Path:
    """The same file without what is below its last row, as a private copy."""
    shutil.copyfile(path, into)
    with into.open("r+b") as stream:
        stream.truncate(footer.begins)
    return into
