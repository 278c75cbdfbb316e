"""A file is there whole or as it was before: it is written aside and then put in its place."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from scoring.errors import CommandError


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A stream whose bytes become the file once all of them are written and on the disk.

    Whoever reads the file meanwhile, or after a failure, finds what was there before. A path
    that is no plain file, such as /dev/stdout, is written to as it is. Raises CommandError
    where it cannot be written.
    """
    try:
        with _aside(Path(os.path.realpath(path))) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        problem = f"'{path}' cannot be written ({error.strerror or error})"
        raise CommandError(problem, fix="choose another place") from None


@contextmanager
def _aside(path: Path) -> Iterator[IO[bytes]]:
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.", suffix=".part")
    try:
        with os.fdopen(number, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_mode(path))
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _mode(path: Path) -> int:
    """Who may read the file: whoever could before, else whom the user's mask allows."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
