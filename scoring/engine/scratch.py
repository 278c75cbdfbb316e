"""Private folders for the time of reading; what a killed process left of them is cleared away."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_PREFIX: Final = "bellwether-"

OLD: Final = 24 * 3600.0
"""Seconds after which no load can still be using one."""


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that only this user may enter, gone with everything in it after the block."""
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as folder:
        yield Path(folder)


def clear_leftovers(now: float | None = None) -> int:
    """Remove our own folders of more than a day ago; how many there were.

    Only real folders of this user: a link of that name is left alone.
    """
    before = (time.time() if now is None else now) - OLD
    count = 0
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            found = path.lstat()
        except OSError:
            continue
        if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and found.st_mtime < before:
            shutil.rmtree(path, ignore_errors=True)
            count += 1
    return count
