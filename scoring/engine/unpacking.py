"""A packed or foreign text becomes plain UTF-8 in a private folder, piece by piece, bounded."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scoring.engine.room import Room
from scoring.errors import DataError, Finding

_PIECE: Final = 1 << 20


def unpacked(path: Path, key: str, into: Path, room: Room) -> Path:
    """The content of a gzip file as a file of its own.

    Raises DataError if it is cut off or damaged, and where there is no room for it.
    """
    packed = path.stat().st_size
    written = 0
    try:
        with gzip.open(path, "rb") as stream, into.open("wb") as out:
            while piece := stream.read(_PIECE):
                written += len(piece)
                if written > room.most(packed):
                    raise fault(key, *room.outgrown(packed))
                out.write(piece)
    except EOFError:
        raise fault(key, "this gzip file is cut off", "copy or export it again") from None
    except (gzip.BadGzipFile, zlib.error, OSError) as error:
        problem = f"this gzip file is damaged ({str(error)[:80]})"
        raise fault(key, problem, "copy or export it again") from None
    return into


def transcoded(path: Path, key: str, encoding: str, into: Path) -> Path:
    """The same text in UTF-8. Raises DataError naming the line of a byte that is no such text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with into.open("wb") as out:
        for piece in _pieces(path):
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                line += str(error.object[: error.start], encoding, "replace").count("\n")
                problem = f"this is not {encoding} text"
                raise fault(key, problem, "state its `encoding` under csv", line) from None
            line += text.count("\n")
            out.write(text.encode("utf-8", "replace"))
    return into


def _pieces(path: Path) -> Iterator[bytes]:
    """The bytes of a file, and at its end an empty piece."""
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece
        yield b""


def fault(key: str, problem: str, fix: str, line: int | None = None) -> DataError:
    """The error of one finding about a file."""
    return DataError([Finding(f"file '{key}'", problem, fix, line)])
