"""A text whose lines end in two ways, as joined exports do, gets a copy in which all end alike.

LF and CR LF both end a row outside of quotes, so nothing is guessed. A lone CR may end a row, as
on old Macintoshes, or stand within a cell: among other ends it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from scoring.engine.opened import Opened
from scoring.engine.unpacking import fault
from scoring.errors import Finding
from scoring.limits.files import ROW_CHARACTERS

DIFFER: Final = "the lines end in different ways"
ONE_SORT: Final = "save it again with one sort of line end"
_MARK: Final = b"\xef\xbb\xbf"
_CHECKED: Final = 100_000
_LONGEST: Final = ROW_CHARACTERS.now


@dataclass(slots=True)
class _Ends:
    """How many rows end in CR LF, how many in LF alone, and how many in CR CR LF.

    The last is what a program on Windows makes of CR LF if it takes LF for all of the end.
    """

    windows: int = 0
    others: int = 0
    doubled: int = 0

    def add(self, line: bytes) -> None:
        """Count a line by its end."""
        if line.endswith(b"\r\r\n"):
            self.doubled += 1
        elif line.endswith(b"\r\n"):
            self.windows += 1
        else:
            self.others += 1

    def said(self) -> str:
        """What was seen; empty where all lines end alike, in an end that the reader knows."""
        seen = [(self.windows, "CR LF"), (self.others, "LF"), (self.doubled, "CR CR LF")]
        there = [f"{count:,} in {end}" for count, end in seen if count]
        return ", ".join(there) if len(there) > 1 or self.doubled else ""


def with_one_end(opened: Opened, key: str, check: Callable[[], None]) -> Opened | None:
    """The same file with LF behind each row, and a note of it; line ends in quoted cells stay.

    Input: a file of which the reader says that its lines end differently, its name in the source,
    and what ends the work. Output: None where no copy may be written, or where it would be the
    same. Raises DataError that names the line with an end that may be none.
    """
    if opened.kind != "csv" or opened.spare is None:
        return None
    with opened.readable.open("rb") as stream, opened.spare.open("wb") as out:
        ends = _copied(stream, out, _Quoted(opened.delimiter, opened.quote), key, check)
    if ends is None or not ends.said():
        return None
    problem = f"{DIFFER}: {ends.said()}; each was read as a row"
    fix = f"{ONE_SORT} to be rid of this note"
    note = Finding(f"file '{key}'", problem, fix, None, "note", kind="line_ends")
    return replace(opened, readable=opened.spare, spare=None, notes=(*opened.notes, note))


class _Quoted:
    """Which part of a line is enclosed in quotes, by the rules of the reader.

    A quote opens a cell at its beginning only, perhaps behind one space; elsewhere it is text.
    """

    def __init__(self, delimiter: str, quote: str) -> None:
        self.quote = q = quote.encode()
        mark = re.escape(delimiter.encode())
        cell = b"(?:Q[^Q\r\n]*+Q|[^Q\r\nM]*+)".replace(b"Q", q).replace(b"M", mark)
        self._plain = re.compile(cell + b"(?:" + mark + cell + b")*+\r*+\n")
        inside = b"(?:[^" + q + b"]++|" + q + q + b")*+"
        self._closes = re.compile(inside + q)
        self._cells = re.compile(b"(?<![^" + mark + b"]) ?" + q + inside + b"(" + q + b"|\\Z)")

    def plain(self, line: bytes) -> bool:
        """Whether a line is a whole row in which no line end is enclosed."""
        return bool(self._plain.fullmatch(line))

    def outside(self, line: bytes, *, within: bool) -> tuple[bytes, bool]:
        """What is not enclosed, and whether the line ends within quotes, as it perhaps begins."""
        at = 0
        if within:
            closed = self._closes.match(line)
            if not closed:
                return b"", True
            at = closed.end()
        kept: list[bytes] = []
        for cell in self._cells.finditer(line, at):
            kept.append(line[at : cell.start()])
            at = cell.end()
            if not cell[1]:
                return b"".join(kept), True
        return b"".join([*kept, line[at:]]), False


def _copied(
    stream: BinaryIO, out: BinaryIO, quoted: _Quoted, key: str, check: Callable[[], None]
) -> _Ends | None:
    """Write each row with LF behind it; None where one is too long, which the reader tells."""
    ends, within = _Ends(), False
    for number, line in enumerate(_lines(stream), start=1):
        if number % _CHECKED == 0:
            check()
        if len(line) > _LONGEST:
            return None
        bare = line
        if number == 1 and line.startswith(_MARK):
            out.write(_MARK)
            bare = line = line[len(_MARK) :]
        if within or (quoted.quote in line and not quoted.plain(line)):
            bare, within = quoted.outside(line, within=within)
        if b"\r" in bare.rstrip(b"\r\n"):
            raise fault(key, DIFFER, ONE_SORT, _shown(stream, line))
        if within or not line.endswith((b"\n", b"\r")):
            out.write(line)
            continue
        ends.add(line)
        out.write(line.rstrip(b"\r\n") + b"\n")
    return ends


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines up to LF, or as much of one as no row may have."""
    while line := stream.readline(_LONGEST + 1):
        yield line


def _shown(stream: BinaryIO, line: bytes) -> int:
    """The number of a line that was just read, as editors count, for which a lone CR ends one."""
    end = stream.tell() - len(line)
    stream.seek(0)
    ends, last = 1, b""
    while end and (piece := stream.read(min(end, 1 << 20))):
        end -= len(piece)
        ends += piece.count(b"\n") + piece.count(b"\r") - (last + piece).count(b"\r\n")
        last = piece[-1:]
    return ends
