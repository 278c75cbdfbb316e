"""A packed or foreign text becomes plain UTF-8 in a private folder, piece by piece, bounded."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scoring.errors import DataError, Finding
from scoring.limits.files import FILE_MB, UNPACKED_FREE_MB, UNPACKED_TIMES

MAX_BYTES: Final = FILE_MB.bytes
MAX_RATIO: Final = UNPACKED_TIMES.now
_UNSUSPICIOUS: Final = UNPACKED_FREE_MB.bytes
_PIECE: Final = 1 << 20


def unpacked(path: Path, key: str, into: Path) -> Path:
    """The content of a gzip file as a file of its own.

    Raises DataError if it is cut off or damaged, larger than MAX_BYTES, or, beyond 20 MB,
    more than MAX_RATIO times as large as it was packed.
    """
    packed = path.stat().st_size
    written = 0
    try:
        with gzip.open(path, "rb") as stream, into.open("wb") as out:
            while piece := stream.read(_PIECE):
                written += len(piece)
                if written > most_bytes(packed):
                    raise fault(key, *_too_large(written))
                out.write(piece)
    except EOFError:
        raise fault(key, "this gzip file is cut off", "copy or export it again") from None
    except (gzip.BadGzipFile, zlib.error, OSError) as error:
        problem = f"this gzip file is damaged ({str(error)[:80]})"
        raise fault(key, problem, "copy or export it again") from None
    return into


def most_bytes(packed: int) -> int:
    """How many bytes may become of so many, whatever a file says of itself."""
    return min(MAX_BYTES, max(_UNSUSPICIOUS, packed * MAX_RATIO))


def _too_large(written: int) -> tuple[str, str]:
    if written > MAX_BYTES:
        return f"it unpacks to more than {MAX_BYTES:,} bytes", "split it"
    problem = f"it unpacks to more than {MAX_RATIO} times its size"
    return problem, "unpack it yourself if you know what it is"


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
