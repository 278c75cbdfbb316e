"""What a source file must obey as a whole, beyond the form of its single parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scoring.errors import Finding, did_you_mean
from scoring.spec.strict_yaml import Document, Path
from scoring.spec.wording import spoken

if TYPE_CHECKING:
    from scoring.spec.source import Source


def broken_rules(source: Source, document: Document) -> Iterator[Finding]:
    """Every rule that a source breaks, with the line on which it does.

    Input: a source whose parts are sound, and the document it was read from.
    """
    for path, problem, fix in _faults(source):
        yield Finding(spoken(path), problem, fix, document.line_of(path))


def faults_of(source: Source) -> Iterator[Finding]:
    """Every rule that a source breaks which was not read from a text."""
    for path, problem, fix in _faults(source):
        yield Finding(spoken(path), problem, fix)


_Fault = tuple[Path, str, str]


def _faults(source: Source) -> Iterator[_Fault]:
    yield from _files(source)
    yield from _single_snapshots(source)
    yield from _names(source)
    yield from _sums(source)
    yield from _one_revenue(source)


def _files(source: Source) -> Iterator[_Fault]:
    for path, key in _file_keys(source):
        if key not in source.files:
            yield path, f"no file is called '{key}'", did_you_mean(key, source.files)


def _file_keys(source: Source) -> Iterator[tuple[Path, str]]:
    """Every place that names a file."""
    yield ("account", "from"), source.account.file
    churn = source.account.churn
    if churn and churn.event_file:
        yield ("account", "churn", "from" if churn.file else "event"), churn.event_file
    if churn and churn.via:
        yield ("account", "churn", "via", "from"), churn.via.file
    for i, part in enumerate(source.snapshots):
        yield ("snapshots", i, "from"), part.file
        if part.via:
            yield ("snapshots", i, "via", "from"), part.via.file
    for i, event in enumerate(source.events):
        yield ("events", i, "from"), event.file
        if event.via:
            yield ("events", i, "via", "from"), event.via.file
    if source.long:
        yield ("long", "from"), source.long.file
    if source.long and source.long.via:
        yield ("long", "via", "from"), source.long.via.file
    if source.touches:
        yield ("touches", "from"), source.touches.file
    if source.touches and source.touches.via:
        yield ("touches", "via", "from"), source.touches.via.file


def _single_snapshots(source: Source) -> Iterator[_Fault]:
    stated = {part.as_of for part in source.snapshots if part.as_of}
    dated = any(part.month for part in source.snapshots) or source.events or source.long
    if dated and stated:
        problem = "as_of is for a single snapshot, but another part has months or dates"
        yield ("snapshots",), problem, "remove as_of"
    for i, part in enumerate(source.snapshots):
        if part.as_of and not _is_day(part.as_of):
            problem = f"'{part.as_of}' is no month and no day"
            yield ("snapshots", i, "as_of"), problem, "write YYYY-MM or YYYY-MM-DD"
    if len(stated) > 1:
        problem = f"a single snapshot has one month, these are {len(stated)}"
        yield ("snapshots",), problem, "state as_of once"


def _names(source: Source) -> Iterator[_Fault]:
    """A measure has one name, and there is at least one."""
    seen: set[str] = set()
    for path, title, fix in _titles(source):
        if title in seen:
            yield path, f"two measures are called '{title}'", fix
        seen.add(title)
    if not seen and source.long is None:
        yield ("snapshots",), "no measure is listed", "add 'measures: [column, …]'"


def _titles(source: Source) -> Iterator[tuple[Path, str, str]]:
    fix = "give one of them another name: {column: …, name: …}"
    for i, part in enumerate(source.snapshots):
        for j, column in enumerate(part.measures):
            yield ("snapshots", i, "measures", j), column.title, fix
    for i, event in enumerate(source.events):
        yield ("events", i, "measure"), event.measure, "give one of them another name"
    for j, column in enumerate(source.long.measures if source.long else ()):
        yield ("long", "measures", j), column.title, fix


def _sums(source: Source) -> Iterator[_Fault]:
    for j, column in enumerate(source.long.measures if source.long else ()):
        if column.plus:
            problem = "in a long file a measure is a name, and there is no other column to add"
            yield ("long", "measures", j, "plus"), problem, "remove 'plus'"
        if column.bounded:
            problem = "the values of a long file have no bounds"
            yield ("long", "measures", j), problem, "remove at_least and at_most"


def _one_revenue(source: Source) -> Iterator[_Fault]:
    """Amounts that are added up are the revenue only where nothing else is."""
    sums = [i for i, event in enumerate(source.events) if event.arr_times is not None]
    told = source.account.arr or any(part.arr for part in source.snapshots)
    for i in sums[0 if told else 1 :]:
        path = ("events", i, "arr_times")
        yield path, "the revenue is told in two ways", "keep one 'arr' or 'arr_times'"


def _is_day(text: str) -> bool:
    try:
        day = dt.date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        return False
    return 1000 <= day.year < 3000
