"""All files of a source are opened, and their rows copied; the faults of all are told at once.

None of them may change meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from scoring.engine.columns import uses_of
from scoring.engine.files import open_file
from scoring.engine.joining import beside_accounts
from scoring.engine.opened import Opened
from scoring.engine.parts import measure_names
from scoring.engine.repeats import files_with_repeats
from scoring.engine.room import OWN, Room
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile, stage, stage_beside
from scoring.engine.watch import Watch
from scoring.errors import DataError, Finding, errors_among
from scoring.spec.source import SnapshotTable, Source

State = tuple[int, int, int] | None
"""What a file has another of once it was written to or replaced; None for no file."""


def open_all(
    source: Source, folder: Path, scratch: Path, watch: Watch, room: Room = OWN
) -> dict[str, Opened]:
    """What each file holds, by its name. Raises DataError with the faults of all."""
    opened: dict[str, Opened] = {}
    faults: list[Finding] = []
    for key, file in source.files.items():
        watch.check()
        try:
            opened[key] = open_file(_located(folder / file.path), key, scratch, file, watch, room)
            room = room.after(opened[key].unpacked)
        except DataError as error:
            faults += error.findings
    stop_at(faults)
    return opened


@contextmanager
def unchanged(source: Source, folder: Path) -> Iterator[None]:
    """A stretch of work in which no file of the source may become another one.

    Raises DataError that names each file that did, in place of whatever else came of it: rows of
    two states of a file are neither.
    """
    paths = {key: _located(folder / file.path) for key, file in source.files.items()}
    before = {key: _state(path) for key, path in paths.items()}
    try:
        yield
    except (DataError, OSError):
        _stop_at_changed(paths, before)
        raise
    _stop_at_changed(paths, before)


def _stop_at_changed(paths: Mapping[str, Path], before: Mapping[str, State]) -> None:
    faults = []
    for key, path in paths.items():
        now = _state(path)
        if now != before[key]:
            did = "changed" if now else "vanished"
            problem, fix = f"it {did} while it was read", "load it again once nothing writes to it"
            faults.append(Finding(f"file '{key}'", problem, fix))
    if faults:
        raise DataError(faults) from None


def _state(path: Path) -> State:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _located(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a name too long, links in a circle
        return path


def stage_all(
    session: Session, source: Source, opened: dict[str, Opened], watch: Watch
) -> dict[str, StagedFile]:
    """The rows of these files as tables. Raises DataError with the faults of all."""
    files: dict[str, StagedFile] = {}
    faults: list[Finding] = []
    uses, marked = uses_of(source), files_with_repeats(source)
    sizes = [one.readable.stat().st_size for one in opened.values()]
    for i, (key, one) in enumerate(opened.items()):
        watch.tell(f"Reading the rows of {key}", 0.1 + 0.4 * sum(sizes[:i]) / sum(sizes))
        try:
            files[key] = stage(session, key, f"file_{i}", one, uses[key], marked=key in marked)
        except DataError as error:
            faults += error.findings
    stop_at(faults)
    return files


def stage_joined(
    session: Session,
    source: Source,
    opened: dict[str, Opened],
    along: SnapshotTable,
    watch: Watch,
) -> StagedFile:
    """The file of months, joined with the accounts while it is read. Raises Unusual."""
    key = along.file
    watch.tell(f"Reading the rows of {key}", 0.25)
    one, uses = opened[key], uses_of(source)[key]
    beside = beside_accounts(source, along, one, measure_names(source))
    return stage_beside(session, key, "months", one, uses, beside)


def stop_at(findings: Sequence[Finding]) -> None:
    """Raise DataError with the errors among them, if there are any."""
    errors = errors_among(findings)
    if errors:
        raise DataError(errors)
