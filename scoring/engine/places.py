"""Where the files of a source are: in a folder, or dropped by a visitor and kept in memory.

The other places, which only whoever runs Bellwether can open, are in `standing` and `remote`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final, Protocol

from scoring.engine.room import DROPPED, OWN, Room
from scoring.engine.scratch import scratch_folder
from scoring.engine.watch import Watch
from scoring.errors import DataError, Finding, did_you_mean
from scoring.limits.files import LISTED_FILES
from scoring.spec.data_file import File

MAX_LISTED: Final = LISTED_FILES.now
_LONGEST: Final = 120
ENDINGS: Final = (".csv", ".tsv", ".txt", ".gz", ".xlsx", ".parquet", ".duckdb", ".db")
"""How the names of data files end; what a file really is, its content says."""


class Place(Protocol):
    """Files that a source may name, and how they are come by."""

    def at_hand(
        self, files: Iterable[File], watch: Watch | None = None, /
    ) -> AbstractContextManager[Path]:
        """A folder to which the paths of these files are relative, for the time of reading.

        Raises DataError for a file that the place does not have, and Stopped if `watch` was
        asked to.
        """

    def listed(self) -> tuple[File, ...]:
        """What can be read from here, in order, at most MAX_LISTED. Raises DataError."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Files that stand in a folder; if it is `closed`, no path of a source leads out of it."""

    path: Path
    closed: bool = False

    @contextmanager
    def at_hand(self, files: Iterable[File], _watch: Watch | None = None, /) -> Iterator[Path]:
        """The folder itself; a file that is missing is told by whoever opens it."""
        outside = [file.path for file in files if self.closed and self._leads_out(file.path)]
        if outside:
            raise DataError([_outside(path) for path in outside])
        yield self.path

    def _leads_out(self, path: str) -> bool:
        """Whether a path leaves the folder; links that lie in it are whoever's who laid them."""
        plain = PurePath(path)
        if not plain.is_absolute() and ".." not in plain.parts:
            return False
        try:
            return not (self.path / plain).resolve().is_relative_to(self.path.resolve())
        except (OSError, RuntimeError):  # a name too long, links in a circle
            return True

    def listed(self) -> tuple[File, ...]:
        """The data files that stand directly in the folder, by their endings; no hidden ones."""
        try:
            found = [p.name for p in self.path.iterdir() if is_data(p.name) and p.is_file()]
        except OSError as error:
            problem = f"the folder cannot be read ({error.strerror})"
            raise DataError([Finding("data", problem, "check its path and permissions")]) from None
        return tuple(File(path=name) for name in sorted(found)[:MAX_LISTED])


@dataclass(frozen=True, slots=True)
class Dropped:
    """Files of a visitor: bytes by name, on disk only while they are read.

    The names are those that `safe_name` gives.
    """

    files: Mapping[str, bytes]

    @contextmanager
    def at_hand(self, files: Iterable[File], _watch: Watch | None = None, /) -> Iterator[Path]:
        """A private folder with the files that are asked for, and nothing else."""
        asked = {file.path for file in files}
        missing = sorted(asked - set(self.files))
        if missing:
            raise DataError([_missing(name, self.files) for name in missing])
        with scratch_folder() as folder:
            for name in asked:
                (folder / name).write_bytes(self.files[name])
            yield folder

    def listed(self) -> tuple[File, ...]:
        """The files that were dropped, in order of their names."""
        return tuple(File(path=name) for name in sorted(self.files)[:MAX_LISTED])


def room_in(place: Place) -> Room:
    """What may come out of packed files there: of a visitor's, what a visitor may drop."""
    return DROPPED if isinstance(place, Dropped) else OWN


def is_data(name: str) -> bool:
    """Whether a file's name ends as data files end, and is not hidden."""
    return not name.startswith(".") and name.lower().endswith(ENDINGS) and is_path(name)


def is_path(name: str) -> bool:
    """Whether a source can name a file so: printable and not too long."""
    return 0 < len(name) <= 500 and name.isprintable()


def safe_name(name: str, taken: Iterable[str] = ()) -> str:
    """A file's name without folders and without characters that no file should have.

    Input: the name as a browser gives it, and the names that are taken. Output: at most 120
    bytes that end as the name ends (file systems count bytes), unlike every taken one.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c if c.isprintable() else "_" for c in last).strip(" .")
    kept = kept.encode()[-_LONGEST:].decode("utf-8", "ignore") or "file"
    stem, dot, ending = kept.rpartition(".")
    used, made, number = set(taken), kept, 1
    while made in used:
        number += 1
        made = f"{stem}-{number}.{ending}" if dot else f"{kept}-{number}"
    return made


def _outside(path: str) -> Finding:
    problem = f"the source names a file '{path[:80]}' outside the folder that was named"
    return Finding("files", problem, "put the file into the folder, and name it from there")


def _missing(name: str, known: Iterable[str]) -> Finding:
    problem = f"the source names a file '{name}', which was not dropped"
    fix = f"drop it along with the others; {did_you_mean(name, known)}"
    return Finding("files", problem, fix)
