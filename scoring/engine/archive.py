"""The ZIP file of a workbook is looked through before anything parses it."""

from __future__ import annotations

import re
import xml.parsers.expat
import zipfile
from typing import IO, Final

from scoring.engine.room import MAX_RATIO
from scoring.engine.unpacking import fault
from scoring.engine.watch import Watch
from scoring.limits.files import UNPACKED_FREE_MB
from scoring.limits.workbooks import WORKBOOK_FILES, WORKBOOK_MB

MAX_UNPACKED: Final = WORKBOOK_MB.bytes
_UNSUSPICIOUS: Final = UNPACKED_FREE_MB.bytes
_MOST_FILES: Final = WORKBOOK_FILES.now
_PIECE: Final = 1 << 16
_UNSAVED: Final = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?: [^<>]*+)?/>)\s*+"
    rb"(?:<(?:\w+:)?v\s*+/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*+</(?:\w+:)?c>"
)


def check(archive: zipfile.ZipFile, key: str, packed: int) -> None:
    """Whether a ZIP file is a workbook that may be opened; its size is that of the file.

    Raises DataError for another kind, a password, or too many bytes once unpacked.
    """
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise fault(key, "this is a ZIP file and no XLSX workbook", "unpack it first")
    if any(part.flag_bits & 1 for part in parts):
        raise fault(key, "this workbook is password-protected", "save it without a password")
    size = sum(part.file_size for part in parts)  # zipfile reads no part beyond what it states
    if len(parts) > _MOST_FILES:
        problem = f"the workbook packs more than {_MOST_FILES:,} files"
        raise fault(key, problem, "save the sheet as CSV or Parquet")
    if size > MAX_UNPACKED:
        problem = f"the workbook unpacks to more than {MAX_UNPACKED:,} bytes"
        raise fault(key, problem, "save the sheet as CSV or Parquet")
    if size > max(_UNSUSPICIOUS, packed * MAX_RATIO):
        problem = f"the workbook unpacks to more than {MAX_RATIO} times its size"
        raise fault(key, problem, "save the sheet as CSV if you know what it is")


def look_through(archive: zipfile.ZipFile, key: str, watch: Watch) -> int:
    """How many formulas of all sheets have no saved value.

    Raises DataError for a part that defines entities, ExpatError for one that is no XML, and
    Stopped if the watch was asked to.
    """
    unsaved = 0
    for part in archive.infolist():
        watch.check()
        with archive.open(part) as stream:
            try:
                _no_doctype(stream, key)
            except xml.parsers.expat.ExpatError:
                if part.filename.endswith((".xml", ".rels")):
                    raise
        if part.filename.startswith("xl/worksheets/"):
            with archive.open(part) as stream:
                unsaved += _unsaved(stream, watch)
    return unsaved


def _no_doctype(stream: IO[bytes], key: str) -> None:
    begun: list[str] = []

    def refuse(*_: object) -> None:
        raise fault(key, "this workbook holds XML declarations of its own", "save it again")

    parser = xml.parsers.expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, _: begun.append(name)
    while not begun:
        piece = stream.read(_PIECE)
        parser.Parse(piece, not piece)
        if not piece:
            return


def _unsaved(stream: IO[bytes], watch: Watch) -> int:
    found, rest = 0, b""
    while piece := stream.read(1 << 20):
        watch.check()
        text = rest + piece
        end = text.rfind(b"</row>") + 1 or len(text)
        text, rest = (text[:end], text[end:]) if len(text) < 8 << 20 else (text, b"")
        if b"f" in text:
            found += len(_UNSAVED.findall(text))
    return found + len(_UNSAVED.findall(rest))
