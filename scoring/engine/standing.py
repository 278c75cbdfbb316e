"""Places on the disk besides a folder: what matches a pattern, the tables of a DuckDB file.

A source reaches nothing in them that they do not list.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Final

from scoring.engine.database import as_listed, table_as_parquet, tables_of
from scoring.engine.files import MAX_ROWS
from scoring.engine.places import ENDINGS, MAX_LISTED, Folder, Place, is_path, safe_name
from scoring.engine.scratch import scratch_folder
from scoring.engine.watch import Watch
from scoring.errors import DataError, Finding, did_you_mean
from scoring.spec.data_file import File

_LOOKED_AT: Final = 10_000


@dataclass(frozen=True, slots=True)
class Matching:
    """The files below a folder whose paths match a pattern such as `*.csv` or `2026/**/*.csv`."""

    root: Path
    pattern: str

    @contextmanager
    def at_hand(self, files: Iterable[File], _watch: Watch | None = None, /) -> Iterator[Path]:
        """The folder. Raises DataError for a file that does not match."""
        _stop_strangers([f.path for f in files], self._names())
        yield self.root

    def listed(self) -> tuple[File, ...]:
        """The files that match, no hidden ones; of many those that sort first."""
        return tuple(File(path=name) for name in self._names()[:MAX_LISTED])

    def _names(self) -> list[str]:
        found = islice(glob.iglob(self.pattern, root_dir=self.root, recursive=True), _LOOKED_AT)
        names = (Path(name).as_posix() for name in found if (self.root / name).is_file())
        return sorted(n for n in names if is_path(n) and not n.endswith((".yaml", ".yml")))


@dataclass(frozen=True, slots=True)
class Database:
    """The tables of a DuckDB file, which is opened read-only.

    A source names a table by `table`, or as a file of its name: `{path: accounts.csv}` is the
    table `accounts`.
    """

    path: Path

    @contextmanager
    def at_hand(self, files: Iterable[File], watch: Watch | None = None, /) -> Iterator[Path]:
        """A private folder with the wanted tables, each as a Parquet file under its path."""
        tables = tables_of(self.path)
        with private_folder(files) as (folder, wanted):
            for file, into in wanted:
                if watch:
                    watch.check()
                if file.path == self.path.name:
                    os.symlink(self.path.resolve(), into)
                    continue
                named = [as_listed(name, tables) for name in names_of(file)]
                table = next((name for name in named if name in tables), named[-1])
                if table not in tables:
                    raise DataError([no_table(table, tables)])
                table_as_parquet(self.path, file.path, table, MAX_ROWS, into)
            yield folder

    def listed(self) -> tuple[File, ...]:
        """The tables, each as a part of the file."""
        found = [name for name in tables_of(self.path) if 0 < len(name) <= 200]
        return tuple(File(path=self.path.name, table=name) for name in found[:MAX_LISTED])


@dataclass(frozen=True, slots=True)
class Offered:
    """A place as others than the operator have it: some files can be read, and nothing else.

    They are the `chosen` ones, or all that the place lists.
    """

    place: Place
    chosen: tuple[File, ...] | None = None

    @contextmanager
    def at_hand(self, files: Iterable[File], watch: Watch | None = None, /) -> Iterator[Path]:
        """The files as the place gives them. Raises DataError for one that is not offered."""
        asked, known = tuple(files), self.listed()
        _stop_strangers([f.path for f in asked], [f.path for f in known])
        parts = {(f.path, f.table) for f in known}
        # Of a file all parts are offered; in a database a table is what is offered.
        whole = isinstance(self.place, Folder | Matching)
        for file in asked:
            if not whole and (file.path, file.table) not in parts:
                raise DataError([no_table(file.table or file.path, [t for _, t in parts if t])])
        with self.place.at_hand(asked, watch) as folder:
            yield folder

    def listed(self) -> tuple[File, ...]:
        """The files that are offered."""
        return self.place.listed() if self.chosen is None else self.chosen


@contextmanager
def private_folder(files: Iterable[File]) -> Iterator[tuple[Path, list[tuple[File, Path]]]]:
    """A private folder, and where in it each file is to be put.

    Output: the folder to which the paths are relative, and each distinct file with a path
    that can be written to. It lies deep enough for paths that begin with `..`. Raises
    DataError for a path that leads out of it, and for two tables under one path.
    """
    wanted = {file.path: file for file in files}.values()
    _stop_twice(files := tuple(files), tuple(wanted))
    depth = max((PurePosixPath(f.path).parts.count("..") for f in wanted), default=0)
    with scratch_folder() as name:
        top = name.resolve()
        folder = top.joinpath(*["in"] * (depth + 1))
        folder.mkdir(parents=True)
        yield folder, [(file, _into(file, folder, top)) for file in wanted]


def _stop_twice(files: tuple[File, ...], wanted: tuple[File, ...]) -> None:
    kept = {(f.path, f.table) for f in wanted}
    for file in files:
        if (file.path, file.table) not in kept:
            problem = f"two tables are named under one path '{file.path}'"
            fix = "give each a path of its own, such as the name of its table"
            raise DataError([Finding("files", problem, fix)])


def _into(file: File, folder: Path, top: Path) -> Path:
    into = Path(os.path.normpath(folder / file.path))
    try:
        if not into.is_relative_to(top) or into in (top, folder, *folder.parents):
            raise ValueError
        into.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError):
        problem = f"'{file.path}' cannot be the name of a table"
        fix = "name it by a short path, and state the table as `table`"
        raise DataError([Finding("files", problem, fix)]) from None
    return into


def names_of(file: File) -> tuple[str, ...]:
    """The names that a file's table may have: the stated one, or what its path is called."""
    if file.table:
        return (file.table,)
    name = PurePosixPath(file.path).name
    stem = name
    while stem.lower().endswith(ENDINGS) and stem.rpartition(".")[0]:
        stem = stem.rpartition(".")[0]
    return (name,) if stem == name else (name, stem)


def as_files(tables: Iterable[str]) -> tuple[File, ...]:
    """Tables as a source names them: each under a path of its own."""
    files: dict[str, File] = {}
    for table in tables:
        if is_path(table) and len(table) <= 200 and len(files) < MAX_LISTED:
            path = safe_name(table.replace("/", "_"), files)
            files[path] = File(path=path, table=table)
    return tuple(files.values())


def no_table(name: str, known: Iterable[str]) -> Finding:
    """The finding about a table that is not there."""
    return Finding("data", f"there is no table '{name[:80]}'", did_you_mean(name, known))


def _stop_strangers(asked: Iterable[str], known: Iterable[str]) -> None:
    names = set(known)
    strange = sorted(set(asked) - names)
    if strange:
        said = "the data that were named at start do not include a file"
        raise DataError(
            [Finding("data", f"{said} '{name}'", did_you_mean(name, names)) for name in strange]
        )
