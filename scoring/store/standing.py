"""How a file and its log lie on the disk, by which it is noticed that somebody touched them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_Identity = tuple[int, int]
_NONE = (0, 0)


@dataclass(frozen=True, slots=True)
class Standing:
    """Device and number of a file, of its log and of the index of that; zeros for none.

    `size` is that of the file in bytes, `changed` its time of change in ns.
    """

    file: _Identity
    log: _Identity
    index: _Identity
    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> Self:
        """How the file of this path lies now.

        It is asked for, never opened: whoever closes a file gives up all locks of this process
        on it, those of SQLite included.
        """
        found = _found(path)
        return cls(
            _identity(found),
            _identity(_found(path.with_name(path.name + "-wal"))),
            _identity(_found(path.with_name(path.name + "-shm"))),
            found.st_size if found else 0,
            found.st_mtime_ns if found else 0,
        )

    @property
    def is_there(self) -> bool:
        """Whether there is a file at all."""
        return self.file != _NONE


def _found(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _identity(found: os.stat_result | None) -> _Identity:
    return (found.st_dev, found.st_ino) if found else _NONE
