"""A bundle is written part by part into a stream, each part hashed on its way."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Final, cast

_MADE: Final = (1980, 1, 1, 0, 0, 0)
"""The date on every part, so that the same parts give the same bytes."""

_PACKED: Final = (".parquet", ".gz", ".xlsx")
"""Endings of files that are compressed already."""


class Writer:
    """A bundle that is being written; `files` holds bytes and SHA-256 of what is in it so far."""

    def __init__(self, out: IO[bytes]) -> None:
        """Begin a bundle in a stream, which need not be one that can be rewound."""
        self.files: dict[str, tuple[int, str]] = {}
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)

    @contextmanager
    def part(self, name: str) -> Iterator[IO[bytes]]:
        """A stream for one part; parts are written one after the other."""
        info = zipfile.ZipInfo(name, _MADE)
        packed = name.endswith(_PACKED)
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        with self._zip.open(info, "w", force_zip64=True) as stream:
            hashed = Hashed(stream)
            yield cast("IO[bytes]", hashed)
        self.files[name] = (hashed.tell(), hashed.digest)

    def text(self, name: str, said: str) -> None:
        """A part that is a text."""
        with self.part(name) as stream:
            stream.write(said.encode())

    def close(self) -> None:
        """Write the end of the ZIP file; the stream stays open."""
        self._zip.close()


class Hashed:
    """A stream to write to that counts and hashes what it hands on."""

    def __init__(self, out: IO[bytes]) -> None:
        """Hand on to a stream."""
        self._out, self._size, self._hash = out, 0, hashlib.sha256()
        self.closed = False

    def write(self, piece: Any) -> int:
        """Hand on some bytes."""
        view = memoryview(piece)
        self._hash.update(view)
        self._size += view.nbytes
        self._out.write(view)
        return view.nbytes

    def tell(self) -> int:
        """How many bytes there were."""
        return self._size

    def flush(self) -> None:
        """Nothing is held back."""

    def writable(self) -> bool:
        """Whether it can be written to."""
        return True

    def readable(self) -> bool:
        """Whether it can be read from."""
        return False

    def seekable(self) -> bool:
        """Whether it can be rewound."""
        return False

    def close(self) -> None:
        """Whoever writes a table into it may take it for a file of its own."""

    @property
    def digest(self) -> str:
        """The SHA-256 of all there was."""
        return self._hash.hexdigest()
