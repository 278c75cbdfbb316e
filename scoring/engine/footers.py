"""What exports write below their last row, such as who made them and when, is no data."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scoring.engine.sniffing import Row, rows_of
from scoring.errors import Finding

_LOOKED_AT: Final = 1 << 14
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
    for begins, line in _from_the_end(path):
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


def _from_the_end(path: Path) -> Iterator[tuple[int, str]]:
    """The last lines of a file from the last one up, each with the byte at which it begins."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - _LOOKED_AT))
        tail = stream.read()
    end = size
    for line in reversed(tail.splitlines(keepends=True)[1:]):
        end -= len(line)
        yield end, line.decode("utf-8", "replace").strip("\r\n")


def without_footer(path: Path, footer: Footer, into: Path) -> Path:
    """The same file without what is below its last row, as a private copy."""
    shutil.copyfile(path, into)
    with into.open("r+b") as stream:
        stream.truncate(footer.begins)
    return into
