"""A reader of workbooks gets no part whose XML would fill the memory, however small the file.

The parts are counted while they are read, before the reader has them: elements and attributes
within one row, those beside the rows, how deep they stand, and how long one of them is.
"""

from __future__ import annotations

import io
import xml.parsers.expat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Final, Literal

from scoring.engine.unpacking import fault
from scoring.engine.watch import Watch
from scoring.limits.workbooks import (
    XML_BESIDE_BYTES,
    XML_BESIDE_PARTS,
    XML_DEPTH,
    XML_ONE_BYTES,
    XML_ROW_BYTES,
    XML_ROW_PARTS,
    XML_ROWS,
)

MAX_DEPTH: Final = XML_DEPTH.now
MAX_IN_ROW: Final = XML_ROW_PARTS.now
MAX_BESIDE: Final = XML_BESIDE_PARTS.now
MAX_ROWS: Final = XML_ROWS.now
SHORT_ROW: Final = 200_000
MAX_LENGTH: Final = XML_ONE_BYTES.now
MAX_ROW_LENGTH: Final = XML_ROW_BYTES.now
MAX_LENGTH_BESIDE: Final = XML_BESIDE_BYTES.now
_PIECE: Final = 1 << 16
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FIX: Final = "save the sheet as CSV"

Whole = Literal["row", "si"]
"""What the reader lets go of once it has read it: a row of a sheet, a shared string."""


class GuardedArchive(zipfile.ZipFile):
    """The ZIP file of a workbook, to be read under a watch; `key` names it in findings."""

    def __init__(self, file: IO[bytes], key: str, watch: Watch) -> None:
        """Over a file that is open, and stays so. Raises BadZipFile."""
        super().__init__(file)
        self._key, self._watch = key, watch
        self._whole: Whole = "row"

    @contextmanager
    def of_strings(self) -> Iterator[None]:
        """While shared strings are read, which are let go of one by one."""
        self._whole = "si"
        try:
            yield
        finally:
            self._whole = "row"

    def open(self, *args: Any, **more: Any) -> IO[bytes]:
        """A part, which raises DataError or Stopped while it is read."""
        stream = super().open(*args, **more)
        counted = _Counted(stream, _Count(self._key, self._whole), self._watch)
        return io.BufferedReader(counted, _PIECE)


class _Counted(io.RawIOBase):
    """A stream of which every piece is counted before it is handed on."""

    def __init__(self, stream: IO[bytes], count: _Count, watch: Watch) -> None:
        self._stream, self._count, self._watch = stream, count, watch

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._watch.check()
        piece = self._stream.read(min(len(buffer), _PIECE))
        self._count.add(piece)
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Count:
    """What has been seen of one part.

    Within a row only ends are counted, which halves the time, until the row is no short one: by
    then little can have begun in it that did not end.
    """

    def __init__(self, key: str, whole: Whole) -> None:
        self._key, self._row = key, f"{_MAIN} {whole}"
        self._depth = self._inside = self._beside = self._rows = 0
        self._quiet = self._long = self._last = 0
        self._heard = self._within = self._turned = False
        self._parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
        self._parser.ordered_attributes = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._sound = True

    def add(self, piece: bytes) -> None:
        """Count a piece. Raises DataError if the part is more than a sheet can be."""
        if not self._sound:
            return
        try:
            self._parser.Parse(piece, not piece)
        except xml.parsers.expat.ExpatError:
            self._sound = False  # the reader trips over it as well, at the same place
            return
        self._quiet = 0 if self._heard else self._quiet + len(piece)
        self._long = 0 if self._turned else self._long + len(piece)
        self._heard = self._turned = False
        most = MAX_ROW_LENGTH if self._within else MAX_LENGTH_BESIDE
        if self._quiet > MAX_LENGTH or self._long > most:
            length = MAX_LENGTH if self._quiet > MAX_LENGTH else most
            self._stop(f"a part of it is longer than {length:,} bytes")
        if self._within and self._long > SHORT_ROW:
            self._parser.StartElementHandler = self._begin_within

    def _begin(self, name: str, attributes: list[str]) -> None:
        self._heard = True
        if name == self._row:
            self._rows += 1
            if self._rows > MAX_ROWS:
                self._stop(f"it has more than {MAX_ROWS:,} rows or texts")
            self._keep_order(attributes)
            self._within = self._turned = True
            self._inside = 0
            self._parser.StartElementHandler = None
            return
        self._depth += 1
        self._beside += 1 + len(attributes) // 2
        if self._depth > MAX_DEPTH:
            self._stop(f"its parts stand within each other more than {MAX_DEPTH} deep")
        if self._beside > MAX_BESIDE:
            self._stop(f"it has more than {MAX_BESIDE:,} parts beside its cells")

    def _keep_order(self, attributes: list[str]) -> None:
        """The reader leaves a row out that stands below one of a higher number, or of its own."""
        said = dict(zip(attributes[::2], attributes[1::2], strict=True)).get("r", "")
        number = int(said[:9]) if said.isascii() and said.isdecimal() else self._last + 1
        if number <= self._last:
            self._stop(f"a row {number:,} of it stands below row {self._last:,}")
        self._last = number

    def _begin_within(self, _: str, attributes: list[str]) -> None:
        self._heard = True
        self._inside += 1 + len(attributes) // 2
        self._stop_within()

    def _end(self, name: str) -> None:
        self._heard = True
        if not self._within:
            self._depth -= 1
        elif name == self._row:
            self._within, self._turned = False, True
            self._parser.StartElementHandler = self._begin
        else:
            self._inside += 1
            self._stop_within()

    def _stop_within(self) -> None:
        if self._inside > MAX_IN_ROW:
            self._stop(f"a row of it has more than {MAX_IN_ROW:,} parts")

    def _stop(self, problem: str) -> None:
        raise fault(self._key, f"the workbook is no usual one: {problem}", _FIX)
